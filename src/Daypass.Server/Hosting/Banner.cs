using System.Buffers;
using Daypass.Server.Options;

namespace Daypass.Server.Hosting;

/// <summary>What a person sees when the server is up: where it is and the lines to paste.</summary>
internal static class Banner
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:-");

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
            output.WriteLine($"Daypass made account {first.Account} and wrote its keys to {first.File} (profiles root and admin).");
        }

        var near = FromThisMachine(url, out var isOpen);
        if (isOpen && url.StartsWith("http:", StringComparison.Ordinal))
        {
            output.WriteLine("Every interface is open and nothing is encrypted: put a proxy with TLS in front, or give it a certificate.");
        }

        // At each start: whoever missed the first one needs them as well. They name files, no secrets.
        var profile = Profile(options.DataDirectory, out var file);
        output.WriteLine($"{(host.First is null ? "Daypass" : "It")} listens on {url}.{(profile is null ? "" : " Paste this into another terminal:")}");
        if (profile is not null)
        {
            output.WriteLine();
            output.WriteLine($"export AWS_ENDPOINT_URL={near} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1");
            output.WriteLine($"export AWS_SHARED_CREDENTIALS_FILE={Quoted(file)}");
            output.WriteLine($"export AWS_PROFILE={Quoted(profile)}");
        }

        output.Flush();
    }

    /// <summary>The profile to begin with: of the first account, or the first one that a world had generated; null when there is none.</summary>
    private static string? Profile(string data, out string file)
    {
        file = CredentialsFile.PathIn(data);
        if (File.Exists(file))
        {
            return "admin";
        }

        file = Path.GetFullPath(GeneratedKeysFile.PathIn(data));
        return File.Exists(file) && File.ReadLines(file).FirstOrDefault(static line => line is ['[', .., ']']) is { } heading ? heading[1..^1] : null;
    }

    /// <summary>The address to ask on this machine: no client can ask at the one that stands for every interface.</summary>
    private static string FromThisMachine(string url, out bool isOpen)
    {
        var at = new Uri(url);
        isOpen = at.Host is "[::]" or "0.0.0.0";
        return isOpen ? $"{at.Scheme}://127.0.0.1:{at.Port}" : url;
    }

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAnyExcept(Plain) ? $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'" : text;
}
