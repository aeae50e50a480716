namespace Daypass.Federation;

/// <summary>Reads the words of a provider's tag, separated by blanks: a bare word, or a name, an equals sign and a value.</summary>
internal static class ProviderSwitch
{
    /// <summary>Hands every word to a reader; false when one is not known, so that a misspelt switch closes the door instead of leaving it open.</summary>
    internal static bool ReadAll(string? text, Func<string, string?, bool> read)
    {
        foreach (var word in (text ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = word.IndexOf('=');
            if (!(equals < 0 ? read(word, null) : read(word[..equals], word[(equals + 1)..])))
            {
                return false;
            }
        }

        return true;
    }
}
