using Daypass.Server.Audit;

namespace Daypass.Server.Evidence;

/// <summary>Records of one chain that stand one after another in one file, each with the right hash of the one before.</summary>
internal sealed class RecordRun
{
    private readonly Dictionary<long, byte[]> _marked = [];

    /// <summary>Begins with a record.</summary>
    public RecordRun(string file, long line, LogLine first)
    {
        (File, FirstLine, First, Before) = (file, line, first.Number, first.Before);
        (Last, LastLine) = (first, line);
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>Where in the file it begins.</summary>
    public long FirstLine { get; }

    /// <summary>The number of its first record.</summary>
    public long First { get; }

    /// <summary>The hash that its first record says the one before has.</summary>
    public byte[] Before { get; }

    /// <summary>The line of its last record.</summary>
    public long LastLine { get; private set; }

    /// <summary>Its last record.</summary>
    public LogLine Last { get; private set; }

    /// <summary>The last record with a code that is right; null when there was none.</summary>
    public LogLine? Proven { get; private set; }

    /// <summary>Adds the next record.</summary>
    public void Extend(LogLine next, long at) => (Last, LastLine) = (next, at);

    /// <summary>The code of the last record is right.</summary>
    public void Prove() => Proven = Last;

    /// <summary>Keeps the hash of the last record, because a head names its number.</summary>
    public void Mark() => _marked[Last.Number] = Last.Hash;

    /// <summary>The hash of a record that was marked, or null.</summary>
    public byte[]? HashOf(long number) => _marked.GetValueOrDefault(number);
}
