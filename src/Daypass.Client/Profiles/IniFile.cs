namespace Daypass.Client.Profiles;

/// <summary>One setting of a section: its value, or the settings indented below it.</summary>
/// <param name="Key">The name in lower case.</param>
/// <param name="Value">The text behind the equals sign; continuation lines are joined with line breaks.</param>
/// <param name="Line">Where it stands, counted from 1.</param>
public sealed record IniEntry(string Key, string Value, int Line)
{
    /// <summary>The settings below it when its own value is empty; null otherwise.</summary>
    public IReadOnlyList<IniEntry>? Nested { get; init; }
}

/// <summary>One section of a file.</summary>
/// <param name="Name">What stands between the brackets.</param>
/// <param name="Line">Where it begins, counted from 1.</param>
/// <param name="Entries">Its settings in order.</param>
public sealed record IniSection(string Name, int Line, IReadOnlyList<IniEntry> Entries)
{
    /// <summary>The setting of that name, or null.</summary>
    public IniEntry? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (string.Equals(entry.Key, key, StringComparison.Ordinal))
            {
                return entry;
            }
        }

        return null;
    }
}

/// <summary>What is wrong with a file, and on which line.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Reason">A sentence fragment, for example <c>the section is not closed</c>.</param>
public sealed record IniError(int Line, string Reason);
