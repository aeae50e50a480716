using System.CommandLine;
using System.CommandLine.Parsing;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary>The command line's options about metrics and traces.</summary>
internal sealed class TelemetrySwitches
{
    private readonly Option<string?> _metrics = new("--metrics")
    {
        Description = "Where Prometheus asks for metrics, and whoever wants for /healthz and /readyz; not for the world.",
        HelpName = "HOST:PORT",
    };
    private readonly Option<Uri?> _otlp = new("--otlp")
    {
        Description = "The OpenTelemetry collector that metrics and traces are sent to by OTLP over HTTP, such as http://127.0.0.1:4318;"
            + " the variables of OpenTelemetry say it, too.",
        HelpName = "URL",
        CustomParser = ReadUrl,
    };

    /// <summary>Adds them to a command.</summary>
    public TelemetrySwitches(Command command)
    {
        command.Options.Add(_metrics);
        command.Options.Add(_otlp);
    }

    /// <summary>What the operator gave.</summary>
    public TelemetryOptions Read(ParseResult parsed) => new() { Metrics = parsed.GetValue(_metrics), Otlp = parsed.GetValue(_otlp) };

    private static Uri? ReadUrl(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length + url.Fragment.Length == 0)
        {
            return url;
        }

        argument.AddError($"'{text}' is not the URL of a collector: --otlp takes http or https, a host and perhaps a path.");
        return null;
    }
}
