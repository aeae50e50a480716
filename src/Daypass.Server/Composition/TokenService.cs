using Daypass.Core.Accounts;
using Daypass.Core.Audit;
using Daypass.Core.Authentication;
using Daypass.Core.Authorization;
using Daypass.Core.AwsManagedPolicies;
using Daypass.Core.Directory;
using Daypass.Core.Operations;
using Daypass.Core.Outbound;
using Daypass.Core.Pipeline;
using Daypass.Core.Sealing;
using Daypass.Core.Sessions;
using Daypass.Core.Stores;
using Daypass.Core.Sts;
using Daypass.Core.Throttling;
using Daypass.Core.Toolbox;
using Daypass.Core.Verification;
using Daypass.Iam;
using Daypass.Iam.Operations;
using Daypass.Organizations;
using Daypass.Organizations.Operations;

namespace Daypass.Server.Composition;

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

    /// <summary>False while calls have to be put on record and cannot be: nothing is served then.</summary>
    public bool CanRecord => _audit is not { MayServe: false };

    /// <summary>The keys that seal.</summary>
    public KeyRing Ring => _ring;

    /// <summary>Puts the service together over open stores.</summary>
    /// <exception cref="MasterKeyException">The stored keys are under another master key.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public static async ValueTask<TokenService> Open(
        IDirectoryStore store,
        IKeyStore keys,
        IEphemeralStore ephemeral,
        SecretEnvelope envelope,
        ServiceSettings settings,
        TimeProvider clock,
        IPipelineLog log,
        CancellationToken cancelled)
    {
        var arns = new EntityArns(settings.Partition);
        await SharedPolicies.Install(store, clock, cancelled);
        var ring = await KeyRing.Open(keys, envelope, clock, settings.KeyRing, cancelled);
        var health = new StoreHealth(clock, settings.LongestOutage);
        var directory = new EntityDirectory(store, envelope, arns, settings.Cache, health, clock);
        var sealer = new TokenSealer(ring);
        var tokens = new SessionToken(sealer);
        var mint = new CredentialMint(tokens, settings.KeyPrefixes, clock);
        var accounts = new AccountCreation(store, envelope, arns, settings.KeyPrefixes, clock);
        var parts = new ServiceParts(store, ephemeral, directory, envelope, sealer, mint, accounts, settings.KeyPrefixes, clock)
        {
            StoreHealth = health,
            Address = new PublicAddress(settings.PublicUrl),
            Quotas = settings.Quotas,
            Trust = settings.Trust,
            Federation = settings.Federation,
        };
        parts.Denied.Failed += log.Dropped;
        parts.Uses.Failed += log.Dropped;
        var authenticator = new Authenticator(directory, tokens, settings.KeyPrefixes, settings.Regions)
        {
            SigningClock = settings.SigningClock,
            WellKnown = settings.WellKnown,
        };
        var denials = new Denials(directory, parts.Denied, settings.EncodeDenials ? parts.Messages : null);
        var authorizer = new Authorizer(directory, new SessionPolicies(directory), denials) { TellsDecisions = settings.TellsDecisions };
        var questions = new AccessQuestions(directory, parts.Messages, authorizer, denials, parts.Uses);
        var credentials = new CredentialAuthenticator(directory, store, ephemeral, parts.Uses);
        var names = new ChangeNames(envelope);
        var operations = new OperationTable(
        [
            .. StsOperations.Create(StsServicesOf(parts)), .. StsOperations.CreateExchange(StsServicesOf(parts), authorizer),
                .. IamOperations.Create(IamServicesOf(parts)),
                .. OrganizationOperations.Create(
                    new OrganizationServices(parts.Store, parts.Arns, parts.Sealer, parts.Clock) { Quotas = settings.OrganizationQuotas }),
                .. VerificationOperations.Create(
                    authenticator, credentials, authorizer, questions, store, directory, names, parts.Followed, clock),
                .. ToolboxOperations.Create(parts.Denied),
        ]);
        var audit = settings.Audit is { } sink ? new AuditTrail(sink, settings.AuditRequired, clock) { ShowsOrigin = settings.AuditShowsOrigin } : null;
        var pipeline = new RequestPipeline(operations, authenticator, authorizer, health, parts.Uses, audit, new Admission(settings.Rates, clock), clock, log);
        return new TokenService(ring, parts, operations, pipeline, audit);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _audit?.Dispose();
        Parts.Directory.Dispose();
        Parts.Uses.Dispose();
        Parts.Denied.Dispose();
        _ring.Dispose();
    }

    private static StsServices StsServicesOf(ServiceParts parts) => new()
    {
        Store = parts.Store,
        Ephemeral = parts.Ephemeral,
        Directory = parts.Directory,
        Mint = parts.Mint,
        Mfa = parts.Mfa,
        Organizations = parts.Organizations,
        TradeIn = parts.TradeIn,
        Messages = parts.Messages,
        Issuer = parts.Issuer,
        Signer = parts.Signer,
        Prefixes = parts.Prefixes,
        Federation = parts.Federation,
    };

    private static IamServices IamServicesOf(ServiceParts parts) => new(parts.Store, parts.Arns, parts.Quotas, parts.Trust, parts.Sealer, parts.Clock)
    {
        Accounts = parts.Accounts,
        Organizations = parts.Organizations,
        Delegations = parts.Delegations,
        Envelope = parts.Envelope,
        Ephemeral = parts.Ephemeral,
        Mfa = parts.Mfa,
        Outbound = parts.Outbound,
        Address = parts.Address,
        Uses = parts.Uses,
        Federation = parts.Federation,
    };
}
