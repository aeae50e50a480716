using System.Security.Cryptography;
using Daypass.Federation.Saml.Reading;

namespace Daypass.Federation.Saml.Encryption;

/// <summary>Which hashes an OAEP envelope was made with (RFC 8017 section 7.1).</summary>
/// <param name="Label">The hash of the label.</param>
/// <param name="Mask">The hash of the mask.</param>
internal readonly record struct OaepPadding(HashAlgorithmName Label, HashAlgorithmName Mask)
{
    /// <summary>What the platform calls it; null for two different hashes, which it does not have.</summary>
    internal RSAEncryptionPadding? OfPlatform => Label == Mask ? RSAEncryptionPadding.CreateOaep(Label) : null;

    /// <summary>The padding of these identifiers; null for one that is not taken.</summary>
    /// <remarks>Libraries of XML Encryption 1.0 have no word for the mask, which stays at SHA-1 whatever the label is; AWS takes that as well.</remarks>
    internal static OaepPadding? Find(string? digest, string? mask)
    {
        HashAlgorithmName? label = digest switch
        {
            SamlNames.Signature + "sha1" => HashAlgorithmName.SHA1,
            SamlNames.Encryption + "sha256" => HashAlgorithmName.SHA256,
            SamlNames.Encryption + "sha512" => HashAlgorithmName.SHA512,
            _ => null,
        };
        return (label, mask) switch
        {
            ({ } any, SamlNames.Encryption11 + "mgf1sha1") => new(any, HashAlgorithmName.SHA1),
            ({ Name: "SHA256" } same, SamlNames.Encryption11 + "mgf1sha256") => new(same, same),
            ({ Name: "SHA512" } same, SamlNames.Encryption11 + "mgf1sha512") => new(same, same),
            _ => null,
        };
    }
}
