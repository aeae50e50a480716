using System.Buffers;
using System.Text;
using Daypass.Core.Audit;

namespace Daypass.Server.Audit;

/// <summary>The audit log: one JSON object a line, each with the hash of the line before it, appended to a file that may be moved away at any time.</summary>
/// <remarks>A record that has to be kept is with the operating system before the call is answered: it survives the process, and with <c>sync</c> the machine.</remarks>
public sealed partial class AuditFile : IAuditSink, IDisposable
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
    private long lastAdded;
    private long lastWritten;
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
    public bool Append(ReadOnlySpan<byte> record, bool wait)
    {
        long mine;
        int waiting;
        lock (adding)
        {
            if (added.WrittenCount + unwritten.WrittenCount > MostUnwritten)
            {
                lost++;
                mine = 0;
            }
            else
            {
                chain.AddLine(record, added);
                mine = ++lastAdded;
            }

            waiting = added.WrittenCount;
        }

        // One write takes along whatever others have added meanwhile, so that many at once share it.
        return mine == 0 ? Flush() && false : (!wait && !broken && waiting < WriteFrom) || WriteUpTo(mine);
    }

    /// <inheritdoc/>
    public bool Flush()
    {
        long last;
        lock (adding)
        {
            last = lastAdded;
        }

        return WriteUpTo(last);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        file.Dispose();
    }

    private bool WriteUpTo(long line)
    {
        lock (writing)
        {
            if (lastWritten >= line)
            {
                return true;
            }

            var last = Take();
            try
            {
                file.Append(unwritten.WrittenSpan);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                if (!broken)
                {
                    broken = true;
                    CannotWrite(file.Path, failure.Message);
                }

                return false;
            }

            unwritten.ResetWrittenCount();
            lastWritten = last;
            if (broken)
            {
                broken = false;
                WritesAgain(file.Path, TakeLost());
            }

            return true;
        }
    }

    /// <summary>Puts what was added behind what could not be written before; the number of its last line.</summary>
    private long Take()
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
            return lastAdded;
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
                lastAdded++;
            }

            return count;
        }
    }

    [LoggerMessage(20, LogLevel.Error, "The audit log {Path} cannot be written: {Cause} Unless --audit-may-fail is given, calls are answered with 503 until it can.")]
    private partial void CannotWrite(string path, string cause);

    [LoggerMessage(21, LogLevel.Warning, "The audit log {Path} is written again; {Lost} records were lost.")]
    private partial void WritesAgain(string path, long lost);
}
