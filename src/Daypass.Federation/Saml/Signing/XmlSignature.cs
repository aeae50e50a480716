using System.Security.Cryptography;
using System.Xml;
using Daypass.Federation.Saml.Reading;
using Daypass.Federation.Saml.Rules;

namespace Daypass.Federation.Saml.Signing;

/// <summary>
/// A <c>ds:Signature</c> that has exactly the parts it may have, each once: one SignedInfo, one Reference to the element it stands in, enveloped plus
/// exclusive canonicalization, a digest and a method from the list. KeyInfo is not looked at.
/// </summary>
internal sealed record XmlSignature(
    XmlElement SignedInfo,
    CanonicalForm InfoForm,
    CanonicalForm ReferenceForm,
    XmlSignatureMethod Method,
    HashAlgorithmName Digest,
    byte[] DigestValue,
    byte[] SignatureValue)
{
    /// <summary>The parts; null and why not.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="id">The id of the element it must refer to.</param>
    /// <param name="rules">Which older methods the provider allows.</param>
    /// <param name="fault">Why it is refused.</param>
    internal static XmlSignature? Read(XmlElement signature, string id, SamlRules rules, out string fault)
    {
        fault = string.Empty;
        var children = signature.ChildElements();
        if (signature.HasStrayText() || children.Count is not (2 or 3)
            || !children[0].IsNamed("SignedInfo", SamlNames.Signature) || !children[1].IsNamed("SignatureValue", SamlNames.Signature)
            || (children.Count == 3 && !children[2].IsNamed("KeyInfo", SamlNames.Signature)))
        {
            fault = "the signature is not SignedInfo, SignatureValue and at most a KeyInfo";
            return null;
        }

        var info = children[0].ChildElements();
        if (children[0].HasStrayText() || info.Count != 3
            || !info[0].IsNamed("CanonicalizationMethod", SamlNames.Signature) || !info[1].IsNamed("SignatureMethod", SamlNames.Signature)
                || !info[2].IsNamed("Reference", SamlNames.Signature))
        {
            fault = "SignedInfo is not one canonicalization, one method and one reference";
            return null;
        }

        if (ReadCanonicalForm(info[0], rules) is not { } infoForm)
        {
            fault = "canonicalization method";
            return null;
        }

        if (XmlSignatureMethod.Find(info[1].ReadAttribute("Algorithm"), rules.AllowSha1) is not { } method || info[1].HasChildNodes)
        {
            fault = "signature method";
            return null;
        }

        var reference = info[2].ChildElements();
        if (info[2].ReadAttribute("URI") != "#" + id || info[2].HasStrayText() || reference.Count != 3
            || !reference[0].IsNamed("Transforms", SamlNames.Signature) || !reference[1].IsNamed("DigestMethod", SamlNames.Signature)
                || !reference[2].IsNamed("DigestValue", SamlNames.Signature))
        {
            fault = "the reference is not to the element around it, with transforms, one digest method and one digest";
            return null;
        }

        var transforms = reference[0].ChildElements();
        if (reference[0].HasStrayText() || transforms.Count != 2
            || !transforms[0].IsNamed("Transform", SamlNames.Signature) || transforms[0].ReadAttribute("Algorithm") != SamlNames.Enveloped
                || transforms[0].HasChildNodes
            || !transforms[1].IsNamed("Transform", SamlNames.Signature) || ReadCanonicalForm(transforms[1], rules) is not { } referenceForm)
        {
            fault = "the transforms are not enveloped and exclusive canonicalization";
            return null;
        }

        if (XmlDigest.Find(reference[1].ReadAttribute("Algorithm"), rules.AllowSha1) is not { } digest || reference[1].HasChildNodes)
        {
            fault = "digest method";
            return null;
        }

        if (reference[2].ReadBase64() is not { } digestValue || children[1].ReadBase64() is not { } signatureValue)
        {
            fault = "digest or signature value";
            return null;
        }

        return new XmlSignature(children[0], infoForm, referenceForm, method, digest, digestValue, signatureValue);
    }

    private static CanonicalForm? ReadCanonicalForm(XmlElement method, SamlRules rules)
    {
        if (method.HasStrayText())
        {
            return null;
        }

        switch (method.ReadAttribute("Algorithm"))
        {
            case SamlNames.ExclusiveForm:
                return method.ChildElements() switch
                {
                    [] => new CanonicalForm(true, string.Empty),
                    [var list] when list.IsNamed("InclusiveNamespaces", SamlNames.ExclusiveForm) && !list.HasChildNodes =>
                        new CanonicalForm(true, list.ReadAttribute("PrefixList") ?? string.Empty),
                    _ => null,
                };
            case SamlNames.InclusiveForm when rules.AllowInclusiveCanonicalization && !method.HasChildNodes:
                return new CanonicalForm(false, string.Empty);
            default:
                return null;
        }
    }
}
