using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Daypass.Mcp.Answers;

namespace Daypass.Mcp.Outlines;

/// <summary>What SAML metadata would make a provider trust: who signs, with which certificates.</summary>
internal static class MetadataOutline
{
    /// <summary>The lines, each indented.</summary>
    public static string Create(string metadata)
    {
        var lines = new StringBuilder();
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new StringReader(metadata), settings);
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                if (reader.LocalName == "EntityDescriptor")
                {
                    lines.Append("  trusts ").Append(UntrustedText.QuoteWhole(reader.GetAttribute("entityID") ?? string.Empty, asciiOnly: true)).Append('\n');
                }
                else if (reader.LocalName == "SingleSignOnService")
                {
                    lines.Append("  signs in at ").Append(UntrustedText.QuoteWhole(reader.GetAttribute("Location") ?? string.Empty, asciiOnly: true))
                        .Append('\n');
                }
                else if (reader.LocalName == "X509Certificate")
                {
                    lines.Append("  with the certificate SHA-256 ").Append(Fingerprint(reader.ReadElementContentAsString())).Append('\n');
                }
            }

            return lines.ToString();
        }
        catch (XmlException)
        {
            return "  [!] this cannot be read as metadata: read its text\n";
        }
    }

    private static string Fingerprint(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(string.Concat(base64.Where(static c => !char.IsWhiteSpace(c))), bytes, out var length)
            ? Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, length)))
            : "(unreadable)";
    }
}
