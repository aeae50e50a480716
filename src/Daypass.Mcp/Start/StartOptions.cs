using System.Globalization;

namespace Daypass.Mcp.Start;

/// <summary>What the operator decides when the agent tool is started; nothing of it can be changed by a tool call.</summary>
internal sealed record StartOptions
{
    /// <summary>How the program is called, and with what.</summary>
    public const string Usage = """
        usage: daypass mcp [options]        (also: daypass-mcp [options])

        Offers STSTool, IAMTool, SessionTool and TestAwsConnectionTool to an agent over MCP on standard input and output.

          --profile NAME              the profile to begin with
          --region NAME               the region to begin with
          --endpoint-url URL          the address of STS and IAM to begin with
          --read-only                 refuse everything that issues credentials or changes something
          --policy FILE               allow, ask and deny rules; without it reading is allowed and everything else asks
          --audit-log FILE            where each call is written down; by default daypass/agent.jsonl in the user's state folder
          --answer-bytes N            how large an answer may be; by default 20000
          --text full                 answer everything as text too, for a client that shows its model nothing else
          --show-secrets              answer secret keys and tokens instead of keeping them; they then stand in the transcript
          --delegation-template ARN   the policy template of delegation requests
          --delegation-channel NAME   the notification channel of delegation requests
          --version                   print the version
          --help                      print this

        """;

    private const int LeastBudget = 2_000;

    /// <summary>The profile to begin with.</summary>
    public string? Profile { get; init; }

    /// <summary>The region to begin with.</summary>
    public string? Region { get; init; }

    /// <summary>The address to begin with.</summary>
    public string? Endpoint { get; init; }

    /// <summary>True to refuse everything but reading.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The file with the rules; null for the standing ones.</summary>
    public string? PolicyFile { get; init; }

    /// <summary>The audit file; null for the usual place.</summary>
    public string? AuditFile { get; init; }

    /// <summary>How large an answer may be, in bytes.</summary>
    public int Budget { get; init; } = 20_000;

    /// <summary>True to answer as text what structured content says.</summary>
    public bool FullText { get; init; }

    /// <summary>True to answer secrets.</summary>
    public bool ShowSecrets { get; init; }

    /// <summary>The policy template of delegation requests.</summary>
    public string? DelegationTemplate { get; init; }

    /// <summary>The notification channel of delegation requests.</summary>
    public string? DelegationChannel { get; init; }

    /// <summary>The options of a command line.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="error">What is wrong with it; null when nothing is.</param>
    public static StartOptions Parse(IReadOnlyList<string> arguments, out string? error)
    {
        StartOptions? options = new();
        error = null;
        for (var index = 0; index < arguments.Count && error is null; index++)
        {
            var (name, value, own) = Split(arguments[index]);
            string Value()
            {
                value ??= !own && index + 1 < arguments.Count ? arguments[++index] : null;
                return value ?? string.Empty;
            }

            options = options is null ? null : name switch
            {
                "--profile" => options with { Profile = Value() },
                "--region" => options with { Region = Value() },
                "--endpoint-url" => options with { Endpoint = Value() },
                "--policy" => options with { PolicyFile = Value() },
                "--audit-log" => options with { AuditFile = Value() },
                "--answer-bytes" => int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes >= LeastBudget
                    ? options with { Budget = bytes } : null,
                "--text" => Value() == "full" ? options with { FullText = true } : null,
                "--delegation-template" => options with { DelegationTemplate = Value() },
                "--delegation-channel" => options with { DelegationChannel = Value() },
                "--read-only" when !own => options with { ReadOnly = true },
                "--show-secrets" when !own => options with { ShowSecrets = true },
                _ => null,
            };
            error = options is null
                ? name is "--answer-bytes" or "--text" ? $"{name} cannot be {value}" : $"unknown option {arguments[index]}"
                : value is { Length: 0 } || (value is null && TakesValue(name)) ? $"{name} needs a value" : null;
        }

        return options ?? new StartOptions();
    }

    private static bool TakesValue(string name) => name is not ("--read-only" or "--show-secrets");

    private static (string Name, string? Value, bool Own) Split(string argument)
    {
        var mark = argument.IndexOf('=', StringComparison.Ordinal);
        return mark < 0 ? (argument, null, false) : (argument[..mark], argument[(mark + 1)..], true);
    }
}
