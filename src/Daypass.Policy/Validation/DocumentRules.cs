using Daypass.Policy.Language;
using Daypass.Policy.Parsing;

namespace Daypass.Policy.Validation;

/// <summary>The rules in the order in which IAM applies them: each goes over the whole document before the next one begins.</summary>
internal static class DocumentRules
{
    private const string WrongVersion = "Policy document must be version 2012-10-17 or greater.";
    private const string NoStatementOfTrust = "Could not parse the policy: Statement is empty!";
    private const string SidsNotUnique = "Statement IDs (SID) in a single policy must be unique.";
    private const string SidsOfTrustNotUnique = "The Statement Ids in the policy are not unique";
    private const string SidNotAlphanumeric =
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";

    public static PolicyFault? Validate(PolicyDocument document, PolicyKind kind, TrustRules trust)
    {
        var statements = document.Statements;
        var fault = ValidateFrame(document, kind) ?? First(statements, statement => PrincipalRules.Validate(statement, kind, trust));
        if (fault is not null)
        {
            return fault;
        }

        return kind == PolicyKind.Trust
            ? First(statements, static statement => ActionRules.ValidateTrust(statement) ?? ResourceRules.ValidateTrust(statement))
                ?? First(statements, statement => ConditionRules.ValidateValues(statement, kind, document.HasVariables))
                ?? ValidateSids(document, kind)
                ?? First(statements, SharedIssuerRules.Validate)
            : First(statements, statement => ConditionRules.ValidateValues(statement, kind, document.HasVariables))
                ?? ResourceRules.ValidateLegacy(statements, kind)
                ?? ValidateSids(document, kind)
                ?? First(statements, statement => ActionRules.ValidatePresence(statement))
                ?? First(statements, statement => ResourceRules.ValidateFormat(statement, kind))
                ?? First(statements, statement => ActionRules.Validate(statement, kind))
                ?? First(statements, ResourceRules.ValidatePresence);
    }

    public static PolicyFault Malformed(string message, TextPosition position) => new(PolicyFault.Malformed, message, position);

    private static PolicyFault? First(List<Statement> statements, Func<Statement, PolicyFault?> rule)
    {
        foreach (var statement in statements)
        {
            if (rule(statement) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static PolicyFault? ValidateFrame(PolicyDocument document, PolicyKind kind)
    {
        var start = new TextPosition(1, 1);
        if (document.Statements.Count == 0)
        {
            return Malformed(kind == PolicyKind.Trust ? NoStatementOfTrust : PolicyReader.SyntaxErrors, start)
                with { Detail = "A policy has at least one statement." };
        }

        return First(document.Statements, ConditionRules.ValidateOperators)
            ?? (kind is PolicyKind.Managed or PolicyKind.Boundary && !document.HasVariables ? Malformed(WrongVersion, start) : null);
    }

    private static PolicyFault? ValidateSids(PolicyDocument document, PolicyKind kind)
    {
        var free = kind is PolicyKind.Resource or PolicyKind.Endpoint;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in document.Statements)
        {
            if (string.IsNullOrEmpty(statement.Sid))
            {
                continue;
            }

            if (!free && !statement.Sid.All(char.IsAsciiLetterOrDigit))
            {
                return Malformed(SidNotAlphanumeric, statement.Start);
            }

            if (!seen.Add(statement.Sid))
            {
                return Malformed(kind == PolicyKind.Trust ? SidsOfTrustNotUnique : SidsNotUnique, statement.Start);
            }
        }

        return null;
    }
}
