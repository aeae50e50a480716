using System.Globalization;
using Daypass.Cli.Output;
using Daypass.Client.Faults;
using Daypass.Client.Profiles;
using Daypass.JmesPath;

namespace Daypass.Cli.Aws;

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

    /// <summary>The format asked for, or null.</summary>
    public string? Output { get; private init; }

    /// <summary>The format of errors asked for, or null.</summary>
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
    public static GlobalOptions Unexamined(ParsedArguments parsed) => new()
    {
        ErrorFormat = parsed.One("--cli-error-format"),
        Color = parsed.One("--color") ?? "auto",
        Debug = parsed.Has("--debug"),
        Explicit = new ExplicitSettings { Profile = parsed.One("--profile") },
    };

    /// <summary>The options, their values examined.</summary>
    public static Outcome<GlobalOptions> Of(ParsedArguments parsed)
    {
        JmesPathExpression? query = null;
        if (parsed.One("--query") is { } text && !JmesPathExpression.TryParse(text, out query, out var fault))
        {
            return ClientFault.Usage($"Bad value for --query {text}: {fault.Message}");
        }

        if (parsed.One("--endpoint-url") is { } url && !HasScheme(url))
        {
            return ClientFault.Usage($"Bad value for --endpoint-url \"{url}\": scheme is missing.  Must be of the form http://<hostname>/ or https://<hostname>/");
        }

        var read = Timeout(parsed.One("--cli-read-timeout"));
        var connect = Timeout(parsed.One("--cli-connect-timeout"));
        if ((read.Fault ?? connect.Fault) is { } refused)
        {
            return refused;
        }

        return Unexamined(parsed) with
        {
            Explicit = new ExplicitSettings { Profile = parsed.One("--profile"), Region = parsed.One("--region"), EndpointUrl = parsed.One("--endpoint-url") },
            Query = query,
            Output = parsed.One("--output"),
            Sign = !parsed.Has("--no-sign-request"),
            VerifyCertificate = !parsed.Has("--no-verify-ssl"),
            Paginate = !parsed.Has("--no-paginate"),
            UsePager = !parsed.Has("--no-cli-pager"),
            CertificateBundle = parsed.One("--ca-bundle"),
            ReadTimeout = read.Value,
            ConnectTimeout = connect.Value,
        };
    }

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

    private static Outcome<TimeSpan?> Timeout(string? text)
    {
        if (text is null)
        {
            return (TimeSpan?)TimeSpan.FromSeconds(60);
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0
            ? seconds == 0 ? (TimeSpan?)null : TimeSpan.FromSeconds(seconds)
            : ClientFault.General($"invalid literal for int() with base 10: '{text}'");
    }
}
