using System.Globalization;

namespace Daypass.Server.Operators;

/// <summary>Who runs this process, as far as the operating system knows it.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="LoginId">The number of the user who logged in, whom sudo and su do not change; null where the kernel does not keep it.</param>
/// <param name="SudoName">Who says to have become the user with sudo, or null.</param>
/// <param name="Host">The machine's name.</param>
internal sealed record OperatingUser(string Name, long? LoginId, string? SudoName, string Host)
{
    private const string LoginIdFile = "/proc/self/loginuid";
    private const long NobodyLoggedIn = uint.MaxValue;
    private const int LongestName = 64;

    /// <summary>The user of this process.</summary>
    public static OperatingUser OfThisProcess() =>
        new(Environment.UserName, FindLoginId(), Cut(Environment.GetEnvironmentVariable("SUDO_USER")), Environment.MachineName);

    private static long? FindLoginId()
    {
        try
        {
            return long.TryParse(File.ReadAllText(LoginIdFile), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != NobodyLoggedIn
                ? id
                : null;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Cut(string? name) => name is { Length: > LongestName } ? name[..LongestName] : name;
}
