using Daypass.Policy.Language;

namespace Daypass.Policy.Validation;

/// <summary>What may stand in Action and NotAction.</summary>
internal static class ActionRules
{
    private const string NoVendor = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    private const string Missing = "Policy statement must contain actions.";
    private const string MissingInTrust = "Missing required field Action";
    private const string Colons = "Actions/Condition can contain only one colon.";
    private const string NotForTrust = "AssumeRole policy may only specify STS AssumeRole actions.";

    public static PolicyFault? ValidatePresence(Statement statement) =>
        statement.Actions is { Count: > 0 } ? null : DocumentRules.Malformed(Missing, statement.Start);

    public static PolicyFault? Validate(Statement statement, PolicyKind kind)
    {
        if (kind == PolicyKind.ResourceControl && statement.IsNotAction)
        {
            return DocumentRules.Malformed(PrincipalRules.WrongForType, statement.Start) with { Detail = "A resource control policy has no NotAction." };
        }

        foreach (var action in statement.Actions!)
        {
            var problem = FindProblem(action)
                ?? (kind == PolicyKind.ResourceControl && !ResourceControlServices.Contains(action) ? PrincipalRules.WrongForType : null);
            if (problem is not null)
            {
                return Refuse(problem, action, statement);
            }
        }

        return null;
    }

    /// <summary>The names of the actions of a role, letter for letter: no pattern, and no other case.</summary>
    public static PolicyFault? ValidateTrust(Statement statement)
    {
        if (statement.Actions is not { Count: > 0 } actions)
        {
            return DocumentRules.Malformed(MissingInTrust, statement.Start);
        }

        if (statement.IsNotAction)
        {
            return DocumentRules.Malformed("Has prohibited field NotAction", statement.Start);
        }

        foreach (var action in actions)
        {
            if (action is not ("sts:AssumeRole" or "sts:AssumeRoleWithSAML" or "sts:AssumeRoleWithWebIdentity" or "sts:TagSession"
                or "sts:SetSourceIdentity" or "sts:SetContext"))
            {
                return Refuse(NotForTrust, action, statement);
            }
        }

        return null;
    }

    private static PolicyFault Refuse(string message, string action, Statement statement) =>
        DocumentRules.Malformed(message, statement.Start) with { Detail = $"The action is \"{action}\"." };

    private static string? FindProblem(string action)
    {
        if (action == "*")
        {
            return null;
        }

        var colon = action.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return NoVendor;
        }

        if (action.IndexOf(':', colon + 1) >= 0)
        {
            return Colons;
        }

        var vendor = action[..colon];
        return vendor.Length == 0 || !vendor.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? $"Vendor {vendor} is not valid" : null;
    }
}
