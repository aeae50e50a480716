using Daypass.Policy.Language;
using Daypass.Policy.Parsing;

namespace Daypass.Policy.Validation;

/// <summary>The rules that look at a whole document, then at each statement in order.</summary>
internal static class DocumentRules
{
    private const string WrongVersion = "Policy document must be version 2012-10-17 or greater.";
    private const string SidsNotUnique = "Statement IDs (SID) in a single policy must be unique.";
    private const string SidNotAlphanumeric =
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";

    public static PolicyFault? Check(PolicyDocument document, PolicyKind kind)
    {
        var start = new TextPosition(1, 1);
        if (kind is PolicyKind.Identity or PolicyKind.Boundary && document.Version != "2012-10-17")
        {
            return Malformed(WrongVersion, start);
        }

        if (document.Statements.Count == 0)
        {
            return Malformed(PolicyReader.SyntaxErrors, start) with { Detail = "A policy has at least one statement." };
        }

        foreach (var statement in document.Statements)
        {
            var fault = PrincipalRules.Check(statement, kind)
                ?? ActionRules.Check(statement, kind)
                ?? ResourceRules.Check(statement, kind)
                ?? ConditionRules.Check(statement);
            if (fault is not null)
            {
                return fault;
            }
        }

        return CheckSids(document, kind);
    }

    public static PolicyFault Malformed(string message, TextPosition position) => new(PolicyFault.Malformed, message, position);

    private static PolicyFault? CheckSids(PolicyDocument document, PolicyKind kind)
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
                return Malformed(SidsNotUnique, statement.Start);
            }
        }

        return null;
    }
}
