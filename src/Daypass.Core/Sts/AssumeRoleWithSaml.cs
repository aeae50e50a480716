using Daypass.Core.Authorization;
using Daypass.Core.Identity;
using Daypass.Core.Operations;
using Daypass.Core.Pipeline;
using Daypass.Core.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Temporary credentials for a role, to whoever holds a response of a SAML provider that the role's account registered and its trust policy names.</summary>
internal sealed class AssumeRoleWithSaml(ServiceParts parts, ISamlTrusts trusts) : IOperation<AssumeRoleWithSamlRequest, AssumeRoleWithSamlResponse>
{
    private const string Action = "sts:AssumeRoleWithSAML";

    private readonly FederatedRoles _roles = new(parts, Action);

    public async ValueTask<Result<AccessList>> Demand(AssumeRoleWithSamlRequest input, OperationContext context)
    {
        if (!Arn.TryParse(input.RoleArn, out var arn))
        {
            return CommonErrors.NotAnArn(input.RoleArn);
        }

        if (!Arn.TryParse(input.PrincipalArn, out var providerArn))
        {
            return CommonErrors.NotAnArn(input.PrincipalArn);
        }

        // A provider speaks for roles of its own account only.
        if (!providerArn.Account.SequenceEqual(arn.Account) || await parts.Directory.FindSamlProvider(providerArn, context.Cancelled) is not { } provider)
        {
            return FederationErrors.NoSamlProvider();
        }

        var trust = provider.Trust(trusts);
        if (!trust.Succeeded)
        {
            return trust.Error;
        }

        var verified = trust.Value.Verify(input.SamlAssertion, input.RoleArn);
        if (!verified.Succeeded)
        {
            return verified.Error;
        }

        var identity = verified.Value;
        return await _roles.Demand(
            arn,
            new FederatedClaim(
                identity.ProviderArn, provider.Provider.Account, identity.RoleSessionName, identity.SessionTags, identity.SourceIdentity, identity.TrustKeys, identity.SessionKeys),
            identity,
            context);
    }

    public async ValueTask<Result<AssumeRoleWithSamlResponse>> Handle(AssumeRoleWithSamlRequest input, OperationContext context)
    {
        var identity = FederatedRoles.Proof<SamlIdentity>(context);
        var minted = await _roles.Mint(
            new FederatedRequest(input.DurationSeconds, identity.LongestSession, input.Policy, input.PolicyArns, input.MinimumSessionTokenSize), context);
        if (!minted.Succeeded)
        {
            return minted.Error;
        }

        // Last, so that a request refused for another reason does not use the assertion up; all nodes share the memory.
        if (identity.IsForOneUse && !await parts.Facts.TryRemember("saml-assertion", $"{identity.ProviderArn} {identity.AssertionId}", identity.RememberUntil, context.Cancelled))
        {
            return FederationErrors.AssertionIsUsed;
        }

        return new AssumeRoleWithSamlResponse
        {
            Credentials = minted.Value.ToCredentials(),
            AssumedRoleUser = _roles.User(minted.Value),
            PackedPolicySize = minted.Value.Token.Utilization,
            Subject = identity.Subject,
            SubjectType = identity.SubjectType,
            Issuer = identity.Issuer,
            Audience = identity.Audience,
            NameQualifier = identity.NameQualifier,
            SourceIdentity = identity.SourceIdentity,
            SessionTokenSize = minted.Value.Token.Size,
            SessionTokenUtilization = minted.Value.Token.Utilization,
        };
    }
}
