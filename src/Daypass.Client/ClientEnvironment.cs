using System.Text;

namespace Daypass.Client;

/// <summary>What the client may know of the machine it runs on: environment variables, the home folder, the clock. Tests bring their own.</summary>
public sealed class ClientEnvironment
{
    private readonly Func<string, string?> _variable;

    /// <summary>An environment with the given environment.</summary>
    /// <param name="variable">The value of an environment variable, or null.</param>
    /// <param name="home">The user's home folder.</param>
    /// <param name="clock">The time.</param>
    public ClientEnvironment(Func<string, string?> variable, string home, TimeProvider clock)
    {
        _variable = variable;
        HomeFolder = home;
        Clock = clock;
    }

    /// <summary>The machine as it is.</summary>
    public static ClientEnvironment Current { get; } = new(
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
        TimeProvider.System);

    /// <summary>The user's home folder.</summary>
    public string HomeFolder { get; }

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Receives a line about what is done and why; null when nothing reads it. Never given a secret.</summary>
    public Action<string>? Trace { get; init; }

    /// <summary>The value of an environment variable; null when it is unset or empty.</summary>
    public string? GetVariable(string name) => _variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The value of an environment variable; null when it is unset, empty when it is empty.</summary>
    public string? GetRawVariable(string name) => _variable(name);

    /// <summary>A path with <c>~</c>, <c>$NAME</c> and <c>${NAME}</c> replaced; a name that is not set stays as it is.</summary>
    public string ExpandPath(string path)
    {
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            path = HomeFolder + path[1..];
        }

        if (!path.Contains('$', StringComparison.Ordinal))
        {
            return path;
        }

        var expanded = new StringBuilder(path.Length);
        for (var index = 0; index < path.Length;)
        {
            var (name, length) = path[index] == '$' ? NameAt(path, index + 1) : (string.Empty, 1);
            var value = name.Length > 0 ? _variable(name) : null;
            expanded.Append(value ?? path.Substring(index, length));
            index += length;
        }

        return expanded.ToString();
    }

    // The variable name behind a dollar sign, and how many characters it takes together with the sign.
    private static (string Name, int Length) NameAt(string path, int start)
    {
        if (start < path.Length && path[start] == '{')
        {
            var close = path.IndexOf('}', start);
            return close < 0 ? (string.Empty, 1) : (path[(start + 1)..close], close - start + 2);
        }

        var end = start;
        while (end < path.Length && (char.IsAsciiLetterOrDigit(path[end]) || path[end] == '_'))
        {
            end++;
        }

        return (path[start..end], end - start + 1);
    }
}
