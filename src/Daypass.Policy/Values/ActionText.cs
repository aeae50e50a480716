namespace Daypass.Policy.Values;

/// <summary>Actions compare without regard to the case of ASCII letters; both sides are lowered once, and services are found by hash.</summary>
internal static class ActionText
{
    public static char Lower(char c) => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;

    public static string Lower(ReadOnlySpan<char> text)
    {
        var lowered = text.ToArray();
        for (var i = 0; i < lowered.Length; i++)
        {
            lowered[i] = Lower(lowered[i]);
        }

        return new string(lowered);
    }

    /// <summary>FNV-1a over the characters of lowered text.</summary>
    public static uint Hash(ReadOnlySpan<char> lowered)
    {
        var hash = 2166136261u;
        foreach (var c in lowered)
        {
            hash = (hash ^ c) * 16777619;
        }

        return hash;
    }
}
