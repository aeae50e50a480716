using System.Globalization;
using System.Text;

namespace Daypass.Testing.Saml;

/// <summary>A response before it is signed: a good one unless a test says otherwise.</summary>
public sealed record SamlDraft
{
    public const string Role = "arn:aws:iam::123456789012:role/deployer";
    public const string Provider = "arn:aws:iam::123456789012:saml-provider/MySAMLIdP";
    public const string Aws = "https://aws.amazon.com/SAML/Attributes/";

    public required DateTimeOffset Now { get; init; }

    public string ResponseId { get; init; } = "_response";

    public string AssertionId { get; init; } = "_assertion";

    public string Issuer { get; init; } = "https://idp.example.com/saml";

    public string? ResponseIssuer { get; init; }

    public string Subject { get; init; } = "jane";

    /// <summary>Null leaves the attribute out.</summary>
    public string? Format { get; init; } = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";

    /// <summary>Null leaves the attribute out.</summary>
    public string? Recipient { get; init; } = "https://signin.aws.amazon.com/saml";

    /// <summary>From now; null leaves the attribute out.</summary>
    public TimeSpan? ConfirmedFor { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan Issued { get; init; } = TimeSpan.Zero;

    /// <summary>From now; null leaves the attribute out.</summary>
    public TimeSpan? NotBefore { get; init; } = TimeSpan.FromSeconds(-30);

    /// <summary>From now; null leaves the attribute out.</summary>
    public TimeSpan? NotOnOrAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From now; null leaves the attribute out.</summary>
    public TimeSpan? SessionUntil { get; init; } = TimeSpan.FromHours(8);

    public string Status { get; init; } = "urn:oasis:names:tc:SAML:2.0:status:Success";

    /// <summary>What stands inside Conditions.</summary>
    public string Conditions { get; init; } = "<saml:AudienceRestriction><saml:Audience>urn:amazon:webservices</saml:Audience></saml:AudienceRestriction>";

    /// <summary>Attribute names and their values; a name may come twice.</summary>
    public IReadOnlyList<(string Name, string[] Values)> Attributes { get; init; } =
    [
        (Aws + "Role", [$"{Role},{Provider}"]),
        (Aws + "RoleSessionName", ["jane@example.com"]),
    ];

    /// <summary>Changes the text of the assertion before it is signed.</summary>
    public Func<string, string>? EditAssertion { get; init; }

    /// <summary>Changes the text of the response before anything is signed.</summary>
    public Func<string, string>? EditResponse { get; init; }

    /// <summary>The same draft with attributes added.</summary>
    public SamlDraft With(params (string Name, string[] Values)[] attributes) => this with { Attributes = [.. Attributes, .. attributes] };

    /// <summary>The same draft with one attribute's values replaced, or the attribute taken out.</summary>
    public SamlDraft Replacing(string name, params string[] values) =>
        this with { Attributes = [.. Attributes.Where(attribute => attribute.Name != name), .. values.Length == 0 ? []
            : new (string, string[])[] { (name, values) }] };

    /// <summary>The response's text.</summary>
    public string ToXml()
    {
        var xml =
            $"<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" xmlns:xs=\"http://"
                + "www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" " +
            $"ID=\"{ResponseId}\" Version=\"2.0\" IssueInstant=\"{At(Issued)}\" Destination=\"https://signin.aws.amazon.com/saml\">" +
            $"<saml:Issuer>{ResponseIssuer ?? Issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value=\"{Status}\"/></samlp:Status>{AssertionXml()}</"
                + "samlp:Response>";
        return EditResponse?.Invoke(xml) ?? xml;
    }

    private string AssertionXml()
    {
        var attributes = new StringBuilder();
        foreach (var (name, values) in Attributes)
        {
            attributes.Append(
                CultureInfo.InvariantCulture, $"<saml:Attribute Name=\"{Escape(name)}\" NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\">");
            foreach (var value in values)
            {
                attributes.Append(CultureInfo.InvariantCulture, $"<saml:AttributeValue xsi:type=\"xs:string\">{Escape(value)}</saml:AttributeValue>");
            }

            attributes.Append("</saml:Attribute>");
        }

        var xml =
            $"<saml:Assertion ID=\"{AssertionId}\" Version=\"2.0\" IssueInstant=\"{At(Issued)}\"><saml:Issuer>{Issuer}</saml:Issuer>" +
            $"<saml:Subject><saml:NameID{Attribute("Format", Format)}>{Escape(Subject)}</saml:NameID>" +
            "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">" +
            $"<saml:SubjectConfirmationData{Attribute("NotOnOrAfter", At(ConfirmedFor))}{Attribute("Recipient", Recipient)}/>" +
            "</saml:SubjectConfirmation></saml:Subject>" +
            $"<saml:Conditions{Attribute("NotBefore", At(NotBefore))}{Attribute("NotOnOrAfter", At(NotOnOrAfter))}>{Conditions}</saml:Conditions>" +
            $"<saml:AuthnStatement AuthnInstant=\"{At(Issued)}\"{Attribute("SessionNotOnOrAfter", At(SessionUntil))}><saml:AuthnContext>"
                + "<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></"
                + "saml:AuthnStatement>" +
            $"<saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>";
        return EditAssertion?.Invoke(xml) ?? xml;
    }

    private static string Attribute(string name, string? value) => value is null ? string.Empty : $" {name}=\"{Escape(value)}\"";

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal).Replace("\r", "&#xD;", StringComparison.Ordinal);

    private string? At(TimeSpan? offset) => offset is { } from ? (Now + from).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null;
}
