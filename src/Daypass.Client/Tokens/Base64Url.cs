namespace Daypass.Client.Tokens;

/// <summary>Base64 with the alphabet for addresses and without padding (RFC 4648 section 5).</summary>
public static class Base64Url
{
    /// <summary>The text of bytes.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The bytes of a text, padded or not; null when it is none.</summary>
    public static byte[]? Decode(string text)
    {
        var plain = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        plain = plain.PadRight(plain.Length + ((4 - (plain.Length % 4)) % 4), '=');
        var bytes = new byte[plain.Length];
        return Convert.TryFromBase64String(plain, bytes, out var length) ? bytes[..length] : null;
    }
}
