namespace Daypass.Cli.Arguments;

/// <summary>The few lines that follow a usage error.</summary>
internal static class UsageText
{
    /// <summary>How commands are written, and where help is.</summary>
    public const string Usage =
        "usage: " + Line + "\n" + Blurb;

    /// <summary>The shape of every command.</summary>
    public const string Line = "daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]";

    /// <summary>Where help is.</summary>
    public const string Blurb =
        """
        To see help text, you can run:

          daypass help
          daypass <command> help
          daypass <command> <subcommand> help

        """;
}
