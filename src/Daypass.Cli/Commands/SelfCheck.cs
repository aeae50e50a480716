using Daypass.Cli.Arguments;
using Daypass.Cli.Interaction;
using Daypass.Client;
using Daypass.Client.Cache;
using Daypass.Client.Endpoints;
using Daypass.Client.Profiles;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass self-check</c>: looks at the installation and at the configuration, and says what is missing and how to mend it.</summary>
internal sealed class SelfCheck
{
    private readonly Terminal _terminal;
    private bool _complete = true;

    private SelfCheck(Terminal terminal) => _terminal = terminal;

    /// <summary>Runs the command; it asks nobody and changes nothing.</summary>
    /// <returns>0 when nothing is missing, 1 otherwise.</returns>
    public static int Run(Terminal terminal, ParsedArguments arguments)
    {
        var check = new SelfCheck(terminal);
        check.LookAtPrograms();
        check.LookAtMachine();
        check.LookAtConfiguration();
        return check._complete ? 0 : 1;
    }

    private void LookAtPrograms()
    {
        Say("ok", $"daypass {ClientVersion.Text}, {Environment.ProcessPath ?? AppContext.BaseDirectory}");
        var found = ProgramSearch.Find("daypass", Variables("PATH"));
        if (found is null)
        {
            Miss("daypass is not along PATH: profiles with a credential_process, and hosts of the agent tool, will not find it. Add its folder to PATH.");
        }

        foreach (var (program, what) in new[] { ("daypass-server", "daypass serve"), ("daypass-mcp", "daypass mcp") })
        {
            if (SiblingProgram.Find(program) is not { } path)
            {
                Miss($"{program} is not installed, which \"{what}\" starts: it is looked for beside daypass, in a folder {program} there, and along PATH.");
            }
            else
            {
                Say("ok", $"{program}, {path}");
            }
        }
    }

    private void LookAtMachine()
    {
        if (KeyringKeys.IsAvailable(_terminal.Environment))
        {
            if (ProgramSearch.Find("secret-tool", Variables("PATH")) is null)
            {
                Miss("secret-tool is not installed, by which the desktop's keyring is asked: install libsecret-tools (Debian) or libsecret.");
            }
            else
            {
                Say("ok", "the desktop's keyring can keep keys");
            }
        }
        else
        {
            Say("note", "no desktop keyring here: \"daypass configure\" needs --plain");
        }

        Say("note", SessionCache.Open(_terminal.Environment).IsSealed
            ? "cached sessions are sealed with a key of the keyring" : "cached sessions are protected by file permissions only");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Path.Combine(_terminal.Environment.HomeFolder, ".aws", "credentials");
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (File.Exists(folder) && (File.GetUnixFileMode(folder) & Others) != 0)
        {
            Miss($"{folder} can be read by others than you: chmod 600 {folder}");
        }
    }

    private void LookAtConfiguration()
    {
        var store = ProfileStore.Load(_terminal.Environment);
        if (!store.Succeeded)
        {
            Miss(store.Error.Message);
            return;
        }

        foreach (var name in store.Value.Names)
        {
            var profile = store.Value.Find(name)!;
            foreach (var flaw in ProfileFlaws.Find(store.Value, profile))
            {
                Miss($"profile {name}: {flaw}");
            }

            var settings = ClientSettings.Load(_terminal.Environment, new ExplicitSettings { Profile = name });
            if (settings.Succeeded && EndpointResolver.Resolve(settings.Value, Service.Sts, signed: false).Error is { } wrong)
            {
                Miss($"profile {name}: {wrong.Message} {wrong.Advice}");
            }
        }

        Say("ok", $"{store.Value.Names.Count} profiles in {store.Value.ConfigFile} and {store.Value.CredentialsFile}");
    }

    private Dictionary<string, string> Variables(string name) =>
        _terminal.Environment.GetVariable(name) is { } value ? new(StringComparer.Ordinal) { [name] = value } : new(StringComparer.Ordinal);

    private void Miss(string what)
    {
        _complete = false;
        Say("missing", what);
    }

    private void Say(string kind, string what) => _terminal.Out.Write($"{kind,-8} {what}\n");
}
