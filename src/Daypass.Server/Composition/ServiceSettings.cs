using Daypass.Core.Audit;
using Daypass.Core.Authentication;
using Daypass.Core.Directory;
using Daypass.Core.Identity;
using Daypass.Core.Sealing;
using Daypass.Core.Throttling;
using Daypass.Iam.Quotas;
using Daypass.Organizations.Operations;
using Daypass.Policy.Validation;
using Daypass.Protocol;
using Daypass.Protocol.Signing;

namespace Daypass.Server.Composition;

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

    /// <summary>For how long what is in memory is still used while the database is away.</summary>
    public TimeSpan LongestOutage { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether a denial by IAM carries an encoded message that DecodeAuthorizationMessage explains, which AWS's do not.</summary>
    public bool EncodeDenials { get; init; }

    /// <summary>The URL under which the world reaches the service; null for the first one it listens on.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>How much an account may have.</summary>
    public IamQuotas Quotas { get; init; } = new();

    /// <summary>How much an organisation may have.</summary>
    public OrganizationQuotas OrganizationQuotas { get; init; } = new();

    /// <summary>What is changed of AWS's rules for trust policies.</summary>
    public TrustRules Trust { get; init; } = TrustRules.Default;

    /// <summary>What proves web identity tokens and SAML assertions; without it the server does not have those operations.</summary>
    public FederationVerifiers? Federation { get; init; }

    /// <summary>Where calls are put on record, or null for nowhere.</summary>
    public IAuditSink? Audit { get; init; }

    /// <summary>Whether nothing is served while <see cref="Audit"/> cannot keep records.</summary>
    public bool AuditRequired { get; init; } = true;

    /// <summary>Whether records show who is behind a session by trusted identity propagation.</summary>
    public bool AuditShowsOrigin { get; init; }

    /// <summary>How much each account and each address may ask.</summary>
    public AdmissionRates Rates { get; init; } = AdmissionRates.Unlimited;

    /// <summary>The clock of those who sign, for tests that move the service's; null for the service's own.</summary>
    public TimeProvider? SigningClock { get; init; }

    /// <summary>Whether the road tells its log what was decided about each request: for tests of policies.</summary>
    public bool TellsDecisions { get; init; }

    /// <summary>The keys of other tools' tests; null where they are refused.</summary>
    public WellKnownKeys? WellKnown { get; init; }

    /// <summary>How the keys of the ring live.</summary>
    public KeyRingOptions KeyRing { get; init; } = new();
}
