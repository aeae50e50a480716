namespace Daypass.Client.Credentials;

/// <summary>The name of a role session when a profile gives none.</summary>
public static class SessionName
{
    private const int Longest = 64;

    /// <summary>The name that is configured, or one made of the user's: the same every time, so that policies and audits can rely on it.</summary>
    public static string Choose(string? configured, ClientEnvironment environment)
    {
        if (!string.IsNullOrEmpty(configured))
        {
            return configured;
        }

        var user = environment.GetVariable("USER") ?? environment.GetVariable("USERNAME") ?? environment.GetVariable("LOGNAME") ?? "session";
        var name = new char[Math.Min(user.Length, Longest - "daypass-".Length)];
        for (var index = 0; index < name.Length; index++)
        {
            name[index] = char.IsAsciiLetterOrDigit(user[index]) || "+=,.@-_".Contains(user[index], StringComparison.Ordinal) ? user[index] : '-';
        }

        return string.Concat("daypass-", name);
    }
}
