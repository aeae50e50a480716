namespace Daypass.Core.Audit;

/// <summary>Where audit records are kept, in order. Safe for several threads.</summary>
public interface IAuditSink
{
    /// <summary>True from a record that could not be kept until the next one that can.</summary>
    bool IsBroken { get; }

    /// <summary>Adds a record; false when it could not be kept.</summary>
    /// <param name="record">One JSON object as UTF-8.</param>
    /// <param name="wait">Whether it has to be kept before this returns; else within a second or so, or with the next one that has to.</param>
    bool Append(ReadOnlySpan<byte> record, bool wait);

    /// <summary>Keeps what was only added so far; false when that fails.</summary>
    bool Flush();
}
