using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Daypass.Iam.SshKeys;

/// <summary>An RSA public key as SSH (RFC 4253, section 6.6) and PEM write it.</summary>
internal sealed class RsaKeyText
{
    private const string Type = "ssh-rsa";

    /// <summary>The smallest and the largest modulus, in bits. AWS asks for 2048; nobody has more than 16384.</summary>
    private const int LeastBits = 2048;
    private const int MostBits = 16384;

    private readonly byte[] _exponent;
    private readonly byte[] _modulus;

    private RsaKeyText(ReadOnlySpan<byte> exponent, ReadOnlySpan<byte> modulus) =>
        (_exponent, _modulus) = (exponent.TrimStart((byte)0).ToArray(), modulus.TrimStart((byte)0).ToArray());

    /// <summary>The key as <c>ssh-rsa …</c>, without a comment.</summary>
    public string Ssh => $"{Type} {Convert.ToBase64String(Blob())}";

    /// <summary>The key as a PEM of its SubjectPublicKeyInfo.</summary>
    public string Pem
    {
        get
        {
            using var key = RSA.Create(new RSAParameters { Exponent = _exponent, Modulus = _modulus });
            return key.ExportSubjectPublicKeyInfoPem() + "\n";
        }
    }

    /// <summary>The MD5 of the key as SSH sends it, which <c>ssh-keygen -l -E md5</c> shows too.</summary>
    public string Fingerprint
    {
        get
        {
#pragma warning disable CA5351 // The form of AWS and of ssh-keygen, for people to compare; nothing is proven by it.
            var digest = Convert.ToHexStringLower(MD5.HashData(Blob()));
#pragma warning restore CA5351
            return string.Join(':', digest.Chunk(2).Select(static pair => new string(pair)));
        }
    }

    /// <summary>Reads a key that is stored as <see cref="Ssh"/> has it.</summary>
    public static RsaKeyText FromStored(string body) => FromSsh(body) ?? throw new InvalidOperationException("A stored SSH key cannot be read.");

    /// <summary>Reads a key; refuses what is no RSA key, and one that is too weak.</summary>
    public static Result<RsaKeyText> Parse(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var key = trimmed.StartsWith("-----", StringComparison.Ordinal) ? FromPem(trimmed) : FromSsh(trimmed);
        return key is null ? IamErrors.UnrecognizedSshKey
            : key.IsStrong() ? key
            : IamErrors.InvalidSshKey;
    }

    private static RsaKeyText? FromSsh(ReadOnlySpan<char> text)
    {
        if (text.ContainsAny('\r', '\n') || !text.StartsWith(Type + " ", StringComparison.Ordinal))
        {
            return null;
        }

        var rest = text[(Type.Length + 1)..].TrimStart();
        var end = rest.IndexOfAny(' ', '\t');
        var encoded = end < 0 ? rest : rest[..end];
        var blob = new byte[encoded.Length];
        if (!Convert.TryFromBase64Chars(encoded, blob, out var length))
        {
            return null;
        }

        var left = new ReadOnlySpan<byte>(blob, 0, length);
        return TryTake(ref left, out var type) && type.SequenceEqual("ssh-rsa"u8)
            && TryTake(ref left, out var exponent) && IsPositive(exponent)
            && TryTake(ref left, out var modulus) && IsPositive(modulus)
            && left.IsEmpty
            ? new RsaKeyText(exponent, modulus)
            : null;
    }

    private static RsaKeyText? FromPem(ReadOnlySpan<char> text)
    {
        if (!PemEncoding.TryFind(text, out var fields) || fields.Location.GetOffsetAndLength(text.Length) is not (0, var length) || length != text.Length)
        {
            return null;
        }

        var der = Convert.FromBase64String(text[fields.Base64Data].ToString());
        using var key = RSA.Create();
        try
        {
            var read = 0;
            switch (text[fields.Label])
            {
                case "PUBLIC KEY":
                    key.ImportSubjectPublicKeyInfo(der, out read);
                    break;
                case "RSA PUBLIC KEY":
                    key.ImportRSAPublicKey(der, out read);
                    break;
            }

            if (read == 0 || read != der.Length)
            {
                return null;
            }
        }
        catch (CryptographicException)
        {
            return null;
        }

        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new RsaKeyText(parameters.Exponent, parameters.Modulus);
    }

    private static bool TryTake(ref ReadOnlySpan<byte> left, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (!BinaryPrimitives.TryReadUInt32BigEndian(left, out var length) || length > left.Length - sizeof(uint))
        {
            return false;
        }

        taken = left.Slice(sizeof(uint), (int)length);
        left = left[(sizeof(uint) + (int)length)..];
        return true;
    }

    // One form for each number, so that one key has one fingerprint (RFC 4251, section 5).
    private static bool IsPositive(ReadOnlySpan<byte> number) =>
        !number.IsEmpty && number[0] < 0x80 && (number[0] != 0 || (number.Length > 1 && number[1] >= 0x80));

    private bool IsStrong()
    {
        var bits = _modulus.Length == 0 ? 0 : (_modulus.Length * 8) - byte.LeadingZeroCount(_modulus[0]);
        return bits is >= LeastBits and <= MostBits && (_modulus[^1] & 1) == 1
            && _exponent.Length is > 0 and <= 8 && (_exponent[^1] & 1) == 1 && _exponent is not [1];
    }

    private byte[] Blob()
    {
        var type = "ssh-rsa"u8;
        var blob = new byte[(3 * sizeof(uint)) + type.Length + Size(_exponent) + Size(_modulus)];
        var left = blob.AsSpan();
        Put(ref left, type, type.Length);
        Put(ref left, _exponent, Size(_exponent));
        Put(ref left, _modulus, Size(_modulus));
        return blob;
    }

    private static int Size(byte[] number) => number.Length + (number[0] >= 0x80 ? 1 : 0);

    private static void Put(ref Span<byte> left, ReadOnlySpan<byte> bytes, int size)
    {
        BinaryPrimitives.WriteUInt32BigEndian(left, (uint)size);
        bytes.CopyTo(left[(sizeof(uint) + size - bytes.Length)..]);
        left = left[(sizeof(uint) + size)..];
    }
}
