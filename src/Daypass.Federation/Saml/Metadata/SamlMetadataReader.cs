using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using Daypass.Federation.Saml.Reading;
using Daypass.Federation.Saml.Signing;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Saml.Metadata;

/// <summary>Reads the metadata document of CreateSAMLProvider and UpdateSAMLProvider, forward only: ten megabytes of it never become a tree.</summary>
internal static class SamlMetadataReader
{
    private const int MaxDepth = 64;
    private const int MaxNodes = 500_000;
    private const int MaxKeys = 100;
    private const int MaxCertificate = 64 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>The metadata, or IAM's InvalidInput.</summary>
    internal static Result<SamlMetadata> Read(string document)
    {
        if (document.StartsWith('\uFEFF'))
        {
            return InvalidMetadata("a byte order mark");
        }

        try
        {
            using var reader = XmlReader.Create(new StringReader(document), Settings);
            return Read(reader);
        }
        catch (Exception unreadable) when (unreadable is XmlException or CryptographicException)
        {
            return InvalidMetadata(unreadable is XmlException malformed ? $"malformed XML at line {malformed.LineNumber}"
                : "a certificate that cannot be read");
        }
    }

    private static Result<SamlMetadata> Read(XmlReader reader)
    {
        string? entity = null;
        var entities = 0;
        var descriptors = 0;
        var isProvider = false;
        var keys = new List<SamlSigningKey>();
        var path = new List<(string Name, string Space, string? Use)>();
        var nodes = 0;

        // Reading a certificate's text moves on by itself.
        for (var isOnNode = reader.Read(); isOnNode; isOnNode = isOnNode && !reader.EOF)
        {
            nodes += 1 + reader.AttributeCount;
            if (nodes > MaxNodes || reader.Depth > MaxDepth)
            {
                return InvalidMetadata("too large or too deep");
            }

            if (reader.NodeType != XmlNodeType.Element)
            {
                isOnNode = reader.Read();
                continue;
            }

            path.RemoveRange(reader.Depth, path.Count - reader.Depth);
            path.Add((reader.LocalName, reader.NamespaceURI, reader.GetAttribute("use")));
            if (reader.Depth == 0 && !IsMetadata(path[0], "EntityDescriptor") && !IsMetadata(path[0], "EntitiesDescriptor"))
            {
                return InvalidMetadata("the root is no EntityDescriptor");
            }

            if (IsMetadata(path[^1], "EntityDescriptor"))
            {
                entities++;
                entity = reader.GetAttribute("entityID");
            }
            else if (IsMetadata(path[^1], "IDPSSODescriptor"))
            {
                descriptors++;
                isProvider |= reader.GetAttribute("protocolSupportEnumeration")?.Contains(SamlNames.Protocol, StringComparison.Ordinal) == true;
            }
            else if (path[^1] is ("X509Certificate", SamlNames.Signature, _) && IsSigningKey(path))
            {
                if (keys.Count == MaxKeys || ReadKey(reader) is not { } key)
                {
                    return InvalidMetadata("too many certificates, or one that is too weak or malformed");
                }

                keys.Add(key);
                continue;
            }

            isOnNode = reader.Read();
        }

        if (entities == 1 && entity is { Length: > 0 } && descriptors == 0)
        {
            return IamErrors.InvalidInput("SAML Providers must reference at least one SAML assertion issuer");
        }

        // Without a signing certificate nothing can be proven, so that a provider without one admits nobody. AWS takes it as well.
        return entities == 1 && entity is { Length: > 0 and <= 1024 } && isProvider
            ? new SamlMetadata(entity, keys)
            : InvalidMetadata("not exactly one EntityDescriptor with an entityID and an IDPSSODescriptor for SAML 2.0");
    }

    private static bool IsMetadata((string Name, string Space, string? Use) step, string name) => step.Name == name && step.Space == SamlNames.Metadata;

    // Whether the step so many levels up is the provider's descriptor: keys of other roles in the same document sign no assertions.
    private static bool IsUnderProvider(List<(string Name, string Space, string? Use)> path, int levels) =>
        path.Count > levels && IsMetadata(path[^(levels + 1)], "IDPSSODescriptor");

    // IDPSSODescriptor / KeyDescriptor / KeyInfo / X509Data / X509Certificate
    private static bool IsSigningKey(List<(string Name, string Space, string? Use)> path) =>
        IsUnderProvider(path, 4) && IsMetadata(path[^4], "KeyDescriptor") && path[^4].Use is null or "signing"
        && path[^3] is ("KeyInfo", SamlNames.Signature, _) && path[^2] is ("X509Data", SamlNames.Signature, _);

    private static SamlSigningKey? ReadKey(XmlReader reader)
    {
        var text = reader.ReadElementContentAsString();
        if (text.Length > MaxCertificate)
        {
            return null;
        }

        var der = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, der, out var written))
        {
            return null;
        }

        using var certificate = X509CertificateLoader.LoadCertificate(der.AsSpan(0, written));
        return !RepeatsExtension(certificate) && SamlSigningKey.FromCertificate(certificate) is { } key && (!key.IsRsa || key.Bits is >= 1024 and <= 16384)
            ? key : null;
    }

    private static bool RepeatsExtension(X509Certificate2 certificate)
    {
        var seen = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var extension in certificate.Extensions)
        {
            if (!seen.Add(extension.Oid?.Value))
            {
                return true;
            }
        }

        return false;
    }

    private static AwsError InvalidMetadata(string reason) =>
        new("InvalidInput", 400, "Could not parse metadata") { Reason = Reasons.SamlMetadataInvalid.With(reason) };
}
