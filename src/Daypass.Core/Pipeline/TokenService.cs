using Daypass.Core.Accounts;
using Daypass.Core.Audit;
using Daypass.Core.Authentication;
using Daypass.Core.Authorization;
using Daypass.Core.AwsManagedPolicies;
using Daypass.Core.Delegation;
using Daypass.Core.Directory;
using Daypass.Core.Iam;
using Daypass.Core.Identity;
using Daypass.Core.Mfa;
using Daypass.Core.Operations;
using Daypass.Core.Outbound;
using Daypass.Core.Sealing;
using Daypass.Core.Sessions;
using Daypass.Core.Stores;
using Daypass.Core.Sts;
using Daypass.Core.Usage;
using Daypass.Core.Verification;
using Daypass.Protocol;
using Daypass.Protocol.Signing;

namespace Daypass.Core.Pipeline;

/// <summary>What the whole service is made with; the host decides these.</summary>
public sealed record ServiceSettings
{
    /// <summary>The partition of every ARN.</summary>
    public string Partition { get; init; } = "aws";

    /// <summary>How access key ids begin.</summary>
    public AccessKeyPrefixes KeyPrefixes { get; init; } = AccessKeyPrefixes.Aws;

    /// <summary>For which regions a request may be signed.</summary>
    public RegionRule Regions { get; init; } = RegionRule.Any;

    /// <summary>How much the directory keeps in memory.</summary>
    public CacheLimits Cache { get; init; } = CacheLimits.Default;

    /// <summary>For how long what is in memory goes on being used while the database is away.</summary>
    public TimeSpan LongestOutage { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether a denial by IAM carries an encoded message that DecodeAuthorizationMessage explains.</summary>
    public bool EncodeDenials { get; init; } = true;

    /// <summary>The URL under which the world reaches the service; null for the first one it listens on.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>How much an account may have.</summary>
    public IamQuotas Quotas { get; init; } = new();

    /// <summary>What proves web identity tokens and SAML assertions; without it the server does not have those operations.</summary>
    public FederatedIdentity? Federation { get; init; }

    /// <summary>Where calls are put on record, or null for nowhere.</summary>
    public IAuditSink? Audit { get; init; }

    /// <summary>Whether nothing is served while <see cref="Audit"/> cannot keep records.</summary>
    public bool AuditRequired { get; init; } = true;

    /// <summary>How the keys of the ring live.</summary>
    public KeyRingOptions KeyRing { get; init; } = new();
}

/// <summary>What operations work with.</summary>
/// <param name="Store">Where entities are written and read without a cache.</param>
/// <param name="Facts">What nodes remember together for a while.</param>
/// <param name="Directory">Entities as the hot path needs them.</param>
/// <param name="Envelope">Encrypts stored secrets.</param>
/// <param name="Sealer">Seals tokens and messages under the key ring.</param>
/// <param name="Mint">Makes temporary credentials.</param>
/// <param name="Accounts">Makes accounts and access keys.</param>
/// <param name="Prefixes">How access key ids begin.</param>
/// <param name="Clock">The time.</param>
public sealed record ServiceParts(
    IDirectoryStore Store,
    IFactStore Facts,
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

    /// <summary>Whether the database can be asked.</summary>
    public required StoreContact Contact { get; init; }

    /// <summary>Remembers when credentials were used last.</summary>
    public UseRecorder Uses { get; } = new(Facts, Clock);

    /// <summary>Verifies MFA codes.</summary>
    public MfaVerifier Mfa { get; } = new(Store, Facts, Envelope, Directory.Arns);

    /// <summary>Takes delegation requests from step to step.</summary>
    public Delegations Delegations { get; } = new(Store);

    /// <summary>The accounts that may make delegation requests.</summary>
    public Partners Partners { get; } = new(Store, Envelope);

    /// <summary>Seals and opens trade-in tokens.</summary>
    public TradeInTokens TradeIn { get; } = new(Sealer);

    /// <summary>Which accounts belong together.</summary>
    public Organizations Organizations { get; } = new(Store, Clock);

    /// <summary>Encodes and decodes why something was denied.</summary>
    public AuthorizationMessages Messages { get; } = new(Sealer);

    /// <summary>Changes the key ring.</summary>
    public KeyRotation Rotation { get; } = new(Sealer.Ring);

    /// <summary>Signs outbound web identity tokens.</summary>
    public WebIdentitySigner Signer { get; } = new(Sealer.Ring);

    /// <summary>The URL under which the world reaches the service.</summary>
    public PublicAddress Address { get; init; } = new();

    /// <summary>What proves web identity tokens and SAML assertions, or null.</summary>
    public FederatedIdentity? Federation { get; init; }

    /// <summary>The accounts as OpenID providers.</summary>
    public WebIdentityIssuer Issuer => _issuer ??= new WebIdentityIssuer(Sealer.Ring, Signer, Address);

    /// <summary>Switches outbound web identity federation.</summary>
    public OutboundFederation Outbound => new(Store, Rotation, Issuer);

    private WebIdentityIssuer? _issuer;
}

/// <summary>The service without its host: everything between a request and its answer.</summary>
public sealed class TokenService : IDisposable
{
    private readonly KeyRing _ring;

    private readonly AuditTrail? _audit;

    private TokenService(KeyRing ring, ServiceParts parts, OperationTable operations, RequestPipeline pipeline, AuditTrail? audit) =>
        (_ring, Parts, Operations, Pipeline, _audit) = (ring, parts, operations, pipeline, audit);

    /// <summary>What operations work with.</summary>
    public ServiceParts Parts { get; }

    /// <summary>Everything that can be asked of the service.</summary>
    public OperationTable Operations { get; }

    /// <summary>The road of every request.</summary>
    public RequestPipeline Pipeline { get; }

    /// <summary>The keys that seal.</summary>
    public KeyRing Ring => _ring;

    /// <summary>Puts the service together over open stores.</summary>
    /// <exception cref="MasterKeyException">The stored keys are under another master key.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public static async ValueTask<TokenService> Open(
        IDirectoryStore store, IKeyStore keys, IFactStore facts, MasterKey master, ServiceSettings settings, TimeProvider clock, IPipelineLog log, CancellationToken cancelled)
    {
        var envelope = new SecretEnvelope(master);
        var arns = new EntityArns(settings.Partition);
        await SharedPolicies.Install(store, clock, cancelled);
        var ring = await KeyRing.Open(keys, envelope, clock, settings.KeyRing, cancelled);
        var contact = new StoreContact(clock, settings.LongestOutage);
        var directory = new EntityDirectory(store, envelope, arns, settings.Cache, contact, clock);
        var sealer = new TokenSealer(ring);
        var tokens = new SessionToken(sealer);
        var mint = new CredentialMint(tokens, settings.KeyPrefixes, clock);
        var accounts = new AccountCreation(store, envelope, arns, settings.KeyPrefixes, clock);
        var parts = new ServiceParts(store, facts, directory, envelope, sealer, mint, accounts, settings.KeyPrefixes, clock) { Contact = contact, Address = new PublicAddress(settings.PublicUrl), Quotas = settings.Quotas, Federation = settings.Federation };
        var authenticator = new Authenticator(directory, tokens, settings.KeyPrefixes, settings.Regions);
        var authorizer = new Authorizer(directory, new SessionPolicies(directory), settings.EncodeDenials ? parts.Messages : null);
        var operations = new OperationTable([.. StsOperations.All(parts), .. IamOperations.All(parts), OperationRoute.Of(new CheckAccess(parts, authenticator, authorizer))]);
        var audit = settings.Audit is { } sink ? new AuditTrail(sink, settings.AuditRequired, clock) : null;
        return new TokenService(ring, parts, operations, new RequestPipeline(operations, authenticator, authorizer, contact, parts.Uses, audit, clock, log), audit);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _audit?.Dispose();
        Parts.Directory.Dispose();
        Parts.Uses.Dispose();
        _ring.Dispose();
    }
}
