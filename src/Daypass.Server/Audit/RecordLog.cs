using System.Buffers;
using System.Text;
using Daypass.Core.Audit;
using Daypass.Core.Telemetry;

namespace Daypass.Server.Audit;

/// <summary>The audit log: one JSON object a line, tied to the line before it and under a code (<see cref="RecordChain"/>), the same lines to each of its
/// outlets.</summary>
/// <remarks>A record that has to be kept is with every outlet before the call is answered.</remarks>
public sealed partial class RecordLog : IAuditSink, IThreadPoolWorkItem, IDisposable
{
    private const int MostUnwritten = 4 * 1024 * 1024;
    private const int WriteFrom = 64 * 1024;

    private readonly Lock _adding = new();
    private readonly Lock _writing = new();
    private readonly OutletQueue[] _outlets;
    private readonly ILogger<RecordLog> _logger;
    private RecordChain? _chain;
    private ArrayBufferWriter<byte> _added = new(WriteFrom);
    private ArrayBufferWriter<byte> _taken = new(WriteFrom);
    private ChainPosition? _takenTo;
    private TaskCompletionSource<bool>? _turn;
    private bool _isWriting;
    private bool _isUsed;
    private long _lost;
    private volatile bool _broken;
    private volatile ChainPosition? _kept;

    internal RecordLog(IReadOnlyList<IAuditOutlet> outlets, ILogger<RecordLog> logger)
    {
        _outlets = [.. outlets.Select(static outlet => new OutletQueue(outlet))];
        _logger = logger;
    }

    /// <inheritdoc/>
    public bool IsBroken => _broken;

    /// <inheritdoc/>
    public long Backlog
    {
        get
        {
            lock (_adding)
            {
                return Waiting;
            }
        }
    }

    /// <summary>The outlets, with what waits for each of them.</summary>
    internal IReadOnlyList<OutletQueue> Outlets => _outlets;

    /// <summary>How far the records have come that every outlet has; null before there is a chain.</summary>
    internal ChainPosition? Kept => _kept;

    private long Waiting
    {
        get
        {
            long most = 0;
            foreach (var outlet in _outlets)
            {
                most = Math.Max(most, outlet.Waiting);
            }

            return _added.WrittenCount + most;
        }
    }

    /// <summary>Begins a chain: the first one after the last line that the outlets have from before, another one after the last record.</summary>
    /// <returns>How far the chain before has come, or null when there was none.</returns>
    internal ChainPosition? Begin(ChainKey key)
    {
        lock (_adding)
        {
            if (_chain is { } before)
            {
                before.Seal(_added);
                var end = before.Position;
                _chain = new RecordChain(key, end.Hash);
                return end;
            }

            _chain = new RecordChain(key, HashBefore());
            _kept = _chain.Position;
            return null;
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
            var waiting = TakeAdded();
            var isKept = Write();
            waiting?.SetResult(isKept);
            return isKept;
        }
    }

    /// <summary>Looks, at the next writing, whether files were moved away.</summary>
    public void Reopen()
    {
        lock (_writing)
        {
            Array.ForEach(_outlets, static outlet => outlet.Outlet.Reopen());
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
        if (_isUsed)
        {
            Flush();
        }

        Array.ForEach(_outlets, static outlet => outlet.Outlet.Dispose());
    }

    private byte[] HashBefore()
    {
        // Outlets that end differently have nothing in common that a chain could begin after.
        byte[]? before = null;
        foreach (var outlet in _outlets)
        {
            var hash = outlet.Outlet.LastLine is { Length: > 0 } line ? LogLine.HashOf(line) : null;
            if (hash is not null)
            {
                before = before is null || before.AsSpan().SequenceEqual(hash) ? hash : ChainPosition.Nothing;
            }
        }

        return before ?? ChainPosition.Nothing;
    }

    private bool TryAdd(ReadOnlySpan<byte> record)
    {
        if (Waiting > MostUnwritten)
        {
            _lost++;
            Measures.AuditRecordLost();
            return false;
        }

        var chain = _chain ?? throw new InvalidOperationException("The audit log has no chain yet.");
        chain.AddLine(record, _added);
        _isUsed = true;
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

    /// <summary>Gives every outlet what was added, behind what it could not take before; true when all of them have all.</summary>
    private bool Write()
    {
        var lines = _taken.WrittenSpan;
        var isKept = true;
        foreach (var outlet in _outlets)
        {
            isKept &= Write(outlet, lines);
        }

        _taken.ResetWrittenCount();
        if (isKept)
        {
            _kept = _takenTo ?? _kept;
            _takenTo = null;
        }

        var missing = isKept ? TakeLost() : 0;
        if (missing > 0)
        {
            RecordsMissing(missing);
        }

        _broken = !isKept;
        return isKept;
    }

    private bool Write(OutletQueue outlet, ReadOnlySpan<byte> lines)
    {
        var wasFailing = outlet.IsFailing;
        if (outlet.Write(lines) is not { } cause)
        {
            if (wasFailing)
            {
                WritesAgain(outlet.Outlet.Name);
            }

            return true;
        }

        // Whatever it is, those who wait must hear that nothing was kept.
        Measures.AuditFailed(outlet.Outlet.Kind);
        if (!wasFailing)
        {
            CannotWrite(outlet.Outlet.Name, cause);
        }

        return false;
    }

    /// <summary>Takes what was added, whole lines under a code; who waits for it, or null.</summary>
    private TaskCompletionSource<bool>? TakeAdded()
    {
        lock (_adding)
        {
            if (_added.WrittenCount > 0)
            {
                _chain!.Seal(_added);
                _takenTo = _chain.Position;
            }

            (_added, _taken) = (_taken, _added);
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
                _chain!.AddLine(Encoding.UTF8.GetBytes($$"""{"eventType":"DaypassRecordsLost","count":{{count}}}"""), _added);
            }

            return count;
        }
    }

    [LoggerMessage(20, LogLevel.Error,
        "The audit log {Name} cannot be written: {Cause} Unless --audit-may-fail is given, calls are answered with 503 until it can.")]
    private partial void CannotWrite(string name, string cause);

    [LoggerMessage(21, LogLevel.Warning, "The audit log {Name} is written again.")]
    private partial void WritesAgain(string name);

    [LoggerMessage(22, LogLevel.Error, "{Lost} audit records were lost, because there was no room for them while the log could not be written.")]
    private partial void RecordsMissing(long lost);
}
