namespace Daypass.Core.Sealing;

/// <summary>What became of an attempt to open something sealed.</summary>
public enum OpenOutcome
{
    /// <summary>It is what this service sealed.</summary>
    Opened,

    /// <summary>It has not the form of anything sealed.</summary>
    Malformed,

    /// <summary>It names a key that is not in the ring as this node last read it; the ring may be read again.</summary>
    UnknownKey,

    /// <summary>It names a key that is retired.</summary>
    RetiredKey,

    /// <summary>It was altered, made up, or sealed for another purpose or context.</summary>
    Forged,

    /// <summary>It is genuine, but everything issued before some later instant was invalidated.</summary>
    Invalidated,
}

/// <summary>The result of opening something sealed.</summary>
/// <param name="Outcome">Whether it opened, else why not; for the log, callers learn no difference.</param>
public readonly record struct Opening(OpenOutcome Outcome)
{
    /// <summary>True when the plaintext may be used.</summary>
    public bool Succeeded => Outcome == OpenOutcome.Opened;

    /// <summary>How many bytes of plaintext there are.</summary>
    public int Length { get; init; }

    /// <summary>When it was issued, in whole seconds.</summary>
    public DateTimeOffset IssuedAt { get; init; }

    /// <summary>The number of the key it names, for the audit; 0 when it names none.</summary>
    public int KeyNumber { get; init; }
}
