namespace Daypass.Core.Audit;

/// <summary>Where audit records are kept, in order. Safe for several threads.</summary>
public interface IAuditSink
{
    /// <summary>True from a record that could not be kept until the next one that can.</summary>
    bool IsBroken { get; }

    /// <summary>Adds a record that nobody waits for: it is kept within a second or so, or with the next one that has to be.</summary>
    /// <param name="record">One JSON object as UTF-8; it is copied before this returns.</param>
    void Add(ReadOnlySpan<byte> record);

    /// <summary>Adds a record, and says when it is kept; false when it could not be.</summary>
    /// <param name="record">One JSON object as UTF-8; it is copied before this returns.</param>
    ValueTask<bool> Keep(ReadOnlySpan<byte> record);

    /// <summary>Keeps what was only added so far; false when that fails.</summary>
    bool Flush();
}
