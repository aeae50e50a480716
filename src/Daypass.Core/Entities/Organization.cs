using System.Security.Cryptography;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>An organisation: its management account, who else administers IAM for it, and which root features are on. Its members are accounts that name
/// it.</summary>
public sealed record Organization : IEntity<Organization>
{
    /// <summary>The feature set in which control policies decide.</summary>
    public const string AllFeatures = "ALL";

    /// <summary>IAM, which manages root access for an organisation that trusts it.</summary>
    public const string IamService = "iam.amazonaws.com";

    /// <summary><c>o-</c> and ten characters.</summary>
    public required string Id { get; init; }

    /// <summary>The account that owns the organisation.</summary>
    public required string ManagementAccount { get; init; }

    /// <summary>Member accounts that administer root access beside the management account.</summary>
    public IReadOnlyList<string> DelegatedAdministrators { get; init; } = [];

    /// <summary><c>RootCredentialsManagement</c> and <c>RootSessions</c>, as far as they are on.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary><c>ALL</c>, or <c>CONSOLIDATED_BILLING</c>: then no policy is in force.</summary>
    [JsonIgnore] public string FeatureSet { get => StoredFeatureSet ?? AllFeatures; init => StoredFeatureSet = value == AllFeatures ? null : value; }

    /// <summary>The types of control policies that are enabled.</summary>
    [JsonIgnore] public IReadOnlyList<string> PolicyTypes { get => StoredPolicyTypes ?? []; init => StoredPolicyTypes = value.Count == 0 ? null : value; }

    /// <summary>The control policies attached to the root.</summary>
    [JsonIgnore]
    public AttachedControls Controls
    {
        get => StoredControls ?? AttachedControls.Default;
        init => StoredControls = value.IsDefault ? null : value;
    }

    /// <summary>The tags of the root.</summary>
    [JsonIgnore] public IReadOnlyList<EntityTag> Tags { get => StoredTags ?? []; init => StoredTags = value.Count == 0 ? null : value; }

    /// <summary>The services that have access. Null is what was stored before this could be said: then IAM has it.</summary>
    public IReadOnlyList<TrustedService>? TrustedServices { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>r-</c> and the first four characters of the organisation's own.</summary>
    [JsonIgnore] public string RootId => RootOf(Id);

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public Organization AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.Organization;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<Organization> Json => EntityJson.Default.Organization;

    [JsonIgnore] string IEntity<Organization>.Account => "";

    [JsonIgnore] string IEntity<Organization>.Name => Id;

    [JsonIgnore] string IEntity<Organization>.Path => "/";

    // As they are stored: null for the default, which says nothing that an older node does not know.
    [JsonInclude, JsonPropertyName("featureSet")] internal string? StoredFeatureSet { get; init; }

    [JsonInclude, JsonPropertyName("policyTypes")] internal IReadOnlyList<string>? StoredPolicyTypes { get; init; }

    [JsonInclude, JsonPropertyName("controls")] internal AttachedControls? StoredControls { get; init; }

    [JsonInclude, JsonPropertyName("tags")] internal IReadOnlyList<EntityTag>? StoredTags { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [.. Controls.References()];

    /// <summary>A new id.</summary>
    public static string NewId() => "o-" + RandomNumberGenerator.GetString(OrganizationalUnit.IdAlphabet, 10);

    /// <summary>The root of the organisation of that id.</summary>
    public static string RootOf(string id) => string.Concat("r-", id.AsSpan(2, 4));

    /// <summary>Whether policies of a type are in force.</summary>
    public bool Enables(string policyType) => PolicyTypes.Contains(policyType);

    /// <summary>Whether a service has access to the organisation.</summary>
    public bool Trusts(string service)
    {
        foreach (var trusted in TrustedServices ?? [])
        {
            if (trusted.Service == service)
            {
                return true;
            }
        }

        return TrustedServices is null && service == IamService;
    }
}

/// <summary>A service that has access to an organisation.</summary>
/// <param name="Service">Its principal, such as <c>iam.amazonaws.com</c>.</param>
/// <param name="EnabledAt">Since when.</param>
public sealed record TrustedService(string Service, DateTimeOffset EnabledAt);
