namespace Daypass.Verifier.Tests.Payloads;

/// <summary>A body that arrives in pieces of a few bytes, and tells how far it was read.</summary>
internal sealed class TricklingStream(byte[] body, int most) : MemoryStream(body)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
}
