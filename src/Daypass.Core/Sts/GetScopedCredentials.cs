using System.Globalization;
using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Sessions;
using Daypass.Policy.Language;
using Daypass.Policy.Validation;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Credentials of the calling session that may do less or end sooner. Whose they are, since when, and what else the session carries stays.</summary>
internal sealed class GetScopedCredentials(EntityDirectory directory, CredentialMint mint)
    : Operation<GetScopedCredentialsRequest, Session, GetScopedCredentialsResponse>
{
    public override Permission Permission => new SelfPermission("sts:GetScopedCredentials");

    protected override ValueTask<Result<Demand<Session>>> Resolve(GetScopedCredentialsRequest input, OperationContext context)
    {
        if (context.Caller.Session is not { } session)
        {
            return new(StsErrors.NoSessionToScope() with { Reason = Reasons.LongTermKeyCannotBeScoped.Text });
        }

        if (input.Policy is null && input.DurationSeconds is null)
        {
            return new(StsErrors.NothingToScope());
        }

        context.Keys.Add("sts:DurationSeconds", (input.DurationSeconds ?? SecondsLeft(session, context.Now)).ToString(CultureInfo.InvariantCulture));
        return new(new Demand<Session>([new Access("sts:GetScopedCredentials", directory.Arns.Self(context.Caller.Account))], session));
    }

    protected override ValueTask<Result<GetScopedCredentialsResponse>> Handle(
        GetScopedCredentialsRequest input, Session session, OperationContext context)
    {
        var policies = session.Grant.Scope?.Policies ?? [];
        if (input.Policy is { } policy)
        {
            if (policies.Count >= SessionScope.MostPolicies)
            {
                return new(StsErrors.TooManyScopes(SessionScope.MostPolicies) with { Reason = Reasons.SessionHasAllScopes.Text });
            }

            if (PolicyValidator.Validate(policy, PolicyKind.Session) is { } fault)
            {
                return new(StsErrors.MalformedPolicyDocument(fault.Message));
            }

            policies = [.. policies, policy];
        }

        if (input.DurationSeconds > SecondsLeft(session, context.Now))
        {
            return new(StsErrors.InsufficientSessionLifetime());
        }

        return new(Mint(session, input, policies, context));
    }

    private Result<GetScopedCredentialsResponse> Mint(
        Session session, GetScopedCredentialsRequest input, IReadOnlyList<string> policies, OperationContext context)
    {
        var described = string.IsNullOrEmpty(input.ScopedSessionDescription) ? session.Grant.Scope?.Description : input.ScopedSessionDescription;
        var grant = session.Grant with
        {
            Scope = new SessionScope(session.AccessKeyId, policies, described),
            Ancestors = session.Grant.Scope is { } before ? [.. session.Grant.Ancestors, before.ParentKeyId] : session.Grant.Ancestors,
        };
        var end = input.DurationSeconds is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(context.Now.ToUnixTimeSeconds() + seconds) : session.ExpiresAt;

        // Issued when the first of them was: a policy that ends what is older than an instant ends what was made of it, whenever that was.
        var minted = mint.MintUntil(grant, session.IssuedAt, end, input.MinimumSessionTokenSize ?? 0);
        if (!minted.Token.Fits)
        {
            return minted.TooLarge();
        }

        return new GetScopedCredentialsResponse
        {
            Credentials = minted.ToCredentials(),
            SessionInfo = new ScopedSession { ScopedSessionId = context.Caller.UserId, Arn = context.Caller.Arn },
            SessionTokenUtilization = minted.Token.Utilization,
            SessionTokenSize = minted.Token.Size,
            ScopedPoliciesCount = policies.Count,
            SourceIdentity = grant.SourceIdentity,
        };
    }

    /// <summary>How long the session still lasts, in whole seconds: so much can be asked for at this instant.</summary>
    private static long SecondsLeft(Session session, DateTimeOffset now) => session.ExpiresAt.ToUnixTimeSeconds() - now.ToUnixTimeSeconds();
}
