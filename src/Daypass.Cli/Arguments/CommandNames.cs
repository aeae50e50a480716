namespace Daypass.Cli.Arguments;

/// <summary>The first words of all commands.</summary>
internal static class CommandNames
{
    /// <summary>The words in the order in which help lists them.</summary>
    public static readonly string[] All =
    [
        "sts", "iam", "exec", "export", "credential-process", "configure", "login", "logout", "whoami", "decode", "profile", "console-url",
        "request", "token", "policy", "cache", "self-check", "serve", "mcp", "completion", "help",
    ];
}
