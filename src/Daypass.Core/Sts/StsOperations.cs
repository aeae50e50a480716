using Daypass.Core.Accounts;
using Daypass.Core.Authorization;
using Daypass.Core.Delegation;
using Daypass.Core.Directory;
using Daypass.Core.Identity;
using Daypass.Core.Mfa;
using Daypass.Core.Operations;
using Daypass.Core.Outbound;
using Daypass.Core.Sessions;
using Daypass.Core.Stores;
using Daypass.Protocol;

namespace Daypass.Core.Sts;

/// <summary>What the operations of STS are made of; each takes only what it needs.</summary>
public sealed record StsServices
{
    /// <summary>Where entities are read without a cache.</summary>
    public required IDirectoryStore Store { get; init; }

    /// <summary>What nodes remember together for a while.</summary>
    public required IEphemeralStore Ephemeral { get; init; }

    /// <summary>Entities as the hot path needs them.</summary>
    public required EntityDirectory Directory { get; init; }

    /// <summary>Makes temporary credentials.</summary>
    public required CredentialMint Mint { get; init; }

    /// <summary>Verifies MFA codes.</summary>
    public required MfaVerifier Mfa { get; init; }

    /// <summary>Which accounts belong together.</summary>
    public required OrganizationMembers Organizations { get; init; }

    /// <summary>Seals and opens trade-in tokens.</summary>
    public required TradeInTokens TradeIn { get; init; }

    /// <summary>Encodes and decodes why something was denied.</summary>
    public required AuthorizationMessages Messages { get; init; }

    /// <summary>The accounts as OpenID providers.</summary>
    public required WebIdentityIssuer Issuer { get; init; }

    /// <summary>Signs outbound web identity tokens.</summary>
    public required WebIdentitySigner Signer { get; init; }

    /// <summary>How access key ids begin.</summary>
    public required AccessKeyPrefixes Prefixes { get; init; }

    /// <summary>What proves web identity tokens and SAML assertions; without it there are no operations for them.</summary>
    public FederationVerifiers? Federation { get; init; }
}

/// <summary>The operations of STS. A new one is a line here, its records in Daypass.Protocol and its file beside this one.</summary>
public static class StsOperations
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Operation> Create(StsServices sts)
    {
        var mint = new RoleSessionMint(sts.Directory, sts.Mint);
        var assertions = new ContextAssertions(sts.Directory.Arns, sts.Issuer, sts.Signer);
        return
        [
            new AssumeRole(sts.Directory, sts.Mfa, assertions, mint),
            .. Federated(sts, mint),
            new AssumeRoot(sts.Directory, sts.Organizations, sts.Mint),
            new DecodeAuthorizationMessage(sts.Messages),
            new GetAccessKeyInfo(sts.Directory, sts.Prefixes),
            new GetCallerIdentity(),
            new GetDelegatedAccessToken(sts.Store, sts.Directory, sts.TradeIn, sts.Mint),
            new GetFederationToken(sts.Directory, sts.Mint),
            new GetScopedCredentials(sts.Directory, sts.Mint),
            new GetSessionToken(sts.Mfa, sts.Mint),
            new GetWebIdentityToken(new IdentityTokens(sts.Directory, sts.Issuer, sts.Signer)),
        ];
    }

    /// <summary>The exchange of tokens, which asks the policy engine a second time; nothing on a server that proves no tokens.</summary>
    public static IEnumerable<Operation> CreateExchange(StsServices sts, Authorizer authorizer) => sts.Federation is { } federation
        ?
        [
            new ExchangeToken(
                sts.Directory, new RoleSessionMint(sts.Directory, sts.Mint), federation.WebIdentities,
                new IdentityTokens(sts.Directory, sts.Issuer, sts.Signer), authorizer),
        ]
        : [];

    private static IEnumerable<Operation> Federated(StsServices sts, RoleSessionMint mint) => sts.Federation is { } federation
        ?
        [
            new AssumeRoleWithSaml(sts.Directory, sts.Ephemeral, mint, federation.Saml),
            new AssumeRoleWithWebIdentity(sts.Directory, mint, federation.WebIdentities),
        ]
        : [];
}
