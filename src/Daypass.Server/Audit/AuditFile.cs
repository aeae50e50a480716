using System.Buffers;
using System.Text;
using Daypass.Core.Audit;

namespace Daypass.Server.Audit;

/// <summary>The audit log: one JSON object a line, each with the hash of the line before it, appended to a file that may be moved away at any time.</summary>
/// <remarks>A record that has to be kept is with the operating system before the call is answered: it survives the process, and with <c>sync</c> the machine.</remarks>
public sealed partial class AuditFile : IAuditSink, IThreadPoolWorkItem, IDisposable
{
    private const int MostUnwritten = 4 * 1024 * 1024;
    private const int WriteFrom = 64 * 1024;

    private readonly Lock adding = new();
    private readonly Lock writing = new();
    private readonly AppendedFile file;
    private readonly ILogger<AuditFile> logger;
    private readonly RecordChain chain;
    private ArrayBufferWriter<byte> added = new(WriteFrom);
    private ArrayBufferWriter<byte> unwritten = new(WriteFrom);
    private TaskCompletionSource<bool>? turn;
    private bool isWriting;
    private long lost;
    private volatile bool broken;

    private AuditFile(AppendedFile file, ILogger<AuditFile> logger)
    {
        this.file = file;
        this.logger = logger;
        chain = new RecordChain(file.LastLine);
    }

    /// <inheritdoc/>
    public bool IsBroken => broken;

    /// <summary>Opens or makes the file, readable by its owner only, and goes on with the chain of the lines in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sync">Whether a record that has to be kept is on the disk before the call is answered.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logger">Hears when records cannot be written, and when they can again.</param>
    /// <exception cref="IOException">It cannot be opened, or another server has it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static AuditFile Open(string path, bool sync, TimeProvider clock, ILogger<AuditFile> logger) => new(AppendedFile.Open(path, sync, clock), logger);

    /// <inheritdoc/>
    public ValueTask<bool> Append(ReadOnlySpan<byte> record, bool wait)
    {
        lock (adding)
        {
            var isAdded = TryAdd(record);
            if (isAdded && !wait && added.WrittenCount < WriteFrom)
            {
                return new(true);
            }

            WriteSoon();
            return isAdded ? new((turn ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task) : new(false);
        }
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<byte> record)
    {
        lock (adding)
        {
            TryAdd(record);
        }
    }

    /// <inheritdoc/>
    public bool Flush()
    {
        lock (writing)
        {
            var waiting = Take();
            var isKept = unwritten.WrittenCount == 0 || Write();
            waiting?.SetResult(isKept);
            return isKept;
        }
    }

    /// <summary>Writes until nobody waits.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            Flush();
        }
        while (IsAwaited());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        file.Dispose();
    }

    private bool TryAdd(ReadOnlySpan<byte> record)
    {
        if (added.WrittenCount + unwritten.WrittenCount > MostUnwritten)
        {
            lost++;
            return false;
        }

        chain.AddLine(record, added);
        return true;
    }

    /// <summary>Not at once: calls that are on their way to this point come first, and their records share the write.</summary>
    private void WriteSoon()
    {
        if (!isWriting)
        {
            isWriting = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private bool IsAwaited()
    {
        lock (adding)
        {
            return isWriting = turn is not null;
        }
    }

    private bool Write()
    {
        try
        {
            file.Append(unwritten.WrittenSpan);
        }
        catch (Exception failure)
        {
            // Whatever it is, those who wait must hear that nothing was kept.
            if (!broken)
            {
                broken = true;
                CannotWrite(file.Path, failure.Message);
            }

            return false;
        }

        unwritten.ResetWrittenCount();
        var missing = TakeLost();
        if (broken || missing > 0)
        {
            broken = false;
            WritesAgain(file.Path, missing);
        }

        return true;
    }

    /// <summary>Puts what was added behind what could not be written before; who waits for it, or null.</summary>
    private TaskCompletionSource<bool>? Take()
    {
        lock (adding)
        {
            if (unwritten.WrittenCount == 0)
            {
                (added, unwritten) = (unwritten, added);
            }
            else
            {
                unwritten.Write(added.WrittenSpan);
            }

            added.ResetWrittenCount();
            var waiting = turn;
            turn = null;
            return waiting;
        }
    }

    /// <summary>How many records were lost; they leave a line that says so.</summary>
    private long TakeLost()
    {
        lock (adding)
        {
            var count = lost;
            lost = 0;
            if (count > 0)
            {
                chain.AddLine(Encoding.UTF8.GetBytes($$"""{"eventType":"DaypassRecordsLost","count":{{count}}}"""), added);
            }

            return count;
        }
    }

    [LoggerMessage(20, LogLevel.Error, "The audit log {Path} cannot be written: {Cause} Unless --audit-may-fail is given, calls are answered with 503 until it can.")]
    private partial void CannotWrite(string path, string cause);

    [LoggerMessage(21, LogLevel.Warning, "The audit log {Path} is written again; {Lost} records were lost.")]
    private partial void WritesAgain(string path, long lost);
}
