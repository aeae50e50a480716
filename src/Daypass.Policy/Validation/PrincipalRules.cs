using Daypass.Policy.Language;

namespace Daypass.Policy.Validation;

/// <summary>Who may be named in which kind of policy.</summary>
internal static class PrincipalRules
{
    public const string WrongForType = "The provided policy document does not meet the requirements of the specified policy type.";
    private const string Unwanted = "Policy document should not specify a principal.";
    private const string Required = "Missing required field Principal";
    private const string Empty = "Missing required field Principal cannot be empty!";
    private const string Star = "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".";
    private const string WrongProvider = "Federated principals must be valid domain names or SAML metadata ARNs";

    public static PolicyFault? Validate(Statement statement, PolicyKind kind, TrustRules trust) => kind switch
    {
        PolicyKind.Identity or PolicyKind.Managed or PolicyKind.Boundary or PolicyKind.Session =>
            statement.Principals is null ? null : DocumentRules.Malformed(Unwanted, statement.Start),
        PolicyKind.ServiceControl =>
            statement.Principals is null ? null
                : DocumentRules.Malformed(WrongForType, statement.Start) with { Detail = "A service control policy names no principal." },
        PolicyKind.ResourceControl => ValidateResourceControl(statement),
        PolicyKind.Trust => ValidateTrust(statement, trust),
        _ => ValidateNamed(statement),
    };

    private static PolicyFault? ValidateResourceControl(Statement statement)
    {
        var star = statement is { IsNotPrincipal: false, Principals: [{ Type: "*" } or { Type: "AWS", Value: "*" }] };
        return star && statement.Effect == Effect.Deny
            ? null
            : DocumentRules.Malformed(WrongForType, statement.Start) with { Detail = "A resource control policy denies, and its Principal is \"*\"." };
    }

    private static PolicyFault? ValidateTrust(Statement statement, TrustRules trust)
    {
        if (statement.IsNotPrincipal)
        {
            return DocumentRules.Malformed(
                statement.Effect == Effect.Allow ? "Allow with NotPrincipal is not allowed." : "AssumeRole policy must not contain NotPrincipal field.",
                statement.Start);
        }

        if (statement.Principals is [{ Type: "*" } star])
        {
            return DocumentRules.Malformed(Star, star.Position) with { Detail = "Write {\"AWS\":\"*\"} to trust every account." };
        }

        if (ValidateNamed(statement) is { } fault)
        {
            return fault;
        }

        foreach (var entry in statement.Principals!)
        {
            if (entry.Type == "Service" && !ServicePrincipals.Contains(entry.Value, trust))
            {
                return PolicyFault.InvalidPrincipal(entry.Type, entry.Value, entry.Position) with
                {
                    Detail = "AWS has no such service; --service-principal adds one of your own.",
                };
            }
        }

        return null;
    }

    private static PolicyFault? ValidateNamed(Statement statement)
    {
        if (statement.Principals is not { } entries)
        {
            return DocumentRules.Malformed(Required, statement.Start);
        }

        foreach (var entry in entries)
        {
            if (!PrincipalForm.IsLegal(entry))
            {
                return entry.Type == "Federated"
                    ? DocumentRules.Malformed(WrongProvider, entry.Position) with { Detail = $"The provider is \"{entry.Value}\"." }
                    : PolicyFault.InvalidPrincipal(entry.Type, entry.Value, entry.Position);
            }
        }

        return entries.Count == 0 ? DocumentRules.Malformed(Empty, statement.Start) : null;
    }
}
