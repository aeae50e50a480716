using System.ComponentModel;
using System.Diagnostics;
using Daypass.Client.Errors;
using Daypass.Protocol;

namespace Daypass.Client.Cache;

/// <summary>
/// The desktop's keyring (the Secret Service of freedesktop.org: GNOME Keyring, KWallet), by libsecret's <c>secret-tool</c>: keeps the
/// cache's key over a restart, locked with the user's login. The key goes through standard input and output, never through arguments.
/// </summary>
internal static class DesktopKeyring
{
    private const string Program = "secret-tool";
    private const int KeyLength = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string[] Attributes = ["application", "daypass", "purpose", "session-cache"];

    /// <summary>True when a session bus is there to ask: a user is logged in to a desktop.</summary>
    public static bool IsAvailable(ClientEnvironment environment) => OperatingSystem.IsLinux()
        && (environment.GetVariable("DBUS_SESSION_BUS_ADDRESS") is not null
            || (environment.GetVariable("XDG_RUNTIME_DIR") is { } runtime && File.Exists(Path.Combine(runtime, "bus"))));

    /// <summary>The cache's key; null when the keyring has none yet, an error when there is no keyring that answers.</summary>
    public static ClientResult<Secret?> FindKey()
    {
        var (exitCode, output, error) = Run(["lookup", .. Attributes], null);
        if (exitCode != 0)
        {
            return error.Length == 0 ? (Secret?)null : ClientError.General(error);
        }

        var bytes = new byte[KeyLength];
        return Convert.TryFromBase64String(output.Trim(), bytes, out var length) && length == KeyLength
            ? Secret.FromUtf8(bytes)
            : ClientError.General("what the keyring holds for daypass is no key");
    }

    /// <summary>Stores the cache's key.</summary>
    /// <returns>Why it could not be stored, or null.</returns>
    public static ClientError? StoreKey(ReadOnlySpan<byte> key)
    {
        var (exitCode, _, error) = Run(["store", "--label=Daypass session cache", .. Attributes], Convert.ToBase64String(key));
        return exitCode == 0 ? null : ClientError.General(error);
    }

    /// <summary>A secret that is stored under attributes; null when there is none, an error when there is no keyring that answers.</summary>
    public static ClientResult<Secret?> Find(IReadOnlyList<string> attributes)
    {
        var (exitCode, output, error) = Run(["lookup", .. attributes], null);
        if (exitCode == 0 && output.Length > 0)
        {
            return Secret.FromText(output.TrimEnd('\n'));
        }

        return error.Length == 0 ? (Secret?)null : ClientError.General(error);
    }

    /// <summary>Stores a secret under attributes.</summary>
    /// <returns>Why it could not be stored, or null.</returns>
    public static ClientError? Store(string label, IReadOnlyList<string> attributes, Secret secret)
    {
        var (exitCode, _, error) = Run(["store", "--label=" + label, .. attributes], secret.Reveal());
        return exitCode == 0 ? null : ClientError.General(error);
    }

    /// <summary>Forgets what is stored under attributes.</summary>
    public static void Clear(IReadOnlyList<string> attributes) => Run(["clear", .. attributes], null);

    private static (int ExitCode, string Output, string Error) Run(IEnumerable<string> arguments, string? input)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var program = Process.Start(start)!;
            program.StandardInput.Write(input);
            program.StandardInput.Close();

            // A locked keyring asks the user, who may have gone; both streams hold a line at most.
            if (!program.WaitForExit(Patience))
            {
                program.Kill();
                return (-1, string.Empty, "nobody unlocked it in time");
            }

            return (program.ExitCode, program.StandardOutput.ReadToEnd(), program.StandardError.ReadToEnd().Trim());
        }
        catch (Exception missing) when (missing is Win32Exception or IOException)
        {
            return (-1, string.Empty, missing.Message);
        }
    }
}
