using Daypass.Core.Directory;
using Daypass.Iam.Quotas;
using Daypass.Iam.Documents;
using Daypass.Core.Identity;
using Daypass.Policy.Validation;
using Daypass.Protocol;

namespace Daypass.Worlds.Checking;

/// <summary>What the operator set, as far as worlds are concerned.</summary>
/// <param name="Arns">Writes ARNs.</param>
/// <param name="Prefixes">How access key ids begin.</param>
/// <param name="Quotas">What one entity may have; how many entities an account may have does not bind its operator.</param>
/// <param name="Trust">What was changed of the rules for trust policies.</param>
/// <param name="Federation">Checks what providers are registered with; without it that is not checked.</param>
internal sealed record WorldSettings(EntityArns Arns, AccessKeyPrefixes Prefixes, IamQuotas Quotas, TrustRules Trust, FederationVerifiers? Federation)
{
    /// <summary>Checks and shows trust policies.</summary>
    public TrustPolicies Trusts { get; } = new(Arns, Quotas, Trust);
}
