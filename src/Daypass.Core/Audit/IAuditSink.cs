namespace Daypass.Core.Audit;

/// <summary>Where audit records are kept, in order. Safe for several threads.</summary>
public interface IAuditSink
{
    /// <summary>True from a record that could not be kept until the next one that can.</summary>
    bool IsBroken { get; }

    /// <summary>How many bytes of records wait to be written.</summary>
    long Backlog { get; }

    /// <summary>Adds a record of a call; false when it could not be kept.</summary>
    /// <param name="record">One JSON object as UTF-8; it is copied before this returns.</param>
    /// <param name="wait">Whether the answer comes when it is kept; else at once, unless so much waits to be written that records would pile up.</param>
    ValueTask<bool> Append(ReadOnlySpan<byte> record, bool wait);

    /// <summary>Adds a record that stands beside those of calls. Nobody waits for it; should there be no room for it, a line says that it is missing.</summary>
    /// <param name="record">One JSON object as UTF-8; it is copied before this returns.</param>
    void Add(ReadOnlySpan<byte> record);

    /// <summary>Keeps what was only added so far; false when that fails.</summary>
    bool Flush();
}
