using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Pipeline;
using Daypass.Core.Requests;
using Daypass.Core.Sessions;
using Daypass.Policy.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>What a proven token or assertion says that role and session depend on, whichever of the two it was.</summary>
internal sealed record FederatedClaim(
    string ProviderArn,
    string ProviderAccount,
    string SessionName,
    IReadOnlyList<SessionTag> Tags,
    string? SourceIdentity,
    IReadOnlyList<SessionKey> TrustKeys,
    IReadOnlyList<SessionKey> SessionKeys);

/// <summary>What the request asks of the session; <paramref name="Longest"/> is what the identity provider allows.</summary>
internal sealed record FederatedRequest(int? DurationSeconds, TimeSpan? Longest, string? Policy, IReadOnlyList<PolicyDescriptor> PolicyArns, int? MinimumTokenSize);

/// <summary>The road that a proven token and a proven assertion share: the provider becomes the principal, the trust policy decides, a role session is minted.</summary>
internal sealed class FederatedRoles(ServiceParts parts, string action)
{
    private const int DefaultSeconds = 3600;

    /// <summary>Makes the provider the caller, fills in the condition keys, and asks the role's trust policy for every action the request needs.</summary>
    public async ValueTask<Result<AccessList>> Demand(Arn roleArn, FederatedClaim claim, object proof, OperationContext context)
    {
        var role = await parts.Directory.FindRole(roleArn, context.Cancelled);
        context.Caller = Caller.VouchedForBy(claim.ProviderArn, claim.ProviderAccount);
        context.Subject = new Assumption(role, claim);
        context.Proof = proof;
        AddKeys(claim, role, context.Keys);

        // An unknown role is asked about like one that trusts nobody: the answer must not tell them apart.
        var assume = new Access(action, roleArn.Text)
        {
            ResourceAccount = roleArn.Account.ToString(),
            ResourcePolicy = role?.Trust ?? RoleTrust.Nobody,
            Style = DenialStyle.Unsigned,
            NamedAs = action,
        };
        var accesses = new List<Access>(3) { assume };
        if (claim.Tags.Count > 0)
        {
            accesses.Add(assume with { Action = "sts:TagSession" });
        }

        if (claim.SourceIdentity is not null)
        {
            accesses.Add(assume with { Action = "sts:SetSourceIdentity" });
        }

        return AccessList.Of(accesses);
    }

    /// <summary>Credentials for what was authorized.</summary>
    public async ValueTask<Result<MintedCredentials>> Mint(FederatedRequest request, OperationContext context)
    {
        // What was authorized, not what has the name by now.
        if (context.Subject is not Assumption { Role: { } role, Claim: var claim })
        {
            return StsErrors.NotAuthorizedUnsigned(action["sts:".Length..]);
        }

        var seconds = request.DurationSeconds ?? DefaultSeconds;
        if (seconds > role.Role.MaxSessionSeconds)
        {
            return action == "sts:AssumeRoleWithSAML" ? StsErrors.SamlDurationExceedsRole() : StsErrors.DurationExceedsRole();
        }

        if (await SessionPolicyRules.Refuse(parts.Directory, role.Role.Account, request.Policy, request.PolicyArns, context.Cancelled) is { } refusal)
        {
            return refusal;
        }

        var grant = new SessionGrant
        {
            Kind = SessionKind.Role,
            Account = role.Role.Account,
            PrincipalId = role.Role.Id,
            PrincipalName = role.Role.Name,
            SessionName = claim.SessionName,
            Policy = request.Policy,
            PolicyArns = request.PolicyArns.Arns(),
            Tags = claim.Tags,
            SourceIdentity = claim.SourceIdentity,
            FederatedProvider = claim.ProviderArn,
            FederatedKeys = claim.SessionKeys,
        };
        var asked = TimeSpan.FromSeconds(seconds);

        // The provider's own limit shortens silently, even below the 900 seconds that a request may ask for.
        var lifetime = request.Longest < asked ? TimeSpan.FromSeconds(Math.Floor(request.Longest.Value.TotalSeconds)) : asked;
        var minted = parts.Mint.Mint(grant, lifetime, request.MinimumTokenSize ?? 0);
        return minted.Token.Fits ? minted : minted.TooLarge();
    }

    /// <summary>What was proven, for the answer.</summary>
    public static T Proof<T>(OperationContext context) where T : class => (T)context.Proof!;

    /// <summary>The session as answers name it.</summary>
    public AssumedRoleUser User(MintedCredentials minted)
    {
        var grant = minted.Session.Grant;
        return new AssumedRoleUser
        {
            AssumedRoleId = $"{grant.PrincipalId}:{grant.SessionName}",
            Arn = parts.Arns.AssumedRole(grant.Account, grant.PrincipalName, grant.SessionName),
        };
    }

    private static void AddKeys(FederatedClaim claim, RoleEntry? role, RequestContext keys)
    {
        // As AWS was seen to fill them in for a federated caller; there is no aws:PrincipalArn.
        keys.Add("aws:FederatedProvider", claim.ProviderArn);
        keys.Add("aws:PrincipalAccount", claim.ProviderAccount);
        keys.Add("aws:PrincipalType", "User");
        keys.Add("aws:userid", claim.ProviderArn);
        keys.Add("sts:RoleSessionName", claim.SessionName);
        if (claim.SourceIdentity is { } sourceIdentity)
        {
            keys.Add("sts:SourceIdentity", sourceIdentity);
        }

        foreach (var tag in claim.Tags)
        {
            keys.Add("aws:RequestTag/", tag.Key, tag.Value);
            keys.Append("aws:TagKeys", tag.Key);
            if (tag.Transitive)
            {
                keys.Append("sts:TransitiveTagKeys", tag.Key);
            }
        }

        foreach (var key in claim.TrustKeys)
        {
            if (key.IsList)
            {
                keys.Add(key.Name, key.Values);
            }
            else
            {
                keys.Add(key.Name, key.Values[0]);
            }
        }

        foreach (var tag in role?.Role.Tags ?? [])
        {
            keys.Add("aws:ResourceTag/", tag.Key, tag.Value);
            keys.Add("iam:ResourceTag/", tag.Key, tag.Value);
        }
    }

    /// <summary>What was authorized.</summary>
    private sealed record Assumption(RoleEntry? Role, FederatedClaim Claim);
}
