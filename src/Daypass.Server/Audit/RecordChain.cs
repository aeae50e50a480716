using System.Buffers;
using System.Security.Cryptography;

namespace Daypass.Server.Audit;

/// <summary>Ties each line of the audit log to the one before it by its SHA-256, so that a changed, removed or inserted line shows.</summary>
internal sealed class RecordChain
{
    private readonly byte[] _previous = new byte[SHA256.HashSizeInBytes];

    /// <summary>Goes on after a line; an empty one begins a chain.</summary>
    public RecordChain(ReadOnlySpan<byte> lastLine)
    {
        if (!lastLine.IsEmpty)
        {
            SHA256.HashData(lastLine, _previous);
        }
    }

    /// <summary>What stands between a record's last member and the hash.</summary>
    public static ReadOnlySpan<byte> Label => ",\"previousRecordSha256\":\""u8;

    /// <summary>What a line is after which another one begins a new chain.</summary>
    public static int HashLength => 2 * SHA256.HashSizeInBytes;

    /// <summary>Adds a record as the next line.</summary>
    /// <param name="record">A JSON object with at least one member.</param>
    /// <param name="lines">Where lines are added.</param>
    public void AddLine(ReadOnlySpan<byte> record, ArrayBufferWriter<byte> lines)
    {
        var length = record.Length - 1 + Label.Length + HashLength + 2;
        var line = lines.GetSpan(length + 1)[..(length + 1)];
        record[..^1].CopyTo(line);
        Label.CopyTo(line[(record.Length - 1)..]);
        Convert.TryToHexStringLower(_previous, line.Slice(length - HashLength - 2, HashLength), out _);
        "\"}\n"u8.CopyTo(line[(length - 2)..]);
        SHA256.HashData(line[..length], _previous);
        lines.Advance(length + 1);
    }
}
