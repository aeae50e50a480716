using System.Security.Cryptography;
using System.Xml;
using Daypass.Federation.Saml.Rules;

namespace Daypass.Federation.Saml.Signing;

/// <summary>
/// Proves that an element is what one of the provider's keys signed, and hands out the octets that were signed: the rest of the code reads those and nothing
/// else.
/// </summary>
internal static class SignedElement
{
    /// <summary>The canonical octets of the element without its signature, and who signed; null and why not.</summary>
    internal static SignedOctets? Verify(XmlElement element, XmlElement signature, string id,
        IReadOnlyList<SamlSigningKey> keys, SamlRules rules, out string fault)
    {
        if (XmlSignature.Read(signature, id, rules, out fault) is not { } shape)
        {
            return null;
        }

        var info = Canonicalizer.Canonicalize(shape.SignedInfo, without: null, shape.InfoForm);
        if (FindSigner(info, shape, keys, rules) is not { } signer)
        {
            fault = "no key of the metadata made the signature";
            return null;
        }

        var octets = Canonicalizer.Canonicalize(element, without: signature, shape.ReferenceForm);
        if (octets.Length == 0 || !CryptographicOperations.FixedTimeEquals(CryptographicOperations.HashData(shape.Digest, octets), shape.DigestValue))
        {
            fault = "the digest is another element's";
            return null;
        }

        return new SignedOctets(octets, signer);
    }

    private static SamlSigningKey? FindSigner(byte[] info, XmlSignature shape, IReadOnlyList<SamlSigningKey> keys, SamlRules rules)
    {
        foreach (var key in keys)
        {
            if ((rules.AllowShortKeys || !key.IsRsa || key.Bits >= 2048) && key.Verify(shape.Method, info, shape.SignatureValue))
            {
                return info.Length > 0 ? key : null;
            }
        }

        return null;
    }
}

/// <summary>What was signed, and by whom.</summary>
/// <param name="Octets">The canonical octets of the element without its signature.</param>
/// <param name="Signer">The key of the metadata that signed them.</param>
internal sealed record SignedOctets(byte[] Octets, SamlSigningKey Signer);
