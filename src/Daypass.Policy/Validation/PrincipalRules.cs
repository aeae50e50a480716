using Daypass.Policy.Language;

namespace Daypass.Policy.Validation;

/// <summary>Who may be named in which kind of policy.</summary>
internal static class PrincipalRules
{
    public const string WrongForType = "The provided policy document does not meet the requirements of the specified policy type.";
    private const string Unwanted = "Policy document should not specify a principal.";
    private const string Required = "Missing required field Principal";
    private const string Star = "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\"";

    public static PolicyFault? Check(Statement statement, PolicyKind kind) => kind switch
    {
        PolicyKind.Identity or PolicyKind.Boundary or PolicyKind.Session =>
            statement.Principals is null ? null : DocumentRules.Malformed(Unwanted, statement.Start),
        PolicyKind.ServiceControl =>
            statement.Principals is null ? null : DocumentRules.Malformed(WrongForType, statement.Start) with { Detail = "A service control policy names no principal." },
        PolicyKind.ResourceControl => CheckResourceControl(statement),
        PolicyKind.Trust => CheckTrust(statement),
        _ => CheckNamed(statement),
    };

    private static PolicyFault? CheckResourceControl(Statement statement)
    {
        var star = statement is { IsNotPrincipal: false, Principals: [{ Type: "*" }] };
        return star && statement.Effect == Effect.Deny
            ? null
            : DocumentRules.Malformed(WrongForType, statement.Start) with { Detail = "A resource control policy denies, and its Principal is \"*\"." };
    }

    private static PolicyFault? CheckTrust(Statement statement)
    {
        if (statement.IsNotPrincipal)
        {
            return DocumentRules.Malformed("Has prohibited field NotPrincipal", statement.Start);
        }

        if (statement.Principals is [{ Type: "*" } star])
        {
            return DocumentRules.Malformed(Star, star.Position) with { Detail = "Write {\"AWS\":\"*\"} to trust every account." };
        }

        return CheckNamed(statement);
    }

    private static PolicyFault? CheckNamed(Statement statement)
    {
        if (statement.Principals is not { Count: > 0 } entries)
        {
            return DocumentRules.Malformed(Required, statement.Start);
        }

        foreach (var entry in entries)
        {
            if (!PrincipalForm.IsLegal(entry))
            {
                return PolicyFault.InvalidPrincipal(entry.Type, entry.Value, entry.Position);
            }
        }

        return null;
    }
}
