using System.CommandLine;
using System.CommandLine.Parsing;
using Daypass.Core.Throttling;
using Daypass.Server.Hosting;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary>The command line's options for servers that tests start.</summary>
internal sealed class TestSwitches
{
    private const string Data = "--data";
    private const string Urls = "--urls";
    private const string FreePort = "http://127.0.0.1:0";

    private static readonly string[] Rates = ["--account-rate", "--iam-rate", "--check-rate", "--address-rate"];

    private readonly Command _command;

    private readonly Option<bool> _ephemeral = new("--ephemeral")
    {
        Description = "Keeps nothing: the data is in a temporary folder, gone at the end. Listens on a free port of loopback, has no limits and writes no audit"
            + " log unless told otherwise.",
    };
    private readonly Option<string?> _ready = new("--ready-file")
    {
        Description = "Writes address, port and process to this file as JSON when requests are answered, and with --ephemeral all keys; taken away at the end.",
        HelpName = "FILE",
    };
    private readonly Option<bool> _controls = new("--test-controls")
    {
        Description = "Lets programs of this machine reset the server, move its clock, make accounts and see what was decided, at /_daypass. Only with"
            + " --ephemeral.",
    };
    private readonly Option<string?> _wellKnown = new("--well-known-keys")
    {
        Description = "Takes the keys that other tools take in tests, test/test and testing/testing, for those of this user. Only with --ephemeral.",
        HelpName = "[ACCOUNT/]USER",
    };

    /// <summary>Adds them to a command.</summary>
    public TestSwitches(Command command)
    {
        _command = command;
        Array.ForEach<Option>([_ephemeral, _ready, _controls, _wellKnown], command.Options.Add);
    }

    /// <summary>The file that tells others where the server is, or null.</summary>
    public string? ReadyFile(ParseResult parsed) => parsed.GetValue(_ready) is { } file ? Path.GetFullPath(file) : null;

    /// <summary>A data folder that goes with the server, when it keeps nothing; else null.</summary>
    /// <exception cref="StartException">A folder was named as well, or none can be made.</exception>
    public EphemeralFolder? OpenFolder(ParseResult parsed) => !parsed.GetValue(_ephemeral) ? null
        : IsGiven(parsed, Data) ? throw new StartException("--ephemeral keeps nothing, so it takes no --data.")
        : EphemeralFolder.Create();

    /// <summary>Sets what the operator gave, and what a server that keeps nothing has by default.</summary>
    public ServerOptions Read(ParseResult parsed, ServerOptions options, EphemeralFolder? folder)
    {
        var given = options with { HasTestControls = parsed.GetValue(_controls), WellKnownKeys = parsed.GetValue(_wellKnown) };
        return folder is null ? given : given with
        {
            IsEphemeral = true,
            DataDirectory = folder.Path,
            Urls = IsGiven(parsed, Urls) ? given.Urls : FreePort,
            Audit = given.Audit.Targets.Count == 0 ? given.Audit with { Targets = [AuditOptions.Nowhere] } : given.Audit,
            Limits = Array.Exists(Rates, rate => IsGiven(parsed, rate)) ? given.Limits : given.Limits with { Rates = AdmissionRates.Unlimited },
        };
    }

    private bool IsGiven(ParseResult parsed, string name) =>
        _command.Options.FirstOrDefault(option => option.Name == name) is { } option && parsed.GetResult(option) is OptionResult { Implicit: false };
}
