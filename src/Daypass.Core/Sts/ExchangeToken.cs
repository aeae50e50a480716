using Daypass.Core.Authentication;
using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Identity;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Verification;

namespace Daypass.Core.Sts;

/// <summary>
/// A web identity token of the account for a token of a registered provider (RFC 8693). It asks what AssumeRoleWithWebIdentity asks of the role's trust policy
/// and then what GetWebIdentityToken asks of the role, so that nobody gets what the two would not give.
/// </summary>
internal sealed class ExchangeToken(
    EntityDirectory directory, RoleSessionMint mint, IWebIdentityVerifier verifier, IdentityTokens tokens, Authorizer authorizer)
    : FederatedOperation<ExchangeTokenRequest, WebIdentity, FederatedTarget, ExchangeTokenResponse>
{
    /// <summary>The name of the session that is never handed out.</summary>
    public const string SessionName = "token-exchange";

    private const int Seconds = 300;

    private readonly FederatedRoles _roles = new(directory, mint, "sts:AssumeRoleWithWebIdentity");

    /// <summary>What the role must be allowed; before that its trust policy admits the subject.</summary>
    public override Permission Permission => new SelfPermission(IdentityTokens.Get) { AlsoActions = ["sts:AssumeRoleWithWebIdentity"] };

    protected override async ValueTask<Result<WebIdentity>> Authenticate(ExchangeTokenRequest input, OperationContext context)
    {
        if (!Arn.TryParse(input.RoleArn, out var arn) || !FederatedRoles.IsOf(arn, "role") || !arn.Account.SequenceEqual(input.Account))
        {
            return OAuthErrors.InvalidClient("The client_id is not the ARN of a role of this account.");
        }

        if (ExchangeRules.Validate(input) is { } refusal)
        {
            return refusal;
        }

        // Algorithm and tags are our own, so the scope alone can be wrong.
        if (IdentityTokens.Validate(ExchangeRules.Statement(input, Seconds, null)) is { } wrongScope)
        {
            return OAuthErrors.InvalidScope(wrongScope.Message!);
        }

        var subject = await Verify(input.SubjectToken, input, context);
        if (!subject.Succeeded || input.ActorToken is null)
        {
            return subject.Succeeded ? ExchangeRules.Combine(subject.Value, null) : subject.Error;
        }

        var actor = await Verify(input.ActorToken, input, context);
        return actor.Succeeded ? ExchangeRules.Combine(subject.Value, actor.Value) : actor.Error;
    }

    protected override ValueTask<Result<Demand<FederatedTarget>>> Resolve(
        FederatedRequest<ExchangeTokenRequest, WebIdentity> request, OperationContext context)
    {
        var (input, identity) = request;
        context.Keys.Add("sts:RoleAuthorizedByIdp", identity.RoleAuthorizedByIdp ? "true" : "false");
        if (identity.PresentedActor is { } actor)
        {
            context.Keys.Add("daypass:ActorSubject", actor.Subject);
            context.Keys.Add("daypass:ActorIssuer", actor.Issuer);
            context.Keys.Add("daypass:ActorProviderArn", actor.ProviderArn);
        }

        return _roles.Resolve(input.RoleArn, identity, SessionName, context);
    }

    protected override async ValueTask<Result<ExchangeTokenResponse>> Handle(
        FederatedRequest<ExchangeTokenRequest, WebIdentity> request, FederatedTarget target, OperationContext context)
    {
        var (input, identity) = request;
        var now = context.Now.ToUnixTimeSeconds();
        var ends = Math.Min(identity.ExpiresAt, identity.PresentedActor?.ExpiresAt ?? long.MaxValue);
        var seconds = (int)Math.Clamp(ends - now, 0, Seconds);
        if (seconds == 0)
        {
            return FederationErrors.TokenExpired(now, ends);
        }

        var minted = await _roles.Mint(target, identity, new RoleSessionRequest(null, null, [], null), TimeSpan.FromSeconds(seconds), context.Cancelled);
        if (!minted.Succeeded)
        {
            return minted.Error;
        }

        var found = await SessionCallers.Find(directory, minted.Value.Session, context.Cancelled);
        if (!found.Succeeded)
        {
            return StsErrors.NotAuthorizedUnsigned("AssumeRoleWithWebIdentity") with { Reason = found.Error.Reason };
        }

        var caller = found.Value;

        // A context of its own: the role is asked about as the role, with none of the keys of the exchange before it.
        var asking = new OperationContext
        {
            Caller = caller,
            Now = context.Now,
            RequestId = context.RequestId,
            Region = context.Region,
            Source = context.Source,
            Cancelled = context.Cancelled,
        };
        var statement = ExchangeRules.Statement(input, seconds, ExchangeRules.ActorOf(identity));
        GlobalConditionKeys.Fill(asking);
        foreach (var access in tokens.Demand(statement, caller.Account, asking.Keys))
        {
            if (await authorizer.Authorize([access], asking) is { } denial)
            {
                return (access.Action == IdentityTokens.SetScope ? OAuthErrors.InvalidScope(denial.Message!) : OAuthErrors.InvalidTarget(denial.Message!))
                    with { Reason = denial.Reason };
            }
        }

        var issued = await tokens.Issue(statement, asking);
        return issued.Succeeded
            ? new ExchangeTokenResponse
            {
                AccessToken = issued.Value.Text,
                IssuedTokenType = input.RequestedTokenType ?? ExchangeRules.AccessToken,
                TokenType = input.RequestedTokenType == ExchangeRules.Jwt ? "N_A" : "Bearer",
                ExpiresIn = seconds,
                Scope = input.Scope,
            }
            : issued.Error;
    }

    private ValueTask<Result<WebIdentity>> Verify(string token, ExchangeTokenRequest input, OperationContext context) => verifier.Verify(
        token,
        input.RoleArn,
        async (issuer, cancelled) => (await directory.FindOidcProvider(input.Account, issuer, cancelled))?.Registration,
        context.Cancelled);
}
