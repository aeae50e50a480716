using Daypass.Core.Accounts;
using Daypass.Core.Authorization;
using Daypass.Core.Delegation;
using Daypass.Core.Directory;
using Daypass.Core.Identity;
using Daypass.Core.Mfa;
using Daypass.Core.Outbound;
using Daypass.Core.Sealing;
using Daypass.Core.Sessions;
using Daypass.Core.Stores;
using Daypass.Core.Usage;
using Daypass.Iam.Quotas;
using Daypass.Policy.Validation;
using Daypass.Protocol;

namespace Daypass.Server.Composition;

/// <summary>What the service is made of, for the host and for tests; operations are given only what they need.</summary>
/// <param name="Store">Where entities are written and read without a cache.</param>
/// <param name="Ephemeral">What nodes remember together for a while.</param>
/// <param name="Directory">Entities as the hot path needs them.</param>
/// <param name="Envelope">Encrypts stored secrets.</param>
/// <param name="Sealer">Seals tokens and messages under the key ring.</param>
/// <param name="Mint">Makes temporary credentials.</param>
/// <param name="Accounts">Makes accounts and access keys.</param>
/// <param name="Prefixes">How access key ids begin.</param>
/// <param name="Clock">The time.</param>
public sealed record ServiceParts(
    IDirectoryStore Store,
    IEphemeralStore Ephemeral,
    EntityDirectory Directory,
    SecretEnvelope Envelope,
    TokenSealer Sealer,
    CredentialMint Mint,
    AccountCreation Accounts,
    AccessKeyPrefixes Prefixes,
    TimeProvider Clock)
{
    /// <summary>Writes ARNs in the server's partition.</summary>
    public EntityArns Arns => Directory.Arns;

    /// <summary>How much an account may have.</summary>
    public IamQuotas Quotas { get; init; } = new();

    /// <summary>What is changed of AWS's rules for trust policies.</summary>
    public TrustRules Trust { get; init; } = TrustRules.Default;

    /// <summary>Whether the database can be asked.</summary>
    public required StoreHealth StoreHealth { get; init; }

    /// <summary>How far this node knows what was committed.</summary>
    public FollowedChanges Followed { get; } = new();

    /// <summary>Remembers when credentials were used last.</summary>
    public UseRecorder Uses { get; } = new(Ephemeral, Clock);

    /// <summary>Keeps what was evaluated when requests were denied.</summary>
    public DeniedRequests Denied { get; } = new(Ephemeral, Clock);

    /// <summary>Verifies MFA codes.</summary>
    public MfaVerifier Mfa { get; } = new(Store, Ephemeral, Envelope, Directory.Arns);

    /// <summary>Takes delegation requests from step to step.</summary>
    public Delegations Delegations { get; } = new(Store);

    /// <summary>The accounts that may make delegation requests.</summary>
    public Partners Partners { get; } = new(Store, Envelope);

    /// <summary>Seals and opens trade-in tokens.</summary>
    public TradeInTokens TradeIn { get; } = new(Sealer);

    /// <summary>Which accounts belong together.</summary>
    public OrganizationMembers Organizations { get; } = new(Store, Clock);

    /// <summary>Encodes and decodes why something was denied.</summary>
    public AuthorizationMessages Messages { get; } = new(Sealer);

    /// <summary>Changes the key ring.</summary>
    public KeyRotation Rotation { get; } = new(Sealer.Ring);

    /// <summary>Signs outbound web identity tokens.</summary>
    public WebIdentitySigner Signer { get; } = new(Sealer.Ring);

    /// <summary>The URL under which the world reaches the service.</summary>
    public PublicAddress Address { get; init; } = new();

    /// <summary>What proves web identity tokens and SAML assertions, or null.</summary>
    public FederationVerifiers? Federation { get; init; }

    /// <summary>The accounts as OpenID providers.</summary>
    public WebIdentityIssuer Issuer => _issuer ??= new WebIdentityIssuer(Sealer.Ring, Signer, Address) { ExchangesTokens = Federation is not null };

    /// <summary>Switches outbound web identity federation.</summary>
    public OutboundFederation Outbound => new(Store, Rotation, Issuer);

    private WebIdentityIssuer? _issuer;
}
