using System.Net;
using Daypass.Server.Options;

namespace Daypass.Server.Kits;

/// <summary>What keeps the options that are for tests away from anything real.</summary>
internal static class TestRules
{
    /// <exception cref="StartException">They were given together with what they must not meet; the message says which.</exception>
    public static void Validate(ServerOptions options)
    {
        if (!options.IsEphemeral)
        {
            ThrowIf(options.HasTestControls, "--test-controls is for a server that keeps nothing: give --ephemeral as well, and no folder with data.");
            ThrowIf(options.WellKnownKeys is not null,
                "--well-known-keys takes keys that everybody knows, so it is for a server that keeps nothing: give --ephemeral as well.");
            return;
        }

        ThrowIf(options.Database is not null, "--ephemeral keeps nothing, so it takes no --database (nor DAYPASS_DATABASE).");
        ThrowIf(options.MasterKeyFile is not null || options.MasterKeyVariable is not null || options.MasterKeyCredential is not null,
            "--ephemeral makes a master key of its own, so it takes no --master-key option.");
        ThrowIf(options.MustExist, "--ephemeral begins with nothing, and --must-exist says that there has to be something.");
        if (options.HasTestControls
            && ListenAddress.Parse(options.Urls).SelectMany(static address => address.EndPoints)
                .FirstOrDefault(static end => !IPAddress.IsLoopback(end.Address)) is { } open)
        {
            throw new StartException(
                $"--test-controls is for programs of this machine: --urls {options.Urls} listens at {open.Address}, which is no loopback address.");
        }
    }

    private static void ThrowIf(bool isWrong, string sentence)
    {
        if (isWrong)
        {
            throw new StartException(sentence);
        }
    }
}
