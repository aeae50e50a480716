namespace Daypass.Client.Profiles;

/// <summary>What a line of a file is.</summary>
internal enum IniLineKind
{
    /// <summary>Nothing, or whitespace.</summary>
    Blank,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>The name of a section in brackets.</summary>
    Section,

    /// <summary>A setting.</summary>
    Setting,

    /// <summary>More of the value above: it is indented more than its setting.</summary>
    Continuation,

    /// <summary>None of these.</summary>
    Broken,
}
