using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Identity;
using Daypass.Core.Requests;
using Daypass.Core.Sessions;
using Daypass.Policy.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Sts;

/// <summary>What was authorized: the role, not what has its name by then.</summary>
/// <param name="Role">The role; null when there is none, which no policy can allow.</param>
/// <param name="SessionName">The name of its session.</param>
internal sealed record FederatedTarget(RoleEntry? Role, string SessionName);

/// <summary>What a proven token and a proven assertion share: the provider is the principal, the trust policy decides, a role session is minted.</summary>
internal sealed class FederatedRoles(EntityDirectory directory, RoleSessionMint mint, string action)
{
    /// <summary>True for the ARN of something of this type in an account: <c>arn:P:iam::ACCOUNT:TYPE/NAME</c>.</summary>
    public static bool IsOf(Arn arn, string type) => arn.Service.SequenceEqual("iam") && arn.Region.IsEmpty && arn.TryGetAccountId(out _)
        && arn.ResourceType.SequenceEqual(type) && arn.ResourcePath.Length > 0 && arn.ResourceName.Length > 0;

    /// <summary>Fills in the condition keys, and asks the role's trust policy for every action the request needs.</summary>
    public async ValueTask<Result<Demand<FederatedTarget>>> Resolve(string roleArn, FederatedIdentity identity, string sessionName, OperationContext context)
    {
        var arn = Arn.Parse(roleArn);
        var role = await directory.FindRole(arn, context.Cancelled);
        AddKeys(identity, context.Caller.Account, sessionName, role, context.Keys);

        // An unknown role is asked about like one that trusts nobody: the answer must not tell them apart.
        var assume = new Access(action, arn.Text)
        {
            ResourceAccount = arn.Account.ToString(),
            ResourcePolicy = role?.Trust ?? RoleTrust.Nobody,
            Style = DenialStyle.Unsigned,
            NamedAs = action,
        };
        var accesses = new List<Access>(3) { assume };
        if (identity.SessionTags.Count > 0)
        {
            accesses.Add(assume with { Action = "sts:TagSession" });
        }

        if (identity.SourceIdentity is not null)
        {
            accesses.Add(assume with { Action = "sts:SetSourceIdentity" });
        }

        return new Demand<FederatedTarget>(accesses, new FederatedTarget(role, sessionName));
    }

    /// <summary>Credentials for what was authorized.</summary>
    /// <param name="target">What was authorized.</param>
    /// <param name="identity">Who was proven.</param>
    /// <param name="request">What is asked of the session.</param>
    /// <param name="longest">The longest session that the identity provider allows, or null.</param>
    /// <param name="cancelled">Gives up.</param>
    public async ValueTask<Result<MintedCredentials>> Mint(
        FederatedTarget target, FederatedIdentity identity, RoleSessionRequest request, TimeSpan? longest, CancellationToken cancelled)
    {
        if (target.Role is not { } role)
        {
            return StsErrors.NotAuthorizedUnsigned(action["sts:".Length..]);
        }

        if (request.Seconds > role.Role.MaxSessionSeconds)
        {
            return identity is SamlIdentity ? StsErrors.SamlDurationExceedsRole() : StsErrors.DurationExceedsRole();
        }

        // The provider's own limit shortens silently, even below the 900 seconds that a request may ask for.
        var asked = TimeSpan.FromSeconds(request.Seconds);
        var lifetime = longest < asked ? TimeSpan.FromSeconds(Math.Floor(longest.Value.TotalSeconds)) : asked;
        var grant = RoleSessionMint.GrantFor(role, target.SessionName) with
        {
            Tags = identity.SessionTags,
            SourceIdentity = identity.SourceIdentity,
            FederatedProvider = identity.ProviderArn,
            FederatedKeys = identity.SessionKeys,
            Propagated = identity.Propagated,
        };
        return await mint.Mint(role, request, lifetime, grant, cancelled);
    }

    private static void AddKeys(FederatedIdentity identity, string account, string sessionName, RoleEntry? role, RequestContext keys)
    {
        // As AWS was seen to fill them in for a federated caller; there is no aws:PrincipalArn.
        keys.Add("aws:FederatedProvider", identity.ProviderArn);
        keys.Add("aws:PrincipalAccount", account);
        keys.Add("aws:PrincipalType", "User");
        keys.Add("aws:userid", identity.ProviderArn);
        keys.Add("sts:RoleSessionName", sessionName);
        if (identity.SourceIdentity is { } sourceIdentity)
        {
            keys.Add("sts:SourceIdentity", sourceIdentity);
        }

        if (identity.Propagated is { } propagated)
        {
            PropagatedKeys.Add(keys, propagated);
        }

        foreach (var tag in identity.SessionTags)
        {
            keys.Add("aws:RequestTag/", tag.Key, tag.Value);
            keys.Append("aws:TagKeys", tag.Key);
            if (tag.Transitive)
            {
                keys.Append("sts:TransitiveTagKeys", tag.Key);
            }
        }

        foreach (var key in identity.TrustKeys)
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
}
