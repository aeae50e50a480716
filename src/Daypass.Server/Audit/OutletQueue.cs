using System.Buffers;

namespace Daypass.Server.Audit;

/// <summary>An outlet with the lines that it could not take so far. One caller at a time; what waits may be asked at any time.</summary>
internal sealed class OutletQueue(IAuditOutlet outlet)
{
    private ArrayBufferWriter<byte>? _unwritten;
    private long _waiting;
    private volatile bool _isFailing;

    /// <summary>Where they go.</summary>
    public IAuditOutlet Outlet => outlet;

    /// <summary>How many bytes wait.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    /// <summary>Whether the last attempt failed.</summary>
    public bool IsFailing => _isFailing;

    /// <summary>Writes what waits, and these lines after it; null, or why not all of it was taken.</summary>
    public string? Write(ReadOnlySpan<byte> lines)
    {
        if (_unwritten is null && lines.IsEmpty)
        {
            return null;
        }

        if (_unwritten is not null)
        {
            _unwritten.Write(lines);
            lines = _unwritten.WrittenSpan;
        }

        var taken = Try(lines);
        var rest = lines[taken.Bytes..];
        _isFailing = taken.Failure is not null;
        Interlocked.Exchange(ref _waiting, rest.Length);
        if (rest.IsEmpty)
        {
            _unwritten = null;
        }
        else if (_unwritten is null || taken.Bytes > 0)
        {
            var kept = new ArrayBufferWriter<byte>(rest.Length);
            kept.Write(rest);
            _unwritten = kept;
        }

        return taken.Failure;
    }

    private Taken Try(ReadOnlySpan<byte> lines)
    {
        try
        {
            return outlet.Append(lines);
        }
        catch (Exception failure)
        {
            // Whatever it is, nothing of it counts as kept.
            return new Taken(0, failure.Message);
        }
    }
}
