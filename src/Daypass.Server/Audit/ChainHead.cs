using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Daypass.Server.Audit;

/// <summary>How far a chain had come at an instant, as the database keeps it.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Key">The key of the ring that it is derived from.</param>
/// <param name="Node">The machine of the server.</param>
/// <param name="Began">When it began.</param>
/// <param name="At">The instant.</param>
/// <param name="After">The hash of the record before its first one.</param>
/// <param name="Number">The number of its newest record then; 0 before the first one.</param>
/// <param name="Hash">The hash of that record.</param>
/// <param name="HasEnded">Whether nothing follows, because the server was stopped in order.</param>
internal sealed record ChainHead(
    string Chain, int Key, string Node, DateTimeOffset Began, DateTimeOffset At, byte[] After, long Number, byte[] Hash, bool HasEnded)
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>As it is kept: what it says, a line break, and the code of it.</summary>
    public byte[] Write(ReadOnlySpan<byte> secret)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("chain"u8, Chain);
            json.WriteNumber("key"u8, Key);
            json.WriteString("node"u8, Node);
            json.WriteString("began"u8, Format(Began));
            json.WriteString("at"u8, Format(At));
            json.WriteString("after"u8, Convert.ToHexStringLower(After));
            json.WriteNumber("number"u8, Number);
            json.WriteString("hash"u8, Convert.ToHexStringLower(Hash));
            json.WriteBoolean("ended"u8, HasEnded);
            json.WriteEndObject();
        }

        var code = Convert.ToHexStringLower(HMACSHA256.HashData(secret, text.WrittenSpan));
        return [.. text.WrittenSpan, (byte)'\n', .. Encoding.ASCII.GetBytes(code)];
    }

    /// <summary>Reads one; null when it is none, or its code is not right.</summary>
    /// <param name="body">As it is kept.</param>
    /// <param name="secretOf">The key of the heads under a key of the ring, or null.</param>
    public static async ValueTask<ChainHead?> TryRead(byte[] body, Func<int, ValueTask<byte[]?>> secretOf)
    {
        var end = Array.LastIndexOf(body, (byte)'\n');
        if (end < 0 || Parse(body.AsMemory(0, end)) is not { } head || await secretOf(head.Key) is not { } secret)
        {
            return null;
        }

        var code = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(secret, body.AsSpan(0, end))));
        return CryptographicOperations.FixedTimeEquals(code, body.AsSpan(end + 1)) ? head : null;
    }

    private static ChainHead? Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            return new ChainHead(
                root.GetProperty("chain").GetString()!, root.GetProperty("key").GetInt32(), root.GetProperty("node").GetString()!,
                Instant(root.GetProperty("began")), Instant(root.GetProperty("at")), Convert.FromHexString(root.GetProperty("after").GetString()!),
                root.GetProperty("number").GetInt64(), Convert.FromHexString(root.GetProperty("hash").GetString()!), root.GetProperty("ended").GetBoolean());
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static string Format(DateTimeOffset at) => at.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(JsonElement text) =>
        DateTimeOffset.ParseExact(text.GetString()!, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
