using System.Buffers;
using System.Text;
using Daypass.Core.Audit;
using Daypass.Core.Telemetry;

namespace Daypass.Server.Audit;

/// <summary>The audit log: one JSON object a line, each with the hash of the line before it, appended to a file that may be moved away at any time.</summary>
/// <remarks>A record that has to be kept is with the operating system before the call is answered: it survives the process, and with <c>sync</c> the
/// machine.</remarks>
public sealed partial class AuditFile : IAuditSink, IThreadPoolWorkItem, IDisposable
{
    private const int MostUnwritten = 4 * 1024 * 1024;
    private const int WriteFrom = 64 * 1024;

    private readonly Lock _adding = new();
    private readonly Lock _writing = new();
    private readonly AppendedFile _file;
    private readonly ILogger<AuditFile> _logger;
    private readonly RecordChain _chain;
    private ArrayBufferWriter<byte> _added = new(WriteFrom);
    private ArrayBufferWriter<byte> _unwritten = new(WriteFrom);
    private TaskCompletionSource<bool>? _turn;
    private bool _isWriting;
    private long _lost;
    private volatile bool _broken;

    private AuditFile(AppendedFile file, ILogger<AuditFile> logger)
    {
        _file = file;
        _logger = logger;
        _chain = new RecordChain(file.LastLine);
    }

    /// <inheritdoc/>
    public bool IsBroken => _broken;

    /// <summary>Opens or makes the file, readable by its owner only, and continues the chain of the lines in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sync">Whether a record that has to be kept is on the disk before the call is answered.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logger">Hears when records cannot be written, and when they can again.</param>
    /// <exception cref="IOException">It cannot be opened, or another server has it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static AuditFile Open(string path, bool sync, TimeProvider clock, ILogger<AuditFile> logger) => new(AppendedFile.Open(path, sync, clock), logger);

    /// <inheritdoc/>
    public long Backlog
    {
        get
        {
            lock (_adding)
            {
                return _added.WrittenCount + _unwritten.WrittenCount;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> Append(ReadOnlySpan<byte> record, bool wait)
    {
        lock (_adding)
        {
            var isAdded = TryAdd(record);
            if (isAdded && !wait && _added.WrittenCount < WriteFrom)
            {
                return new(true);
            }

            WriteSoon();
            return isAdded ? new((_turn ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task) : new(false);
        }
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<byte> record)
    {
        lock (_adding)
        {
            TryAdd(record);
        }
    }

    /// <inheritdoc/>
    public bool Flush()
    {
        lock (_writing)
        {
            var waiting = TakeWaiting();
            var isKept = _unwritten.WrittenCount == 0 || Write();
            waiting?.SetResult(isKept);
            return isKept;
        }
    }

    /// <summary>Writes until no caller waits.</summary>
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
        _file.Dispose();
    }

    private bool TryAdd(ReadOnlySpan<byte> record)
    {
        if (_added.WrittenCount + _unwritten.WrittenCount > MostUnwritten)
        {
            _lost++;
            Measures.AuditRecordLost();
            return false;
        }

        _chain.AddLine(record, _added);
        return true;
    }

    /// <summary>Not at once: calls that are on their way to this point come first, and their records share the write.</summary>
    private void WriteSoon()
    {
        if (!_isWriting)
        {
            _isWriting = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private bool IsAwaited()
    {
        lock (_adding)
        {
            return _isWriting = _turn is not null;
        }
    }

    private bool Write()
    {
        try
        {
            _file.Append(_unwritten.WrittenSpan);
        }
        catch (Exception failure)
        {
            // Whatever it is, those who wait must hear that nothing was kept.
            Measures.AuditFailed();
            if (!_broken)
            {
                _broken = true;
                CannotWrite(_file.Path, failure.Message);
            }

            return false;
        }

        _unwritten.ResetWrittenCount();
        var missing = TakeLost();
        if (_broken || missing > 0)
        {
            _broken = false;
            WritesAgain(_file.Path, missing);
        }

        return true;
    }

    /// <summary>Puts what was added behind what could not be written before; who waits for it, or null.</summary>
    private TaskCompletionSource<bool>? TakeWaiting()
    {
        lock (_adding)
        {
            if (_unwritten.WrittenCount == 0)
            {
                (_added, _unwritten) = (_unwritten, _added);
            }
            else
            {
                _unwritten.Write(_added.WrittenSpan);
            }

            _added.ResetWrittenCount();
            var waiting = _turn;
            _turn = null;
            return waiting;
        }
    }

    /// <summary>How many records were lost; they leave a line that says so.</summary>
    private long TakeLost()
    {
        lock (_adding)
        {
            var count = _lost;
            _lost = 0;
            if (count > 0)
            {
                _chain.AddLine(Encoding.UTF8.GetBytes($$"""{"eventType":"DaypassRecordsLost","count":{{count}}}"""), _added);
            }

            return count;
        }
    }

    [LoggerMessage(20, LogLevel.Error,
        "The audit log {Path} cannot be written: {Cause} Unless --audit-may-fail is given, calls are answered with 503 until it can.")]
    private partial void CannotWrite(string path, string cause);

    [LoggerMessage(21, LogLevel.Warning, "The audit log {Path} is written again; {Lost} records were lost.")]
    private partial void WritesAgain(string path, long lost);
}
