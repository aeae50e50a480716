using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Daypass.Server.Tests.Crashes;

/// <summary>A form of which one half is sent at once and the other when the test says so.</summary>
internal sealed class HalfSentForm : HttpContent
{
    private readonly TaskCompletionSource _isHalfSent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayGoOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HalfSentForm(string form)
    {
        Whole = Encoding.ASCII.GetBytes(form);
        Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded; charset=utf-8");
    }

    public byte[] Whole { get; }

    public Task IsHalfSent => _isHalfSent.Task;

    public void SendTheRest() => _mayGoOn.SetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var half = Whole.Length / 2;
        await stream.WriteAsync(Whole.AsMemory(0, half));
        await stream.FlushAsync();
        _isHalfSent.SetResult();
        await _mayGoOn.Task;
        await stream.WriteAsync(Whole.AsMemory(half));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = Whole.Length;
        return true;
    }
}
