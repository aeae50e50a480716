using Daypass.Core.Directory;
using Daypass.Iam.Policies;
using Daypass.Protocol;

namespace Daypass.Iam.Simulation;

/// <summary>Which of the policies that a principal has a simulation leaves out. Those that come with the request always stay.</summary>
internal sealed class PolicyExclusions(IReadOnlyList<PolicyIdentifier> identifiers)
{
    /// <summary>Whether the stored boundary is left out; a managed policy left out by its ARN bounds all the same.</summary>
    public bool HasBoundary => HasType("permission-boundary");

    /// <summary>Whether the control policies of organizations are left out.</summary>
    public bool HasControlPolicies => HasType("scp");

    /// <summary>What is wrong with them, or null.</summary>
    public AwsError? Validate()
    {
        foreach (var identifier in identifiers)
        {
            var ways = (identifier.PolicyType is null ? 0 : 1) + (identifier.PolicyArn is null ? 0 : 1) + (identifier.InlinePolicyIdentifier is null ? 0 : 1);
            if (ways != 1)
            {
                return IamErrors.InvalidInput("A policy exclusion must have one of policyType, policyArn and inlinePolicyIdentifier.");
            }

            if (identifier.InlinePolicyIdentifier is { } inline && !IsWhole(inline))
            {
                return IamErrors.InvalidInput("Invalid inline policy exclusion: policyName, attachmentType, and attachmentName are required");
            }
        }

        return null;
    }

    /// <summary>Whether a policy of the principal is left out.</summary>
    public bool Has(HeldPolicy policy)
    {
        foreach (var identifier in identifiers)
        {
            if (Names(identifier, policy))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasType(string type)
    {
        foreach (var identifier in identifiers)
        {
            if (identifier.PolicyType == type)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWhole(InlinePolicyIdentifier inline) =>
        inline is { PolicyName: { } name, AttachmentType: not null, AttachmentName: { } holder }
        && !name.AsSpan().ContainsAny('*', '?') && holder.AsSpan().Count('*') <= 1;

    private static bool Names(PolicyIdentifier identifier, HeldPolicy policy)
    {
        if (policy.Arn is null)
        {
            return identifier.PolicyType == "inline" || (identifier.InlinePolicyIdentifier is { } inline
                && inline.PolicyName == policy.Name && inline.AttachmentType == KindOf(policy) && OneStar.IsMatch(inline.AttachmentName!, policy.HolderName));
        }

        var arn = Arn.Parse(policy.Arn);
        return identifier.PolicyType == (arn.Account.SequenceEqual(EntityArns.SharedAccount) ? "aws-managed" : "user-managed")
            || (identifier.PolicyArn is { } wanted && OneStar.IsMatch(wanted, $"arn:{arn.Partition}:iam::{arn.Account}:policy/{arn.ResourceName}"));
    }

    /// <summary>The word for what has a policy.</summary>
    public static string KindOf(HeldPolicy policy) => policy.HolderKind switch
    {
        EntityKind.User => "user",
        EntityKind.Group => "group",
        _ => "role",
    };
}
