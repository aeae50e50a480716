using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Identity;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Temporary credentials for a role, for the bearer of a response of a SAML provider that the role's account registered and its trust policy
/// names.</summary>
internal sealed class AssumeRoleWithSaml(EntityDirectory directory, IEphemeralStore ephemeral, RoleSessionMint mint, ISamlTrusts trusts)
    : FederatedOperation<AssumeRoleWithSamlRequest, SamlIdentity, FederatedTarget, AssumeRoleWithSamlResponse>
{
    private readonly FederatedRoles _roles = new(directory, mint, "sts:AssumeRoleWithSAML");

    protected override async ValueTask<Result<SamlIdentity>> Authenticate(AssumeRoleWithSamlRequest input, OperationContext context)
    {
        if (!Arn.TryParse(input.RoleArn, out var arn))
        {
            return CommonErrors.NotAnArn(input.RoleArn);
        }

        if (!Arn.TryParse(input.PrincipalArn, out var providerArn))
        {
            return CommonErrors.NotAnArn(input.PrincipalArn);
        }

        if (!FederatedRoles.IsOf(arn, "role") || !FederatedRoles.IsOf(providerArn, "saml-provider"))
        {
            return StsErrors.InvalidRequestArn();
        }

        // A provider speaks for roles of its own account only.
        if (!providerArn.Account.SequenceEqual(arn.Account) || await directory.FindSamlProvider(providerArn, context.Cancelled) is not { } provider)
        {
            return FederationErrors.NoSamlProvider();
        }

        var trust = provider.Trust(trusts);
        return trust.Succeeded ? trust.Value.Verify(input.SamlAssertion, input.RoleArn) : trust.Error;
    }

    protected override ValueTask<Result<Demand<FederatedTarget>>> Resolve(FederatedRequest<AssumeRoleWithSamlRequest, SamlIdentity> request,
        OperationContext context) =>
        _roles.Resolve(request.Input.RoleArn, request.Identity, request.Identity.RoleSessionName, context);

    protected override async ValueTask<Result<AssumeRoleWithSamlResponse>> Handle(
        FederatedRequest<AssumeRoleWithSamlRequest, SamlIdentity> request, FederatedTarget target, OperationContext context)
    {
        var (input, identity) = request;
        var minted = await _roles.Mint(
            target,
            identity,
            new RoleSessionRequest(input.DurationSeconds, input.Policy, input.PolicyArns, input.MinimumSessionTokenSize),
            identity.LongestSession,
            context.Cancelled);
        if (!minted.Succeeded)
        {
            return minted.Error;
        }

        // Last, so that a request refused for another reason does not use the assertion up; all nodes share the memory.
        if (identity.IsForOneUse
            && !await ephemeral.TryRemember("saml-assertion", $"{identity.ProviderArn} {identity.AssertionId}", identity.RememberUntil, context.Cancelled))
        {
            return FederationErrors.AssertionIsUsed;
        }

        return new AssumeRoleWithSamlResponse
        {
            Credentials = minted.Value.ToCredentials(),
            AssumedRoleUser = mint.UserOf(minted.Value),
            PackedPolicySize = minted.Value.Token.Utilization,
            Subject = identity.Subject,
            SubjectType = identity.SubjectType,
            Issuer = identity.Issuer,
            Audience = identity.Audience,
            NameQualifier = identity.NameQualifier,
            SourceIdentity = identity.SourceIdentity,
            SessionTokenSize = minted.Value.Token.Size,
            SessionTokenUtilization = minted.Value.Token.Utilization,

            // Who had the assertion encrypted does not want its content said in the clear to whoever redeems it.
            TrustedIdentityPropagationContext = identity.IsEncrypted ? null : identity.Propagated.ToAnswer(),
        };
    }
}
