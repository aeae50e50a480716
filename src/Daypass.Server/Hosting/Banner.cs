using Daypass.Server.Options;

namespace Daypass.Server.Hosting;

/// <summary>What a person sees when the server is up: where it is and the lines to paste.</summary>
internal static class Banner
{
    public static void Print(TextWriter output, ServerHost host, ServerOptions options)
    {
        var url = host.Urls[0].TrimEnd('/');
        var file = CredentialsFile.PathIn(options.DataDirectory);
        if (host.World is { } world)
        {
            output.WriteLine(world);
        }

        if (host.MetricsUrl is { } metrics)
        {
            output.WriteLine($"Metrics are at {metrics.TrimEnd('/')}/metrics.");
        }

        if (host.First is { } first)
        {
            output.WriteLine($"Daypass made account {first.Account} and wrote its keys to {first.File} (profiles root and admin).");
            output.WriteLine($"It listens on {url}. Paste this into another terminal:");
            output.WriteLine();
            output.WriteLine($"export AWS_ENDPOINT_URL={url} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1");
            output.WriteLine($"export AWS_SHARED_CREDENTIALS_FILE={file}");
            output.WriteLine("export AWS_PROFILE=admin");
        }
        else
        {
            output.WriteLine($"Daypass listens on {url}.{(File.Exists(file) ? $" The first credentials are in {file}." : "")}");
        }

        output.Flush();
    }
}
