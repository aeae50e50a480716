using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Daypass.Protocol;

/// <summary>A secret that never prints itself: loggers, records, debuggers and serializers see <c>[secret]</c>.</summary>
[DebuggerDisplay("[secret]")]
public sealed class Secret : IEquatable<Secret>
{
    private const int AccessKeyBytes = 30;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _bytes;

    private Secret(byte[] bytes) => _bytes = bytes;

    /// <summary>How many characters a secret access key has.</summary>
    public const int AccessKeyLength = 40;

    /// <summary>A fresh secret access key: forty characters of <c>A-Za-z0-9+/</c>, 240 random bits.</summary>
    public static Secret NewAccessKey()
    {
        Span<byte> random = stackalloc byte[AccessKeyBytes];
        RandomSupply.Fill(random);
        var text = new byte[AccessKeyLength];
        System.Buffers.Text.Base64.EncodeToUtf8(random, text, out _, out _);
        CryptographicOperations.ZeroMemory(random);
        return new Secret(text);
    }

    /// <summary>Holds a secret that arrived as text.</summary>
    public static Secret FromText(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return new Secret(bytes);
    }

    /// <summary>Holds a copy of a secret that arrived as UTF-8.</summary>
    public static Secret FromUtf8(ReadOnlySpan<byte> utf8) => new(utf8.ToArray());

    /// <summary>The secret's UTF-8 bytes, for key derivation and sealing; a method, so that no serializer finds it.</summary>
    public ReadOnlySpan<byte> AsUtf8() => _bytes;

    /// <summary>The secret as text, for the one answer that hands it out.</summary>
    public string Reveal() => Encoding.UTF8.GetString(_bytes);

    /// <summary>Compares in constant time.</summary>
    public bool Equals(Secret? other) => other is not null && CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>Always <c>[secret]</c>.</summary>
    public override string ToString() => "[secret]";
}
