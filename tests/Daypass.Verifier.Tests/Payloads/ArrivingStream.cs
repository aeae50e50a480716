namespace Daypass.Verifier.Tests.Payloads;

/// <summary>A body of which only as much arrives as the test lets.</summary>
internal sealed class ArrivingStream(byte[] body) : MemoryStream(body)
{
    private readonly SemaphoreSlim _waiting = new(0);
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _allowed;

    /// <summary>Lets so many bytes arrive, counted from the beginning, and returns when the reader wants more than those.</summary>
    public async Task Let(long bytes)
    {
        await _waiting.WaitAsync();
        _allowed = Math.Min(bytes, Length);
        var more = _more;
        _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        more.SetResult();
        if (_allowed < Length)
        {
            await _waiting.WaitAsync();
            _waiting.Release();
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (Position >= _allowed && _allowed < Length)
        {
            var more = _more.Task;
            _waiting.Release();
            await more;
        }

        return await base.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _allowed - Position)], cancellationToken);
    }
}
