using System.Globalization;

namespace Daypass.Verifier.Payloads;

/// <summary>The line before a chunk: its size in hexadecimal and, in signed forms, its signature.</summary>
/// <param name="Size">How many bytes follow; 0 for the last chunk.</param>
/// <param name="Signature">The signature as sent; empty in unsigned forms.</param>
internal readonly record struct ChunkLine(long Size, ReadOnlyMemory<byte> Signature)
{
    /// <summary>In bytes.</summary>
    public const int Longest = 1024;

    private const int MostDigits = 15;

    private static ReadOnlySpan<byte> Extension => ";chunk-signature="u8;

    /// <summary>Reads a line; false when it is none, or has a signature where there should be none, or the other way round.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> line, bool isSigned, out ChunkLine chunk)
    {
        chunk = default;
        var semicolon = line.Span.IndexOf((byte)';');
        var digits = semicolon < 0 ? line.Span : line.Span[..semicolon];
        if (digits.Length is 0 or > MostDigits || !long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size)
            || isSigned != semicolon >= 0)
        {
            return false;
        }

        if (isSigned && !line.Span[semicolon..].StartsWith(Extension))
        {
            return false;
        }

        chunk = new ChunkLine(size, isSigned ? line[(semicolon + Extension.Length)..] : default);
        return true;
    }
}
