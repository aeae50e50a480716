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
        if (!assertion.IsNamed("Assertion", SamlNames.Assertion) || assertion.ReadAttribute("Version") != "2.0"
            || assertion.ReadAttribute("ID") is not { Length: > 0 } id
            || SamlInstant.Parse(assertion.ReadAttribute("IssueInstant")) is not { } issued
            || assertion.FindOnly("Issuer", SamlNames.Assertion)?.ReadText() is not { Length: > 0 } issuer)
        {
            return null;
        }

        fault = "the subject";
        if (assertion.FindOnly("Subject", SamlNames.Assertion) is not { } subject
            || subject.FindOnly("NameID", SamlNames.Assertion) is not { } name || name.ReadText() is not { Length: > 0 } nameId
            || name.ReadAttribute("Format") is not { Length: > 0 } format
            || subject.FindOnly("SubjectConfirmation", SamlNames.Assertion) is not { } confirmation || confirmation.ReadAttribute("Method") != SamlNames.Bearer
            || confirmation.FindOnly("SubjectConfirmationData", SamlNames.Assertion) is not { } data
            || data.ReadAttribute("Recipient") is not { Length: > 0 } recipient
            || SamlInstant.Parse(data.ReadAttribute("NotOnOrAfter")) is not { } confirmedUntil
            || !IsInstantOrAbsent(data.ReadAttribute("NotBefore")))
        {
            return null;
        }

        fault = "the conditions";
        if (assertion.FindOnly("Conditions", SamlNames.Assertion) is not { } conditions
            || !IsInstantOrAbsent(conditions.ReadAttribute("NotBefore")) || !IsInstantOrAbsent(conditions.ReadAttribute("NotOnOrAfter"))
            || ReadAudiences(conditions) is not { } audiences)
        {
            return null;
        }

        fault = "the authentication statement";
        var statements = assertion.ChildElements("AuthnStatement", SamlNames.Assertion);
        if (statements.Count == 0 || statements.Exists(static statement => !IsInstantOrAbsent(statement.ReadAttribute("SessionNotOnOrAfter"))))
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
            NotBefore = Latest(SamlInstant.Parse(conditions.ReadAttribute("NotBefore")), SamlInstant.Parse(data.ReadAttribute("NotBefore"))),
            NotOnOrAfter = SamlInstant.Parse(conditions.ReadAttribute("NotOnOrAfter")),
            Audiences = audiences,
            IsForOneUse = conditions.ChildElements("OneTimeUse", SamlNames.Assertion).Count > 0,
            HasUnknownCondition = conditions.ChildElements().Exists(static condition => !IsKnownCondition(condition)),
            SessionUntil = EarliestEnd(statements),
            Attributes = attributes,
        };
    }

    private static bool IsInstantOrAbsent(string? text) => text is null || SamlInstant.Parse(text) is not null;

    private static DateTimeOffset? Latest(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;

    private static bool IsKnownCondition(XmlElement condition) =>
        condition.NamespaceURI == SamlNames.Assertion && condition.LocalName is "AudienceRestriction" or "OneTimeUse" or "ProxyRestriction";

    private static DateTimeOffset? EarliestEnd(List<XmlElement> statements)
    {
        DateTimeOffset? earliest = null;
        foreach (var statement in statements)
        {
            var end = SamlInstant.Parse(statement.ReadAttribute("SessionNotOnOrAfter"));
            earliest = earliest is null || end < earliest ? end ?? earliest : earliest;
        }

        return earliest;
    }

    private static List<IReadOnlyList<string>>? ReadAudiences(XmlElement conditions)
    {
        var restrictions = new List<IReadOnlyList<string>>();
        foreach (var restriction in conditions.ChildElements("AudienceRestriction", SamlNames.Assertion))
        {
            var audiences = new List<string>();
            foreach (var audience in restriction.ChildElements("Audience", SamlNames.Assertion))
            {
                if (audience.ReadText() is not { } text)
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
        foreach (var statement in assertion.ChildElements("AttributeStatement", SamlNames.Assertion))
        {
            foreach (var attribute in statement.ChildElements("Attribute", SamlNames.Assertion))
            {
                if (attribute.ReadAttribute("Name") is not { Length: > 0 } name)
                {
                    fault = "an attribute without a name";
                    return null;
                }

                var values = new List<string>();
                foreach (var value in attribute.ChildElements("AttributeValue", SamlNames.Assertion))
                {
                    // A value with elements inside, such as eduPersonTargetedID's NameID, is read as its one text where it has one.
                    if ((value.ChildElements() is [var inner] ? inner : value).ReadText() is not { } text)
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
