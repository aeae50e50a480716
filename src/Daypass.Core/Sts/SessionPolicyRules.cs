using Daypass.Core.Directory;
using Daypass.Policy.Language;
using Daypass.Policy.Validation;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Which policies may limit a session: an inline document of identity shape, and managed policies of the account or of AWS (IAM User Guide, "Session
/// policies").</summary>
public static class SessionPolicyRules
{
    /// <summary>The refusal, or null when both may limit a session.</summary>
    /// <param name="directory">Where managed policies are.</param>
    /// <param name="account">The account of the role, or of the user for GetFederationToken.</param>
    /// <param name="policy">The inline document, or null.</param>
    /// <param name="arns">The managed policies.</param>
    /// <param name="cancelled">Ends the waiting for the database.</param>
    public static async ValueTask<AwsError?> Validate(
        EntityDirectory directory, string account, string? policy, IReadOnlyList<PolicyDescriptor> arns, CancellationToken cancelled)
    {
        if (policy is not null && PolicyValidator.Validate(policy, PolicyKind.Session) is { } fault)
        {
            return StsErrors.MalformedPolicyDocument(fault.Message);
        }

        foreach (var descriptor in arns)
        {
            if (!Arn.TryParse(descriptor.Arn, out var arn))
            {
                return CommonErrors.NotAnArn(descriptor.Arn ?? "");
            }

            if ((!arn.Account.SequenceEqual(account) && !arn.Account.SequenceEqual(EntityArns.SharedAccount))
                || await directory.FindPolicy(arn.Text, cancelled) is null)
            {
                return StsErrors.MalformedPolicyDocument($"Policy {arn.Text} does not exist or may not be used as a session policy.");
            }
        }

        return null;
    }

    /// <summary>The ARNs of the descriptors.</summary>
    internal static IReadOnlyList<string> Arns(this IReadOnlyList<PolicyDescriptor> descriptors)
    {
        if (descriptors.Count == 0)
        {
            return [];
        }

        var arns = new string[descriptors.Count];
        for (var i = 0; i < arns.Length; i++)
        {
            arns[i] = descriptors[i].Arn ?? "";
        }

        return arns;
    }
}
