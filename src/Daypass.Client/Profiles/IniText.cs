using System.Text;

namespace Daypass.Client.Profiles;

/// <summary>
/// The text of a file and back. Bytes that are no UTF-8, of a comment in another encoding for example, become characters that no text has
/// and come back as the bytes they were.
/// </summary>
internal static class IniText
{
    // A lone half of a surrogate pair, as Python reads such bytes too.
    private const int Stray = 0xDC00;

    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    /// <summary>The text, without the mark that some editors put in front.</summary>
    public static string Decode(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..])
        {
            return Encoding.Unicode.GetString(bytes.AsSpan(2));
        }

        if (bytes is [0xFE, 0xFF, ..])
        {
            return Encoding.BigEndianUnicode.GetString(bytes.AsSpan(2));
        }

        var rest = bytes.AsSpan(HasMark(bytes) ? Mark.Length : 0);
        var text = new StringBuilder(rest.Length);
        while (rest.Length > 0)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var length) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
                rest = rest[length..];
            }
            else
            {
                text.Append((char)(Stray + rest[0]));
                rest = rest[1..];
            }
        }

        return text.ToString();
    }

    /// <summary>True for a file that can be written back as it was.</summary>
    public static bool CanEdit(byte[] bytes) => bytes is not ([0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]);

    /// <summary>The bytes of a text, with the mark in front where the old ones had it.</summary>
    public static byte[] Encode(string text, byte[] old)
    {
        var bytes = new List<byte>(text.Length + Mark.Length);
        bytes.AddRange(HasMark(old) ? Mark : []);
        Span<byte> buffer = stackalloc byte[4];
        for (var index = 0; index < text.Length;)
        {
            if (Rune.TryGetRuneAt(text, index, out var rune))
            {
                bytes.AddRange(buffer[..rune.EncodeToUtf8(buffer)]);
                index += rune.Utf16SequenceLength;
            }
            else
            {
                bytes.Add((byte)(text[index++] - Stray));
            }
        }

        return [.. bytes];
    }

    private static bool HasMark(byte[] bytes) => bytes.AsSpan().StartsWith(Mark);
}
