using Daypass.Policy.Language;
using Daypass.Policy.Matching;

namespace Daypass.Policy.Validation;

/// <summary>What may stand in Action and NotAction.</summary>
internal static class ActionRules
{
    public const string NoVendor = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    private const string Missing = "Policy statement must contain actions.";
    private const string Colons = "Actions/Condition can contain only one colon.";
    private const string NotForTrust =
        "Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML, sts:AssumeRoleWithWebIdentity, sts:TagSession, sts:SetSourceIdentity and sts:SetContext";

    private static readonly string[] TrustActions =
        ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "TagSession", "SetSourceIdentity", "SetContext"];

    public static PolicyFault? Check(Statement statement, PolicyKind kind)
    {
        if (statement.Actions is not { Count: > 0 } actions)
        {
            return DocumentRules.Malformed(Missing, statement.Start);
        }

        foreach (var action in actions)
        {
            if (Message(action, kind) is { } message)
            {
                return DocumentRules.Malformed(message, statement.Start) with { Detail = $"The action is \"{action}\"." };
            }
        }

        return kind == PolicyKind.Trust && statement.IsNotAction
            ? DocumentRules.Malformed("Has prohibited field NotAction", statement.Start)
            : null;
    }

    private static string? Message(string action, PolicyKind kind)
    {
        if (action == "*")
        {
            return kind switch
            {
                PolicyKind.Trust => NotForTrust,
                PolicyKind.ResourceControl => PrincipalRules.WrongForType,
                _ => null,
            };
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
        if (vendor.Length == 0 || !vendor.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'))
        {
            return $"Vendor {vendor} is not valid";
        }

        return kind == PolicyKind.Trust && !IsForTrust(vendor, action[(colon + 1)..]) ? NotForTrust : null;
    }

    /// <summary>A name, or a pattern that takes in at least one of them.</summary>
    private static bool IsForTrust(string vendor, string name)
    {
        var glob = Glob.Parse(name.ToUpperInvariant());
        return vendor.Equals("sts", StringComparison.OrdinalIgnoreCase)
            && Array.Exists(TrustActions, action => glob.IsMatch(action.ToUpperInvariant()));
    }
}
