using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Identity;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Sessions;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Temporary credentials for a role, for the bearer of a token of an OpenID Connect provider that the role's account registered and its trust policy
/// names.</summary>
internal sealed class AssumeRoleWithWebIdentity(EntityDirectory directory, RoleSessionMint mint, IWebIdentityVerifier verifier)
    : FederatedOperation<AssumeRoleWithWebIdentityRequest, WebIdentity, FederatedTarget, AssumeRoleWithWebIdentityResponse>
{
    private readonly FederatedRoles _roles = new(directory, mint, "sts:AssumeRoleWithWebIdentity");

    protected override async ValueTask<Result<WebIdentity>> Authenticate(AssumeRoleWithWebIdentityRequest input, OperationContext context)
    {
        if (!Arn.TryParse(input.RoleArn, out var arn))
        {
            return CommonErrors.NotAnArn(input.RoleArn);
        }

        if (!FederatedRoles.IsOf(arn, "role"))
        {
            return StsErrors.InvalidRequestArn();
        }

        if (input.ProviderId is { } providerId)
        {
            return NoSuchProvider(providerId);
        }

        var account = arn.Account.ToString();
        return await verifier.Verify(
            input.WebIdentityToken,
            input.RoleArn,
            async (issuer, cancelled) => (await directory.FindOidcProvider(account, issuer, cancelled))?.Registration,
            context.Cancelled);
    }

    protected override ValueTask<Result<Demand<FederatedTarget>>> Resolve(
        FederatedRequest<AssumeRoleWithWebIdentityRequest, WebIdentity> request, OperationContext context)
    {
        context.Keys.Add("sts:RoleAuthorizedByIdp", request.Identity.RoleAuthorizedByIdp ? "true" : "false");
        return _roles.Resolve(request.Input.RoleArn, request.Identity, request.Input.RoleSessionName, context);
    }

    protected override async ValueTask<Result<AssumeRoleWithWebIdentityResponse>> Handle(
        FederatedRequest<AssumeRoleWithWebIdentityRequest, WebIdentity> request, FederatedTarget target, OperationContext context)
    {
        var (input, identity) = request;
        var minted = await _roles.Mint(
            target,
            identity,
            new RoleSessionRequest(input.DurationSeconds, input.Policy, input.PolicyArns, input.MinimumSessionTokenSize),
            longest: null,
            context.Cancelled);
        return minted.Succeeded ? Response(minted.Value, identity) : minted.Error;
    }

    private AssumeRoleWithWebIdentityResponse Response(MintedCredentials minted, WebIdentity identity) => new()
    {
        Credentials = minted.ToCredentials(),
        SubjectFromWebIdentityToken = identity.Subject,
        AssumedRoleUser = mint.UserOf(minted),
        PackedPolicySize = minted.Token.Utilization,
        Provider = identity.ProviderArn,
        Audience = identity.Audience,
        SourceIdentity = identity.SourceIdentity,
        SessionTokenSize = minted.Token.Size,
        SessionTokenUtilization = minted.Token.Utilization,
        TrustedIdentityPropagationContext = identity.Propagated.ToAnswer(),
    };

    // The two OAuth providers that AWS knows by name are never contacted; a JWT sent with their names is answered as AWS answers it.
    private static AwsError NoSuchProvider(string providerId) => providerId switch
    {
        "www.amazon.com" => new(ErrorCode.InvalidIdentityToken, "Provided Token is not a Login With Amazon token"),
        "graph.facebook.com" => new(ErrorCode.IdpRejectedClaim, "graph.facebook.com: graph.facebook.com responded with HTTP/1.1 400 Bad Request"),
        _ => StsErrors.NotAuthorizedUnsigned("AssumeRoleWithWebIdentity"),
    };
}
