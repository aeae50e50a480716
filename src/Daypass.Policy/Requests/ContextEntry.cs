namespace Daypass.Policy.Requests;

/// <summary>What the values of a context key are.</summary>
internal enum EntryShape : byte
{
    Single,
    Multiple,

    /// <summary>The clock as ISO 8601, written out only when asked for.</summary>
    CurrentTime,

    /// <summary>The clock as epoch seconds, written out only when asked for.</summary>
    EpochTime,
}

/// <summary>One key of a request context; its name may be given in two parts, which are never joined.</summary>
internal struct ContextEntry
{
    public string? Prefix;
    public string Name;
    public int Hash;
    public int Start;
    public int Length;
    public EntryShape Shape;

    public readonly bool IsCalled(string key)
    {
        if (Prefix is null)
        {
            return string.Equals(Name, key, StringComparison.OrdinalIgnoreCase);
        }

        return key.Length == Prefix.Length + Name.Length
            && key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && key.EndsWith(Name, StringComparison.OrdinalIgnoreCase);
    }

    public readonly bool IsSameKey(string? prefix, string name)
    {
        if (prefix is null)
        {
            return IsCalled(name);
        }

        if (Prefix is null)
        {
            return Name.Length == prefix.Length + name.Length
                && Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
                && Name.EndsWith(name, StringComparison.OrdinalIgnoreCase);
        }

        // Two keys cut at different places are rare enough to be joined for the comparison.
        return Prefix.Length == prefix.Length
            ? string.Equals(Prefix, prefix, StringComparison.OrdinalIgnoreCase) && string.Equals(Name, name, StringComparison.OrdinalIgnoreCase)
            : string.Equals(Prefix + Name, prefix + name, StringComparison.OrdinalIgnoreCase);
    }
}
