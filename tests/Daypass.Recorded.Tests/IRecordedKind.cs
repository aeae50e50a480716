namespace Daypass.Recorded.Tests;

/// <summary>A kind of recording: it asks us what AWS was asked, and compares the answers.</summary>
public interface IRecordedKind
{
    /// <summary>Runs one vector.</summary>
    Task<RecordedAnswer> Run(RecordedVector vector, RecordedWorld world);
}
