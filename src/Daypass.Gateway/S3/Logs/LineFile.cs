using System.Buffers;
using System.Threading.Channels;
using Daypass.Server.Audit;

namespace Daypass.Gateway.S3.Logs;

/// <summary>
/// A file of lines that is written behind the requests. A disk that is slow or full does not hold requests up: what it has no room for is counted, and a
/// line of the log says how much that was. The file may be moved away and is made anew.
/// </summary>
internal sealed partial class LineFile : IAsyncDisposable
{
    private const int MostWaiting = 16 * 1024;
    private const int MostAtOnce = 1024 * 1024;

    private readonly Channel<byte[]> _lines = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly OutletQueue _queue;
    private readonly ILogger _logger;
    private readonly Task _writing;
    private long _lost;
    private bool _isFailing;

    private LineFile(FileOutlet outlet, ILogger logger)
    {
        (_queue, _logger) = (new OutletQueue(outlet), logger);
        _writing = Task.Run(Write);
    }

    /// <summary>How many lines were lost.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Opens it.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static LineFile Open(string path, TimeProvider clock, ILogger logger) =>
        new(FileOutlet.Open(path, sync: false, Rotation.None, clock), logger);

    /// <summary>Adds a line, with its end.</summary>
    public void Add(byte[] line)
    {
        if (!_lines.Writer.TryWrite(line))
        {
            Interlocked.Increment(ref _lost);
        }
    }

    /// <summary>Looks whether somebody has moved it away.</summary>
    public void Reopen() => _queue.Outlet.Reopen();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing;
        _queue.Outlet.Dispose();
    }

    private async Task Write()
    {
        var some = new ArrayBufferWriter<byte>(MostAtOnce);
        long told = 0;
        while (await _lines.Reader.WaitToReadAsync())
        {
            some.ResetWrittenCount();
            while (some.WrittenCount < MostAtOnce && _lines.Reader.TryRead(out var line))
            {
                some.Write(line);
            }

            // What could not be written waits only as long as it is little.
            var failure = _queue.Write(_queue.Waiting > MostAtOnce ? [] : some.WrittenSpan);
            if (_queue.Waiting > MostAtOnce)
            {
                Interlocked.Increment(ref _lost);
            }

            if (failure is not null && !_isFailing)
            {
                LogFailing(_logger, _queue.Outlet.Name, failure);
            }

            _isFailing = failure is not null;
            if (Lost is var lost && lost > told && !_isFailing)
            {
                LogLost(_logger, lost - told, _queue.Outlet.Name);
                told = lost;
            }
        }
    }

    [LoggerMessage(40, LogLevel.Error, "{File} cannot be written: {Cause}")]
    private static partial void LogFailing(ILogger logger, string file, string cause);

    [LoggerMessage(41, LogLevel.Warning, "{Count} lines of {File} were lost: it was not written fast enough")]
    private static partial void LogLost(ILogger logger, long count, string file);
}
