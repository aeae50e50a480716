using Daypass.Server.Options;

namespace Daypass.Server.Hosting;

/// <summary>What a person sees when the server is up: where it is and the lines to paste.</summary>
internal static class Banner
{
    public static void Print(TextWriter output, ServerHost host, ServerOptions options)
    {
        var url = host.Urls[0].TrimEnd('/');
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
            output.WriteLine($"Daypass made account {first.Account} and wrote its keys to {first.File} (profiles daypass-root and daypass-admin).");
        }

        if (options.IsEphemeral)
        {
            output.WriteLine("This server is for tests: what it holds is gone when it ends.");
        }

        if (options.WellKnownKeys is { } user)
        {
            output.WriteLine($"Whoever signs with the keys test/test is the user {user}.");
        }

        if (host.ControlUrl is { } control)
        {
            output.WriteLine($"Programs of this machine control it at {control}: reset, snapshots, clock, accounts, world, decisions.");
        }

        if (ShellLines.IsEveryAddress(url) && url.StartsWith("http:", StringComparison.Ordinal))
        {
            output.WriteLine("Every interface is open and nothing is encrypted: put a proxy with TLS in front, or give it a certificate.");
        }

        // At each start: whoever missed the first one needs them as well. They name files, no secrets.
        var lines = ShellLines.Find(url, options.DataDirectory);
        output.WriteLine($"{(host.First is null ? "Daypass" : "It")} listens on {url}.{(lines is null ? "" : " Paste this into another terminal:")}");
        if (lines is not null)
        {
            output.WriteLine();
            output.WriteLine(lines);
        }

        output.Flush();
    }
}
