using System.Globalization;
using Daypass.Cli.Output;
using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.JmesPath;

namespace Daypass.Cli.Arguments;

/// <summary>The options every command knows, as they were given.</summary>
internal sealed record GlobalOptions
{
    /// <summary>What the options are.</summary>
    public static readonly OptionRule[] Rules =
    [
        new("--debug", OptionArity.Flag) { Summary = "Say on standard error what is done and why; never a secret." },
        new("--endpoint-url") { Summary = "The address of the service." },
        new("--no-verify-ssl", OptionArity.Flag) { Summary = "Accept any certificate." },
        new("--no-paginate", OptionArity.Flag) { Summary = "Ask for the first page of a list only." },
        new("--output") { Choices = OutputFormat.All, Summary = "How the answer is printed." },
        new("--query") { Summary = "A JMESPath expression that picks from the answer." },
        new("--profile") { Summary = "The profile of the config and credentials files." },
        new("--region") { Summary = "The region." },
        new("--version", OptionArity.Flag) { Summary = "Print the version." },
        new("--color") { Choices = ["on", "off", "auto"], Summary = "Whether tables are coloured." },
        new("--no-sign-request", OptionArity.Flag) { Summary = "Send requests without signature and look for no credentials." },
        new("--ca-bundle") { Summary = "A PEM file with the only certificates to trust." },
        new("--cli-read-timeout") { Summary = "Seconds to wait for an answer; 0 waits for ever." },
        new("--cli-connect-timeout") { Summary = "Seconds to wait for a connection; 0 waits for ever." },
        new("--cli-binary-format") { Choices = ["base64", "raw-in-base64-out"], Summary = "How bytes are written." },
        new("--no-cli-pager", OptionArity.Flag) { Summary = "Print straight to the terminal." },
        new("--cli-auto-prompt", OptionArity.Flag) { Summary = "Accepted and ignored." },
        new("--no-cli-auto-prompt", OptionArity.Flag) { Summary = "Accepted and ignored." },
        new("--cli-error-format") { Choices = ["legacy", "json", "yaml", "text", "table", "enhanced"], Summary = "How errors are printed." },
    ];

    /// <summary>What overrides the environment and the profile.</summary>
    public ExplicitSettings Explicit { get; private init; } = new();

    /// <summary>The query, or null.</summary>
    public JmesPathExpression? Query { get; private init; }

    /// <summary>The format requested, or null.</summary>
    public string? Output { get; private init; }

    /// <summary>The format of errors requested, or null.</summary>
    public string? ErrorFormat { get; private init; }

    /// <summary><c>on</c>, <c>off</c> or <c>auto</c>.</summary>
    public string Color { get; private init; } = "auto";

    /// <summary>True to trace.</summary>
    public bool Debug { get; private init; }

    /// <summary>False to send requests unsigned.</summary>
    public bool Sign { get; private init; } = true;

    /// <summary>False to accept any certificate.</summary>
    public bool VerifyCertificate { get; private init; } = true;

    /// <summary>False to ask for one page only.</summary>
    public bool Paginate { get; private init; } = true;

    /// <summary>False to print straight to the terminal.</summary>
    public bool UsePager { get; private init; } = true;

    /// <summary>The certificates to trust, or null.</summary>
    public string? CertificateBundle { get; private init; }

    /// <summary>How long an answer may take; null waits for ever.</summary>
    public TimeSpan? ReadTimeout { get; private init; }

    /// <summary>How long connecting may take; null waits for ever.</summary>
    public TimeSpan? ConnectTimeout { get; private init; }

    /// <summary>What can be said of the options before their values are examined: enough to print an error with.</summary>
    public static GlobalOptions ParseForErrors(ParsedArguments parsed) => new()
    {
        ErrorFormat = parsed.GetValue("--cli-error-format"),
        Color = parsed.GetValue("--color") ?? "auto",
        Debug = parsed.Has("--debug"),
        Explicit = new ExplicitSettings { Profile = GetText(parsed, "--profile") },
    };

    /// <summary>The options, their values examined.</summary>
    public static ClientResult<GlobalOptions> Parse(ParsedArguments parsed)
    {
        JmesPathExpression? query = null;
        if (parsed.GetValue("--query") is { } text && !JmesPathExpression.TryParse(text, out query, out var error))
        {
            return ClientError.Usage($"Bad value for --query {text}: {error.Message}");
        }

        if (GetText(parsed, "--endpoint-url") is { } url && !HasScheme(url))
        {
            return ClientError.Usage(
                $"Bad value for --endpoint-url \"{url}\": scheme is missing.  Must be of the form http://<hostname>/ or https://<hostname>/");
        }

        var read = ParseTimeout(parsed.GetValue("--cli-read-timeout"));
        var connect = ParseTimeout(parsed.GetValue("--cli-connect-timeout"));
        if ((read.Error ?? connect.Error) is { } refused)
        {
            return refused;
        }

        return ParseForErrors(parsed) with
        {
            Explicit = new ExplicitSettings
            {
                Profile = GetText(parsed, "--profile"),
                Region = GetText(parsed, "--region"),
                EndpointUrl = GetText(parsed, "--endpoint-url"),
            },
            Query = query,
            Output = parsed.GetValue("--output"),
            Sign = !parsed.Has("--no-sign-request"),
            VerifyCertificate = !parsed.Has("--no-verify-ssl"),
            Paginate = !parsed.Has("--no-paginate"),
            UsePager = !parsed.Has("--no-cli-pager"),
            CertificateBundle = GetText(parsed, "--ca-bundle"),
            ReadTimeout = read.Value,
            ConnectTimeout = connect.Value,
        };
    }

    // An option whose variable in a script was not set is as if it were not there, as it is for the aws command line.
    private static string? GetText(ParsedArguments parsed, string option) => parsed.GetValue(option) is { Length: > 0 } text ? text : null;

    private static bool HasScheme(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        for (var index = 0; index < colon; index++)
        {
            if (!char.IsAsciiLetter(url[index]) && (index == 0 || !(char.IsAsciiDigit(url[index]) || url[index] is '+' or '-' or '.')))
            {
                return false;
            }
        }

        return colon > 0;
    }

    private static ClientResult<TimeSpan?> ParseTimeout(string? text)
    {
        if (text is null)
        {
            return (TimeSpan?)TimeSpan.FromSeconds(60);
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0
            ? seconds == 0 ? (TimeSpan?)null : TimeSpan.FromSeconds(seconds)
            : ClientError.General($"invalid literal for int() with base 10: '{text}'");
    }
}
