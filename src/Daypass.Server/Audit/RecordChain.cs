using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Daypass.Server.Audit;

/// <summary>
/// Ties each line of the audit log to the one before it by its SHA-256, and the last line of each write to all before it by a code that only who has the
/// chain's key can make.
/// </summary>
/// <remarks>A line's hash is that of its bytes up to the code, or up to the closing brace. Not safe for several threads.</remarks>
internal sealed class RecordChain
{
    private const int LongestNumber = 20;
    private const int HexLength = 2 * SHA256.HashSizeInBytes;

    private readonly byte[] _after;
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];
    private readonly byte[] _codePrefix;
    private long _number;
    private bool _isOpen;

    /// <summary>Begins a chain after a record, or after nothing.</summary>
    public RecordChain(ChainKey key, ReadOnlySpan<byte> hashBefore)
    {
        Key = key;
        _after = hashBefore.ToArray();
        hashBefore.CopyTo(_hash);
        _codePrefix = Encoding.ASCII.GetBytes($"{Encoding.UTF8.GetString(CodeLabel)}{key.Number}.{key.Id}.");
    }

    /// <summary>What stands before a record's number.</summary>
    public static ReadOnlySpan<byte> NumberLabel => ",\"recordNumber\":"u8;

    /// <summary>What stands before the hash of the record before.</summary>
    public static ReadOnlySpan<byte> HashLabel => ",\"previousRecordSha256\":\""u8;

    /// <summary>What stands before a code: the number of the ring's key, the chain and the code, with dots between.</summary>
    public static ReadOnlySpan<byte> CodeLabel => ",\"recordsCode\":\""u8;

    /// <summary>The chain.</summary>
    public ChainKey Key { get; }

    /// <summary>How far it has come.</summary>
    public ChainPosition Position => new(Key, _after, _number, _hash.AsSpan().ToArray());

    /// <summary>Adds a record as the next line, which the next one or <see cref="Seal"/> ends.</summary>
    /// <param name="record">A JSON object with at least one member.</param>
    /// <param name="lines">Where lines are added.</param>
    public void AddLine(ReadOnlySpan<byte> record, ArrayBufferWriter<byte> lines)
    {
        if (_isOpen)
        {
            lines.Write("}\n"u8);
        }

        _number++;
        var line = lines.GetSpan(record.Length + NumberLabel.Length + LongestNumber + HashLabel.Length + HexLength + 1);
        var length = record.Length - 1;
        record[..length].CopyTo(line);
        NumberLabel.CopyTo(line[length..]);
        length += NumberLabel.Length;
        Utf8Formatter.TryFormat(_number, line[length..], out var digits);
        length += digits;
        HashLabel.CopyTo(line[length..]);
        length += HashLabel.Length;
        Convert.TryToHexStringLower(_hash, line.Slice(length, HexLength), out _);
        length += HexLength;
        line[length++] = (byte)'"';
        SHA256.HashData(line[..length], _hash);
        lines.Advance(length);
        _isOpen = true;
    }

    /// <summary>Ends the last line with the code of all lines up to it; nothing when there are none since the last code.</summary>
    public void Seal(ArrayBufferWriter<byte> lines)
    {
        if (!_isOpen)
        {
            return;
        }

        _isOpen = false;
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        WriteCode(Key, _number, _hash, code);
        lines.Write(_codePrefix);
        var hex = lines.GetSpan(HexLength);
        Convert.TryToHexStringLower(code, hex[..HexLength], out _);
        lines.Advance(HexLength);
        lines.Write("\"}\n"u8);
    }

    /// <summary>The code of a chain up to a record.</summary>
    public static void WriteCode(ChainKey key, long number, ReadOnlySpan<byte> hash, Span<byte> code)
    {
        Span<byte> text = stackalloc byte[(2 * sizeof(ulong)) + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt64BigEndian(text, key.Chain);
        BinaryPrimitives.WriteInt64BigEndian(text[sizeof(ulong)..], number);
        hash.CopyTo(text[(2 * sizeof(ulong))..]);
        HMACSHA256.HashData(key.Secret, text, code);
    }
}
