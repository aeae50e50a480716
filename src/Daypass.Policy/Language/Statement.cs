namespace Daypass.Policy.Language;

/// <summary>One statement as it was written, with its place in the text; null lists are elements that are absent.</summary>
public sealed class Statement
{
    internal Statement()
    {
    }

    /// <summary>The statement id, if one was written.</summary>
    public string? Sid { get; internal set; }

    /// <summary>Allow or Deny.</summary>
    public Effect Effect { get; internal set; }

    /// <summary>The entries of Action or NotAction.</summary>
    public IReadOnlyList<string>? Actions { get; internal set; }

    /// <summary>True when <see cref="Actions"/> was written as NotAction.</summary>
    public bool IsNotAction { get; internal set; }

    /// <summary>The entries of Resource or NotResource.</summary>
    public IReadOnlyList<string>? Resources { get; internal set; }

    /// <summary>True when <see cref="Resources"/> was written as NotResource.</summary>
    public bool IsNotResource { get; internal set; }

    /// <summary>The entries of Principal or NotPrincipal.</summary>
    public IReadOnlyList<PrincipalEntry>? Principals { get; internal set; }

    /// <summary>True when <see cref="Principals"/> was written as NotPrincipal.</summary>
    public bool IsNotPrincipal { get; internal set; }

    /// <summary>The lines of the Condition block, one for each operator and key; null when there is none.</summary>
    public IReadOnlyList<ConditionEntry>? Conditions { get; internal set; }

    /// <summary>Where the opening brace stands.</summary>
    public TextPosition Start { get; internal set; }

    /// <summary>
    /// Where the statement begins in an answer of the policy simulator: behind the bracket of the list or behind the statement before it, so that
    /// the comma and blanks belong to it; behind its own brace when it stands alone.
    /// </summary>
    public TextPosition SimulatedStart { get; internal set; }

    /// <summary>The place just after the closing brace.</summary>
    public TextPosition End { get; internal set; }
}

/// <summary>One value of a Principal or NotPrincipal element.</summary>
/// <param name="Type"><c>AWS</c>, <c>Service</c>, <c>Federated</c>, <c>CanonicalUser</c>, or <c>*</c> for the bare star.</param>
/// <param name="Value">What was written.</param>
/// <param name="Position">Where it was written.</param>
public sealed record PrincipalEntry(string Type, string Value, TextPosition Position)
{
    /// <summary>First byte of the JSON string, its quote included, in the UTF-8 text.</summary>
    internal int ByteStart { get; init; }

    /// <summary>The byte after the closing quote.</summary>
    internal int ByteEnd { get; init; }
}

/// <summary>One operator and key of a Condition block with all its values.</summary>
/// <param name="Operator">The operator with its affixes, as written.</param>
/// <param name="Key">The condition key, as written.</param>
/// <param name="Values">The values; numbers and booleans as their text.</param>
/// <param name="Position">Where the key was written.</param>
public sealed record ConditionEntry(string Operator, string Key, IReadOnlyList<string> Values, TextPosition Position);
