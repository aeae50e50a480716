using System.Text;

namespace Daypass.Client.Profiles;

/// <summary>What stands between the brackets of a config file: a kind, and a name behind it that may be quoted as in a shell.</summary>
internal static class SectionName
{
    /// <summary>The kinds of sections that have a name.</summary>
    private static readonly string[] Kinds = ["profile", "sso-session", "services"];

    /// <summary>The kind and the name; null when the section is of no kind that is known, or its name is not one word.</summary>
    public static (string Kind, string Name)? Parse(string section)
    {
        if (section == ProfileStore.Default)
        {
            return ("profile", section);
        }

        foreach (var kind in Kinds)
        {
            // The AWS tools look at how the section begins, and take the second word.
            if (section.StartsWith(kind, StringComparison.Ordinal))
            {
                return Split(section) is [_, var name] ? (kind, name) : null;
            }
        }

        return null;
    }

    /// <summary>What stands between the brackets for a profile.</summary>
    public static string ForProfile(string name)
    {
        if (name == ProfileStore.Default)
        {
            return name;
        }

        var plain = name.Length > 0 && Array.TrueForAll(
            name.ToCharArray(), static character => char.IsLetterOrDigit(character) || "_@%+=:,./-".Contains(character, StringComparison.Ordinal));
        return plain ? "profile " + name : $"profile '{name.Replace("'", "'\"'\"'", StringComparison.Ordinal)}'";
    }

    // The words, quotes and backslashes undone as in a shell; null when a quote is not closed.
    private static List<string>? Split(string text)
    {
        List<string> words = [];
        StringBuilder? word = null;
        var quote = '\0';
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '\\' && quote != '\'')
            {
                if (++index == text.Length)
                {
                    return null;
                }

                // Between double quotes a backslash stands for itself, but before a quote or another one.
                word ??= new StringBuilder();
                word.Append(quote == '"' && text[index] is not ('"' or '\\') ? "\\" : string.Empty).Append(text[index]);
            }
            else if (character == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && character is '\'' or '"')
            {
                word ??= new StringBuilder();
                quote = character;
            }
            else if (quote == '\0' && character is ' ' or '\t' or '\r' or '\n')
            {
                words.AddRange(word is null ? [] : [word.ToString()]);
                word = null;
            }
            else
            {
                (word ??= new StringBuilder()).Append(character);
            }
        }

        words.AddRange(word is null ? [] : [word.ToString()]);
        return quote == '\0' ? words : null;
    }
}
