using Daypass.Core.Directory;
using Daypass.Iam.Quotas;
using Daypass.Organizations.Operations;
using Daypass.Policy.Validation;
using Daypass.Server.Composition;
using Daypass.Protocol.Signing;

namespace Daypass.Server.Options;

/// <summary>Everything an operator can set, with the defaults of a first try on one's own machine.</summary>
public sealed record ServerOptions
{
    /// <summary>Where to listen, one or several URLs separated by semicolons; loopback unless the operator says otherwise.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8017";

    /// <summary>The folder of the database, the master key and the first credentials.</summary>
    public string DataDirectory { get; init; } = "./data";

    /// <summary>The PostgreSQL database to use in place of the folder's SQLite, in Npgsql's form <c>Host=…;Database=…;Username=…;Password=…</c>; any
    /// number of servers may share it. Null for SQLite.</summary>
    public string? Database { get; init; }

    /// <summary>Whether a database without anything in it is refused, in place of making a new world in it.</summary>
    public bool MustExist { get; init; }

    /// <summary>The file of the master key; <c>master.key</c> in the folder when null.</summary>
    public string? MasterKeyFile { get; init; }

    /// <summary>The environment variable that holds the master key; wins over the file. Null for none.</summary>
    public string? MasterKeyVariable { get; init; }

    /// <summary>The systemd credential that holds the master key; wins over the others. Null for none.</summary>
    public string? MasterKeyCredential { get; init; }

    /// <summary>The account made at the first start; a random one when null. Ignored later.</summary>
    public string? AccountId { get; init; }

    /// <summary>The largest request body in bytes. SAML responses of 100,000 characters fit when percent-encoded.</summary>
    public int MaxBodyBytes { get; init; } = 256 * 1024;

    /// <summary>How many entities (keys, users, roles, policies and those known to be absent) are kept in memory.</summary>
    public int CachedEntities { get; init; } = CacheLimits.Default.Entries;

    /// <summary>About how many bytes of memory they may take.</summary>
    public long CachedBytes { get; init; } = CacheLimits.Default.Bytes;

    /// <summary>For how long what is in memory is still used while the database is away; afterwards everything is answered with 503.</summary>
    public TimeSpan LongestOutage { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How much an account may have; AWS's own numbers unless an operator needs more.</summary>
    public IamQuotas Quotas { get; init; } = new();

    /// <summary>How much an organisation may have.</summary>
    public OrganizationQuotas OrganizationQuotas { get; init; } = new();

    /// <summary>What is changed of AWS's rules for trust policies.</summary>
    public TrustRules Trust { get; init; } = TrustRules.Default;

    /// <summary>Whether IAM's denials end in an encoded message for DecodeAuthorizationMessage, which AWS's do not.</summary>
    public bool EncodeDenials { get; init; }

    /// <summary>The URL under which the world reaches the server, where that is not the first it listens on: behind a proxy that speaks TLS. Issuers of web
    /// identity tokens and links in delegation requests begin with it.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The only regions that requests may be signed for, as a regional endpoint of AWS takes its own alone; any well-formed one when empty.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>A world file applied before the server listens, <c>-</c> for standard input, or null. With one no account is made by itself.</summary>
    public string? World { get; init; }

    /// <summary>How calls are put on record.</summary>
    public AuditOptions Audit { get; init; } = new();

    /// <summary>Where records go when the operator names no place.</summary>
    internal string AuditFile => Path.Combine(DataDirectory, "audit.jsonl");

    /// <summary>How the server meets identity providers.</summary>
    public FederationOptions Federation { get; init; } = new();

    /// <summary>How long a stopping server lets running requests finish.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long, when the service manager stops it, it says that it will be gone and still serves, so that no load balancer sends it more.</summary>
    public TimeSpan DrainNotice { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How much callers may take.</summary>
    public LimitOptions Limits { get; init; } = new();

    /// <summary>What is logged, and how.</summary>
    public LogOptions Log { get; init; } = new();

    /// <summary>Who is told how the server fares.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>How the server meets the network.</summary>
    public EdgeOptions Edge { get; init; } = new();

    /// <summary>Whether nothing is kept: the data folder is a temporary one that goes with the server.</summary>
    public bool IsEphemeral { get; init; }

    /// <summary>Whether tests may reset the server, move its clock and see what it decided; only beside <see cref="IsEphemeral"/>.</summary>
    public bool HasTestControls { get; init; }

    /// <summary>The user, <c>NAME</c> or <c>ACCOUNT/NAME</c>, that the keys of other tools' tests (<c>test</c>) stand for; null where they are refused. Only
    /// beside <see cref="IsEphemeral"/>.</summary>
    public string? WellKnownKeys { get; init; }

    /// <summary>What of this the service itself is made with.</summary>
    internal ServiceSettings ToSettings() => new()
    {
        Cache = new CacheLimits(CachedEntities, CachedBytes),
        LongestOutage = LongestOutage,
        Quotas = Quotas,
        OrganizationQuotas = OrganizationQuotas,
        Rates = Limits.Rates,
        Trust = Trust,
        EncodeDenials = EncodeDenials,
        PublicUrl = PublicUrl?.ToString(),
        Regions = Regions.Count == 0 ? RegionRule.Any : RegionRule.Only(Regions),
    };
}
