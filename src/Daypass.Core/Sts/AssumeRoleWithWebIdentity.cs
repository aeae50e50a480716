using Daypass.Core.Authorization;
using Daypass.Core.Identity;
using Daypass.Core.Operations;
using Daypass.Core.Pipeline;
using Daypass.Core.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Temporary credentials for a role, to whoever holds a token of an OpenID Connect provider that the role's account registered and its trust policy names.</summary>
internal sealed class AssumeRoleWithWebIdentity(ServiceParts parts, IWebIdentityVerifier verifier) : IOperation<AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse>
{
    private const string Action = "sts:AssumeRoleWithWebIdentity";

    private readonly FederatedRoles _roles = new(parts, Action);

    public async ValueTask<Result<AccessList>> Demand(AssumeRoleWithWebIdentityRequest input, OperationContext context)
    {
        if (!Arn.TryParse(input.RoleArn, out var arn))
        {
            return CommonErrors.NotAnArn(input.RoleArn);
        }

        if (input.ProviderId is { } providerId)
        {
            return RefuseProvider(providerId);
        }

        var account = arn.Account.ToString();
        var verified = await verifier.Verify(
            input.WebIdentityToken,
            input.RoleArn,
            async (issuer, cancelled) => (await parts.Directory.FindOidcProvider(account, issuer, cancelled))?.Registration,
            context.Cancelled);
        if (!verified.Succeeded)
        {
            return verified.Error;
        }

        var identity = verified.Value;
        context.Keys.Add("sts:RoleAuthorizedByIdp", identity.RoleAuthorizedByIdp ? "true" : "false");
        return await _roles.Demand(
            arn,
            new FederatedClaim(identity.ProviderArn, account, input.RoleSessionName, identity.SessionTags, identity.SourceIdentity, identity.TrustKeys, identity.SessionKeys),
            identity,
            context);
    }

    public async ValueTask<Result<AssumeRoleWithWebIdentityResponse>> Handle(AssumeRoleWithWebIdentityRequest input, OperationContext context)
    {
        var minted = await _roles.Mint(
            new FederatedRequest(input.DurationSeconds, Longest: null, input.Policy, input.PolicyArns, input.MinimumSessionTokenSize), context);
        if (!minted.Succeeded)
        {
            return minted.Error;
        }

        var identity = FederatedRoles.Proof<WebIdentity>(context);
        return new AssumeRoleWithWebIdentityResponse
        {
            Credentials = minted.Value.ToCredentials(),
            SubjectFromWebIdentityToken = identity.Subject,
            AssumedRoleUser = _roles.User(minted.Value),
            PackedPolicySize = minted.Value.Token.Utilization,
            Provider = identity.ProviderArn,
            Audience = identity.Audience,
            SourceIdentity = identity.SourceIdentity,
            SessionTokenSize = minted.Value.Token.Size,
            SessionTokenUtilization = minted.Value.Token.Utilization,
        };
    }

    // The two OAuth providers that AWS knows by name are never contacted; a JWT sent with their names is answered as AWS answers it.
    private static AwsError RefuseProvider(string providerId) => providerId switch
    {
        "www.amazon.com" => new(ErrorCode.InvalidIdentityToken, 400, "Provided Token is not a Login With Amazon token"),
        "graph.facebook.com" => new(ErrorCode.IdpRejectedClaim, 403, "The identity provider rejected the token."),
        _ => StsErrors.NotAuthorizedUnsigned("AssumeRoleWithWebIdentity"),
    };
}
