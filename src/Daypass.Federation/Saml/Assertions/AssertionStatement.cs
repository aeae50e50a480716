using System.Xml;
using Daypass.Federation.Saml.Reading;

namespace Daypass.Federation.Saml.Assertions;

/// <summary>What a verified assertion states, read only from the octets that were signed.</summary>
internal sealed record AssertionStatement
{
    internal required string Id { get; init; }

    internal required DateTimeOffset IssuedAt { get; init; }

    internal required string Issuer { get; init; }

    internal required string NameId { get; init; }

    internal required string NameFormat { get; init; }

    internal required string Recipient { get; init; }

    internal required DateTimeOffset ConfirmedUntil { get; init; }

    internal DateTimeOffset? NotBefore { get; init; }

    internal DateTimeOffset? NotOnOrAfter { get; init; }

    /// <summary>One list per restriction: each must name us.</summary>
    internal required IReadOnlyList<IReadOnlyList<string>> Audiences { get; init; }

    internal bool IsForOneUse { get; init; }

    internal bool HasUnknownCondition { get; init; }

    /// <summary>The earliest end that the provider sets to its own session.</summary>
    internal DateTimeOffset? SessionUntil { get; init; }

    /// <summary>Attribute names, compared with regard to case, and their values.</summary>
    internal required IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes { get; init; }

    /// <summary>The statement; null and why not.</summary>
    internal static AssertionStatement? Read(XmlElement assertion, out string fault)
    {
        fault = "the assertion";
        if (!assertion.Is("Assertion", SamlNames.Assertion) || assertion.Value("Version") != "2.0"
            || assertion.Value("ID") is not { Length: > 0 } id
            || SamlInstant.Read(assertion.Value("IssueInstant")) is not { } issued
            || assertion.Only("Issuer", SamlNames.Assertion)?.Text() is not { Length: > 0 } issuer)
        {
            return null;
        }

        fault = "the subject";
        if (assertion.Only("Subject", SamlNames.Assertion) is not { } subject
            || subject.Only("NameID", SamlNames.Assertion) is not { } name || name.Text() is not { Length: > 0 } nameId
            || name.Value("Format") is not { Length: > 0 } format
            || subject.Only("SubjectConfirmation", SamlNames.Assertion) is not { } confirmation || confirmation.Value("Method") != SamlNames.Bearer
            || confirmation.Only("SubjectConfirmationData", SamlNames.Assertion) is not { } data
            || data.Value("Recipient") is not { Length: > 0 } recipient
            || SamlInstant.Read(data.Value("NotOnOrAfter")) is not { } confirmedUntil
            || !IsInstantOrAbsent(data.Value("NotBefore")))
        {
            return null;
        }

        fault = "the conditions";
        if (assertion.Only("Conditions", SamlNames.Assertion) is not { } conditions
            || !IsInstantOrAbsent(conditions.Value("NotBefore")) || !IsInstantOrAbsent(conditions.Value("NotOnOrAfter"))
            || ReadAudiences(conditions) is not { } audiences)
        {
            return null;
        }

        fault = "the authentication statement";
        var statements = assertion.Elements("AuthnStatement", SamlNames.Assertion);
        if (statements.Count == 0 || statements.Exists(static statement => !IsInstantOrAbsent(statement.Value("SessionNotOnOrAfter"))))
        {
            return null;
        }

        if (ReadAttributes(assertion, out fault) is not { } attributes)
        {
            return null;
        }

        return new AssertionStatement
        {
            Id = id,
            IssuedAt = issued,
            Issuer = issuer,
            NameId = nameId,
            NameFormat = format,
            Recipient = recipient,
            ConfirmedUntil = confirmedUntil,
            NotBefore = Later(SamlInstant.Read(conditions.Value("NotBefore")), SamlInstant.Read(data.Value("NotBefore"))),
            NotOnOrAfter = SamlInstant.Read(conditions.Value("NotOnOrAfter")),
            Audiences = audiences,
            IsForOneUse = conditions.Elements("OneTimeUse", SamlNames.Assertion).Count > 0,
            HasUnknownCondition = conditions.Elements().Exists(static condition => !IsKnownCondition(condition)),
            SessionUntil = EarliestEnd(statements),
            Attributes = attributes,
        };
    }

    private static bool IsInstantOrAbsent(string? text) => text is null || SamlInstant.Read(text) is not null;

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;

    private static bool IsKnownCondition(XmlElement condition) =>
        condition.NamespaceURI == SamlNames.Assertion && condition.LocalName is "AudienceRestriction" or "OneTimeUse" or "ProxyRestriction";

    private static DateTimeOffset? EarliestEnd(List<XmlElement> statements)
    {
        DateTimeOffset? earliest = null;
        foreach (var statement in statements)
        {
            var end = SamlInstant.Read(statement.Value("SessionNotOnOrAfter"));
            earliest = earliest is null || end < earliest ? end ?? earliest : earliest;
        }

        return earliest;
    }

    private static List<IReadOnlyList<string>>? ReadAudiences(XmlElement conditions)
    {
        var restrictions = new List<IReadOnlyList<string>>();
        foreach (var restriction in conditions.Elements("AudienceRestriction", SamlNames.Assertion))
        {
            var audiences = new List<string>();
            foreach (var audience in restriction.Elements("Audience", SamlNames.Assertion))
            {
                if (audience.Text() is not { } text)
                {
                    return null;
                }

                audiences.Add(text);
            }

            restrictions.Add(audiences);
        }

        return restrictions;
    }

    private static Dictionary<string, IReadOnlyList<string>>? ReadAttributes(XmlElement assertion, out string fault)
    {
        var attributes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var statement in assertion.Elements("AttributeStatement", SamlNames.Assertion))
        {
            foreach (var attribute in statement.Elements("Attribute", SamlNames.Assertion))
            {
                if (attribute.Value("Name") is not { Length: > 0 } name)
                {
                    fault = "an attribute without a name";
                    return null;
                }

                var values = new List<string>();
                foreach (var value in attribute.Elements("AttributeValue", SamlNames.Assertion))
                {
                    // A value with elements inside, such as eduPersonTargetedID's NameID, is read as its one text where it has one.
                    if ((value.Elements() is [var inner] ? inner : value).Text() is not { } text)
                    {
                        fault = "an attribute value that is more than one text";
                        return null;
                    }

                    values.Add(text);
                }

                if (!attributes.TryAdd(name, values))
                {
                    fault = "an attribute twice";
                    return null;
                }
            }
        }

        fault = string.Empty;
        return attributes;
    }
}
