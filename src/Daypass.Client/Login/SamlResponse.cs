using System.Text;
using Daypass.Client.Errors;
using Daypass.Protocol.Answers;

namespace Daypass.Client.Login;

/// <summary>A role that a SAML response offers, and the provider it goes with.</summary>
/// <param name="RoleArn">The role.</param>
/// <param name="PrincipalArn">The SAML provider.</param>
public sealed record OfferedRole(string RoleArn, string PrincipalArn);

/// <summary>A SAML response on its way from an identity provider to STS: read only for the roles it offers; what it proves is for STS to find out.</summary>
public sealed class SamlResponse
{
    private const int LongestBase64 = 400_000;

    private SamlResponse(string base64, IReadOnlyList<OfferedRole> roles) => (Base64, Roles) = (base64, roles);

    /// <summary>The response as it came, without white space.</summary>
    public string Base64 { get; }

    /// <summary>The roles it offers, in its order.</summary>
    public IReadOnlyList<OfferedRole> Roles { get; }

    /// <summary>Reads a response in base64, as a browser posts it or a user pastes it.</summary>
    public static ClientResult<SamlResponse> Parse(string text)
    {
        var base64 = new StringBuilder(Math.Min(text.Length, LongestBase64));
        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character))
            {
                base64.Append(character);
            }
        }

        var bytes = new byte[base64.Length];
        if (base64.Length is 0 or > LongestBase64 || !Convert.TryFromBase64String(base64.ToString(), bytes, out var length) || XmlIn.Parse(bytes.AsSpan(0, length)) is not { } document)
        {
            return ClientError.General("This is no SAML response: it must be an XML document in base64.");
        }

        List<OfferedRole> roles = [];
        Collect(document.Root, roles);
        return roles.Count > 0
            ? new SamlResponse(base64.ToString(), roles)
            : ClientError.General("The SAML response offers no role. The identity provider must send the attribute https://aws.amazon.com/SAML/Attributes/Role with values \"role ARN,provider ARN\".");
    }

    // The parser bounds the depth.
    private static void Collect(XmlElement element, List<OfferedRole> roles)
    {
        if (ParseRole(element.Content) is { } role && !roles.Contains(role))
        {
            roles.Add(role);
        }

        foreach (var child in element.Children)
        {
            Collect(child, roles);
        }
    }

    // The two ARNs come in either order.
    private static OfferedRole? ParseRole(string text)
    {
        var parts = text.Split(',');
        if (parts.Length != 2)
        {
            return null;
        }

        var (one, other) = (parts[0].Trim(), parts[1].Trim());
        if (!one.StartsWith("arn:", StringComparison.Ordinal) || !other.StartsWith("arn:", StringComparison.Ordinal))
        {
            return null;
        }

        return (one.Contains(":role/", StringComparison.Ordinal), other.Contains(":saml-provider/", StringComparison.Ordinal)) switch
        {
            (true, true) => new OfferedRole(one, other),
            _ when other.Contains(":role/", StringComparison.Ordinal) && one.Contains(":saml-provider/", StringComparison.Ordinal) => new OfferedRole(other, one),
            _ => null,
        };
    }
}
