using Daypass.Cli.Arguments;
using Daypass.Cli.Context;

namespace Daypass.Cli.Commands;

/// <summary>The table of commands that are no operations of a service.</summary>
internal static class BuiltInCommands
{
    private static readonly PositionalRule Profile = new("PROFILE", null, Required: false);

    /// <summary>All of them, in the order in which help lists them.</summary>
    public static IReadOnlyList<BuiltInCommand> All { get; } =
    [
        new(
            "exec",
            "Run a program with the credentials of a profile; without a program, a shell.",
            "daypass exec dev -- terraform plan",
            CommandContext.Use(ExecCommand.Run))
        {
            Options =
            [
                .. CommandContext.Options, CommandContext.Session, DurationOption.Rule, .. ScopeOptions.All,
                new("--server", OptionArity.Flag) { Summary = "Give credentials at a local endpoint that renews them, instead of in the environment." },
            ],
            Word = Profile,
            TakesCommandLine = true,
        },
        new("export", "Print credentials for a shell or another program.", "eval \"$(daypass export dev)\"", ExportCommands.Export)
        {
            Options =
            [
                .. CommandContext.Options,
                new("--format") { Choices = CredentialFormats.All, Summary = "How they are written; sh by default." },
                new("--unset", OptionArity.Flag) { Summary = "Print what takes them out of the environment again." },
            ],
            Word = Profile,
        },
        new(
            "credential-process",
            "Print credentials as the credential_process setting of a profile asks for.",
            "daypass credential-process dev",
            ExportCommands.CredentialProcess)
        {
            Options =
            [
                .. CommandContext.Options, CommandContext.Session,
                new("--keyring") { Summary = "The id of a key in the keyring, instead of a profile; what \"daypass configure\" writes into profiles." },
            ],
            Word = Profile,
        },
        new(
            "configure",
            "Keep a long-term key in the keyring and make a profile that uses it, for daypass and for the tools of AWS.",
            "daypass configure dev --region eu-west-1",
            ConfigureCommand.Run)
        {
            Options = ConfigureCommand.Options,
            Word = Profile,
        },
        new(
            "login",
            "Sign in at an identity provider with a browser or a code, and get a role's session.",
            "daypass login dev",
            CommandContext.Use(LoginCommand.Run))
        {
            Options = LoginCommand.Options,
            Word = Profile,
        },
        new(
            "logout",
            "Forget the sign-in of a profile, and the sessions that were made for it.",
            "daypass logout dev",
            CommandContext.Use(LogoutCommand.Run))
        {
            Options = CommandContext.Options,
            Word = Profile,
        },
        new(
            "whoami",
            "Say whose credentials these are, how one got to them and how long they last.",
            "daypass whoami dev",
            CommandContext.Use(WhoAmICommand.Run))
        {
            Options = [.. CommandContext.Options, new("--output") { Choices = ["text", "json"], Summary = "How the answer is printed." }],
            Word = Profile,
        },
        new(
            "decode",
            "Explain the authorization id or the encoded message of a denial, or of a whole error text.",
            "daypass decode < error.txt",
            DecodeCommand.Run)
        {
            Options = [.. CommandContext.Options, new("--output") { Choices = ["text", "json"], Summary = "How the answer is printed." }],
            Word = new PositionalRule("MESSAGE", null, Required: false),
        },
        new("profile list", "List the profiles.", "daypass profile list --details", ProfileCommands.List)
        {
            Options = [new("--details", OptionArity.Flag) { Summary = "What each profile is, its role and its region." }],
        },
        new(
            "profile add",
            "Add a profile to the config file.",
            "daypass profile add dev --role-arn arn:aws:iam::111122223333:role/dev --source-profile default",
            ProfileCommands.Add)
        {
            Options = ProfileCommands.AddOptions,
            Word = new PositionalRule("NAME", null),
        },
        new(
            "profile save",
            "Write the credentials of a profile into the credentials file under another name.",
            "daypass profile save legacy --profile dev",
            CommandContext.Use(ProfileCommands.Save, namesProfile: false))
        {
            Options = CommandContext.Options,
            Word = new PositionalRule("NAME", null),
        },
        new(
            "console-url",
            "Print an address that opens the AWS console with a session's permissions.",
            "daypass console-url dev",
            CommandContext.Use(ConsoleUrlCommand.Run))
        {
            Options =
            [
                .. CommandContext.Options, new("--service") { Summary = "The page to open." },
                new("--federation-url") { Summary = "The federation endpoint, where it is not the partition's." },
            ],
            Word = Profile,
        },
        new(
            "request",
            "Sign a request to any service, send it and print the answer.",
            "daypass request GET https://orders.example.com/orders/7 --service orders",
            CommandContext.Use(RequestCommand.Run, namesProfile: false))
        {
            Options = [.. CommandContext.Options, CommandContext.Session, .. RequestCommand.Options],
            Word = new PositionalRule("METHOD", null),
            Second = new PositionalRule("URL", null),
        },
        new(
            "token inspect",
            "Say what can be said of an id or a token without asking anybody.",
            "daypass token inspect AKIAIOSFODNN7EXAMPLE",
            TokenCommand.Inspect)
        {
            Word = new PositionalRule("TOKEN", null, Required: false),
        },
        new(
            "policy eval",
            "Decide policy cases, one JSON object a line, and print one decision a line.",
            "daypass policy eval --cases cases.jsonl",
            PolicyCommand.Eval)
        {
            Options = [new("--cases") { Required = true, Summary = "The file with the cases; - for standard input." }],
        },
        new(
            "policy check",
            "Say whether a policy document would be saved, and what had better be written otherwise.",
            "daypass policy check trust.json --kind trust",
            PolicyCommand.Check)
        {
            Options =
            [
                new("--kind") { Choices = PolicyCommand.KindNames, Summary = "The part the document is to play; identity by default." },
                new("--account") { Summary = "The account it is to be saved in." },
                new("--strict-trust", OptionArity.Flag) { Summary = "Refuse what a server with this option refuses of trust." },
                new("--service-principal", OptionArity.Many) { Summary = "Services of your own that trust may name, or *.DOMAIN." },
                new("--output") { Choices = ["text", "json"], Summary = "How the findings are printed." },
            ],
            Word = new PositionalRule("FILE", null),
        },
        new("cache list", "List the cached sessions; nothing secret.", "daypass cache list", CacheCommands.List)
        {
            Options = [new("--output") { Choices = ["text", "json"], Summary = "How the sessions are printed." }],
        },
        new("cache clear", "Forget all cached sessions, or those of a profile.", "daypass cache clear dev", CacheCommands.Clear) { Word = Profile },
        new("self-check", "Say what is missing in the installation and in the configuration.", "daypass self-check", SelfCheck.Run),
        new("serve", "Start the server that is installed beside this program.", "daypass serve", SiblingProgram.Serve) { TakesCommandLine = true },
        new("mcp", "Start the agent tool that is installed beside this program.", "daypass mcp", SiblingProgram.Mcp) { TakesCommandLine = true },
        new(
            "completion words",
            "Print the words that may come next; what the completion scripts call.",
            "daypass completion words -- sts assume-role --role",
            CompletionCommand.Words) { TakesCommandLine = true },
        new("completion", "Print the completion script of a shell.", "daypass completion bash > /etc/bash_completion.d/daypass", CompletionCommand.Script)
        {
            Word = new PositionalRule("SHELL", CompletionCommand.Shells),
        },
    ];

    /// <summary>The command whose words begin a command line, or null.</summary>
    public static BuiltInCommand? Find(IReadOnlyList<string> arguments, int start)
    {
        foreach (var command in All)
        {
            var words = command.Words.Split(' ');
            var matches = start + words.Length <= arguments.Count;
            for (var index = 0; matches && index < words.Length; index++)
            {
                matches = arguments[start + index] == words[index];
            }

            if (matches)
            {
                return command;
            }
        }

        return null;
    }
}
