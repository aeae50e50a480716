using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Daypass.Federation.Saml.Encryption;

/// <summary>A private key with which a provider's encrypted assertions are opened; safe for any number of threads.</summary>
internal sealed class SamlDecryptionKey
{
    // Whoever sends an assertion makes this server raise a number to the private exponent, and needs no credentials for it.
    private const int MaxModulus = 8192 / 8;
    private const int MaxExponent = 8;

    private readonly ExclusivePool<RSA>? _keys;

    private readonly RSAParameters _parameters;

    private SamlDecryptionKey(ExclusivePool<RSA>? keys, RSAParameters parameters) => (_keys, _parameters) = (keys, parameters);

    /// <summary>False for keys that AWS takes and nothing can be opened with, such as one on an elliptic curve.</summary>
    internal bool CanDecrypt => _keys is not null;

    /// <summary>Reads a PEM of PKCS#8, PKCS#1 or SEC 1, without a password; false for an RSA key that costs too much to use.</summary>
    internal static bool TryRead(string pem, [NotNullWhen(true)] out SamlDecryptionKey? key)
    {
        key = ReadRsa(pem) is { } parameters
            ? new SamlDecryptionKey(new ExclusivePool<RSA>(() => RSA.Create(parameters)), parameters)
            : IsCurve(pem) ? new SamlDecryptionKey(null, default) : null;
        return key is not null;
    }

    /// <summary>The content key in an OAEP envelope; null when this key does not open it.</summary>
    internal byte[]? Decrypt(byte[] envelope, OaepPadding padding)
    {
        if (_keys is null)
        {
            return null;
        }

        if (padding.OfPlatform is not { } known)
        {
            return MixedOaep.Open(_parameters, envelope, padding);
        }

        var rsa = _keys.Rent();
        try
        {
            return rsa.Decrypt(envelope, known);
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            _keys.Return(rsa);
        }
    }

    private static RSAParameters? ReadRsa(string pem)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            var parameters = rsa.ExportParameters(includePrivateParameters: true);
            return parameters.Modulus!.Length <= MaxModulus && parameters.Exponent!.Length <= MaxExponent ? parameters : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            return null; // Another kind of key, a public one, or none.
        }
    }

    private static bool IsCurve(string pem)
    {
        try
        {
            using var curve = ECDsa.Create();
            curve.ImportFromPem(pem);
            curve.ExportParameters(includePrivateParameters: true);
            return true;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
