using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Operations;
using Daypass.Core.Pipeline;
using Daypass.Core.Requests;
using Daypass.Core.Sessions;
using Daypass.Policy.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Temporary credentials for a role, to whoever its trust policy and their own policies let become it.</summary>
internal sealed class AssumeRole(ServiceParts parts) : IOperation<AssumeRoleRequest, AssumeRoleResponse>
{
    private const int DefaultSeconds = 3600;
    private const int ChainedMost = 3600;

    public async ValueTask<Result<AccessList>> Demand(AssumeRoleRequest input, OperationContext context)
    {
        var caller = context.Caller;
        if (caller.Principal.Kind is PrincipalKind.Root)
        {
            return StsErrors.RootMayNotAssumeRoles();
        }

        if (!Arn.TryParse(input.RoleArn, out var arn))
        {
            return CommonErrors.NotAnArn(input.RoleArn);
        }

        var tags = TagsOf(input, caller);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        var inherited = InheritedSourceIdentity(caller);
        if (inherited is not null && input.SourceIdentity is { } wanted && wanted != inherited)
        {
            return StsErrors.SourceIdentityAlreadySet();
        }

        var proven = await MfaProof.Verify(parts, input.SerialNumber, input.TokenCode, context);
        if (!proven.Succeeded)
        {
            return proven.Error;
        }

        var asserted = ContextAssertions.Verify(parts, input.ProvidedContexts, input.RoleArn, context.Now);
        if (!asserted.Succeeded)
        {
            return asserted.Error;
        }

        var role = await parts.Directory.FindRole(arn, context.Cancelled);
        AddKeys(input, context, inherited ?? input.SourceIdentity, asserted.Value);
        context.Subject = new Assumption(role, tags.Value, asserted.Value);
        return AccessList.Of(Accesses(input, arn, role, TagKeys(role, context), tags.Value.Length > 0, inherited is not null));
    }

    public async ValueTask<Result<AssumeRoleResponse>> Handle(AssumeRoleRequest input, OperationContext context)
    {
        // What was authorized, not what has the name by now.
        if (context.Subject is not Assumption { Role: { } role } assumption)
        {
            return CommonErrors.NotAuthorized(context.Caller.Arn, "sts:AssumeRole", input.RoleArn);
        }

        var seconds = input.DurationSeconds ?? DefaultSeconds;
        if (seconds > role.Role.MaxSessionSeconds)
        {
            return StsErrors.DurationExceedsRole();
        }

        // What is lent may not be stretched either: who holds delegated credentials gets an hour, whoever approved them.
        var chained = context.Caller is { Role: not null } or { Kind: CallerKind.Delegated };
        if (chained && seconds > ChainedMost)
        {
            return StsErrors.DurationExceedsChaining();
        }

        if (await SessionPolicyRules.Refuse(parts.Directory, role.Role.Account, input.Policy, input.PolicyArns, context.Cancelled) is { } refusal)
        {
            return refusal;
        }

        var grant = new SessionGrant
        {
            Kind = SessionKind.Role,
            Account = role.Role.Account,
            PrincipalId = role.Role.Id,
            PrincipalName = role.Role.Name,
            SessionName = input.RoleSessionName,
            Policy = input.Policy,
            PolicyArns = input.PolicyArns.Arns(),
            Tags = assumption.Tags,
            SourceIdentity = InheritedSourceIdentity(context.Caller) ?? input.SourceIdentity,
            RequestContext = assumption.Asserted,
            Chained = chained,
        };
        var minted = parts.Mint.Mint(grant, TimeSpan.FromSeconds(seconds), input.MinimumSessionTokenSize ?? 0);
        return minted.Token.Fits ? Response(minted) : minted.TooLarge();
    }

    private AssumeRoleResponse Response(MintedCredentials minted)
    {
        var grant = minted.Session.Grant;
        return new AssumeRoleResponse
        {
            AssumedRoleUser = new AssumedRoleUser
            {
                AssumedRoleId = $"{grant.PrincipalId}:{grant.SessionName}",
                Arn = parts.Arns.AssumedRole(grant.Account, grant.PrincipalName, grant.SessionName),
            },
            Credentials = minted.ToCredentials(),
            PackedPolicySize = minted.PackedPolicySize(),
            SourceIdentity = grant.SourceIdentity,
            SessionTokenSize = minted.Token.Size,
            SessionTokenUtilization = minted.Token.Utilization,
        };
    }

    private static Result<SessionTag[]> TagsOf(AssumeRoleRequest input, Caller caller)
    {
        var inherited = Inherited(caller);
        return input.Tags.Count == 0 && input.TransitiveTagKeys.Count == 0 && inherited.Count == 0
            ? Array.Empty<SessionTag>()
            : SessionTagRules.Combine(input.Tags.Pairs(), input.TransitiveTagKeys, inherited);
    }

    private static IReadOnlyList<SessionTag> Inherited(Caller caller) => caller.Role is not null ? caller.Session!.Grant.Tags : [];

    private static string? InheritedSourceIdentity(Caller caller) => caller.Session?.Grant.SourceIdentity;

    private static void AddKeys(AssumeRoleRequest input, OperationContext context, string? sourceIdentity, SessionKey[] asserted)
    {
        var keys = context.Keys;
        keys.Add("sts:RoleSessionName", input.RoleSessionName);
        if (input.ExternalId is { } externalId)
        {
            keys.Add("sts:ExternalId", externalId);
        }

        if (sourceIdentity is not null)
        {
            keys.Add("sts:SourceIdentity", sourceIdentity);
        }

        SessionTagRules.AddKeys(keys, input.Tags.Pairs(), input.TransitiveTagKeys);
        ContextAssertions.AddKeys(keys, asserted);
        foreach (var tag in Inherited(context.Caller))
        {
            if (tag.Transitive)
            {
                keys.Add("aws:ResourceTag/", tag.Key, tag.Value);
                keys.Add("iam:ResourceTag/", tag.Key, tag.Value);
            }
        }
    }

    /// <summary>The keys of the role's own tags, apart from those of the request: a denial must not tell that there is a role with tags.</summary>
    private static KeyValuePair<string, string>[] TagKeys(RoleEntry? role, OperationContext context)
    {
        if (role is null || role.Role.Tags.Count == 0)
        {
            return [];
        }

        var keys = new List<KeyValuePair<string, string>>(role.Role.Tags.Count * 2);
        foreach (var tag in role.Role.Tags)
        {
            // An inherited tag stands in for the role's own of that key.
            if (!context.Keys.Contains("aws:ResourceTag/" + tag.Key))
            {
                keys.Add(new("aws:ResourceTag/" + tag.Key, tag.Value));
                keys.Add(new("iam:ResourceTag/" + tag.Key, tag.Value));
            }
        }

        return [.. keys];
    }

    /// <summary>Every action that the request needs, each decided for itself on the same role.</summary>
    private static List<Access> Accesses(
        AssumeRoleRequest input, Arn arn, RoleEntry? role, KeyValuePair<string, string>[] tagKeys, bool hasTags, bool inheritsSourceIdentity)
    {
        var assume = new Access("sts:AssumeRole", input.RoleArn)
        {
            ResourceAccount = arn.Account.ToString(),

            // An unknown role is asked about like one that trusts nobody: the answer must not tell them apart.
            ResourcePolicy = role?.Trust ?? RoleTrust.Nobody,
            Keys = tagKeys,
            Style = DenialStyle.CallerSideOnly,
        };
        var accesses = new List<Access>(4);

        // First, because a source identity that is not wanted is refused under this name at AWS, even where both are.
        if (input.SourceIdentity is not null || inheritsSourceIdentity)
        {
            accesses.Add(assume with { Action = "sts:SetSourceIdentity" });
        }

        accesses.Add(assume);
        if (hasTags)
        {
            accesses.Add(assume with { Action = "sts:TagSession" });
        }

        if (input.ProvidedContexts.Count > 0)
        {
            accesses.Add(assume with { Action = "sts:SetContext" });
        }

        return accesses;
    }

    /// <summary>What was authorized.</summary>
    private sealed record Assumption(RoleEntry? Role, SessionTag[] Tags, SessionKey[] Asserted);
}
