using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Mfa;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Sessions;
using Daypass.Policy.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Temporary credentials for a role, for a caller whom its trust policy and their own policies allow.</summary>
internal sealed class AssumeRole(EntityDirectory directory, MfaVerifier mfa, ContextAssertions assertions, RoleSessionMint mint)
    : Operation<AssumeRoleRequest, AssumeRole.Target, AssumeRoleResponse>
{
    private const int ChainedMost = 3600;

    protected override async ValueTask<Result<Demand<Target>>> Resolve(AssumeRoleRequest input, OperationContext context)
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

        var passed = input.Tags.Pairs();
        var tags = TagsOf(passed, input, caller);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        var inherited = InheritedSourceIdentity(caller);
        if (inherited is not null && input.SourceIdentity is { } wanted && wanted != inherited)
        {
            return StsErrors.SourceIdentityAlreadySet();
        }

        var proven = await MfaProof.Verify(mfa, input.SerialNumber, input.TokenCode, context);
        if (!proven.Succeeded)
        {
            return proven.Error;
        }

        var asserted = assertions.Verify(input.ProvidedContexts, input.RoleArn, context.Now);
        if (!asserted.Succeeded)
        {
            return asserted.Error;
        }

        var role = await directory.FindRole(arn, context.Cancelled);
        AddKeys(input, passed, context, inherited ?? input.SourceIdentity, asserted.Value);
        return new Demand<Target>(
            Accesses(input, arn, role, TagKeys(role, context), tags.Value.Length > 0, inherited is not null),
            new Target(role, tags.Value, asserted.Value));
    }

    protected override async ValueTask<Result<AssumeRoleResponse>> Handle(AssumeRoleRequest input, Target target, OperationContext context)
    {
        if (target.Role is not { } role)
        {
            return CommonErrors.NotAuthorized(context.Caller.Arn, "sts:AssumeRole", input.RoleArn);
        }

        var request = new RoleSessionRequest(input.DurationSeconds, input.Policy, input.PolicyArns, input.MinimumSessionTokenSize);
        if (request.Seconds > role.Role.MaxSessionSeconds)
        {
            return StsErrors.DurationExceedsRole();
        }

        // AWS counts a session of GetSessionToken as chaining, though its guide speaks of roles. What is lent may not be stretched either: who holds
        // delegated credentials gets an hour, whoever approved them.
        var chained = context.Caller is { Role: not null } or { Kind: CallerKind.UserSession or CallerKind.Delegated };
        if (chained && request.Seconds > ChainedMost)
        {
            return StsErrors.DurationExceedsChaining();
        }

        var grant = RoleSessionMint.GrantFor(role, input.RoleSessionName) with
        {
            Tags = target.Tags,
            SourceIdentity = InheritedSourceIdentity(context.Caller) ?? input.SourceIdentity,
            RequestContext = target.Asserted,
            Chained = chained,
            Ancestors = context.Caller.Descent(),
            Propagated = context.Caller.Session?.Grant.Propagated,
        };
        var made = await mint.Mint(role, request, TimeSpan.FromSeconds(request.Seconds), grant, context.Cancelled);
        return made.Succeeded ? Response(made.Value) : made.Error;
    }

    private AssumeRoleResponse Response(MintedCredentials minted) => new()
    {
        AssumedRoleUser = mint.UserOf(minted),
        Credentials = minted.ToCredentials(),
        PackedPolicySize = minted.PackedPolicySize(),
        SourceIdentity = minted.Session.Grant.SourceIdentity,
        SessionTokenSize = minted.Token.Size,
        SessionTokenUtilization = minted.Token.Utilization,
    };

    private static Result<SessionTag[]> TagsOf(IReadOnlyList<KeyValuePair<string, string>> passed, AssumeRoleRequest input, Caller caller)
    {
        var inherited = Inherited(caller);
        return input.Tags.Count == 0 && input.TransitiveTagKeys.Count == 0 && inherited.Count == 0
            ? Array.Empty<SessionTag>()
            : SessionTagRules.Combine(passed, input.TransitiveTagKeys, inherited);
    }

    private static IReadOnlyList<SessionTag> Inherited(Caller caller) => caller.Role is not null ? caller.Session!.Grant.Tags : [];

    private static string? InheritedSourceIdentity(Caller caller) => caller.Session?.Grant.SourceIdentity;

    private static void AddKeys(
        AssumeRoleRequest input, IReadOnlyList<KeyValuePair<string, string>> passed, OperationContext context, string? sourceIdentity, SessionKey[] asserted)
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

        SessionTagRules.AddKeys(keys, passed, input.TransitiveTagKeys);
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

    /// <summary>What was authorized: the role, not what has its name by then.</summary>
    /// <param name="Role">The role; null when there is none, which no policy can allow.</param>
    /// <param name="Tags">The tags of the session.</param>
    /// <param name="Asserted">What the provided contexts assert.</param>
    internal sealed record Target(RoleEntry? Role, SessionTag[] Tags, SessionKey[] Asserted);
}
