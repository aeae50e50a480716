using System.Security.Cryptography;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>A service or resource control policy of an organisation.</summary>
public sealed record ControlPolicy : ITagged<ControlPolicy>
{
    /// <summary>The type whose policies limit the principals of member accounts.</summary>
    public const string ServiceType = "SERVICE_CONTROL_POLICY";

    /// <summary>The type whose policies limit what is done to the resources of member accounts.</summary>
    public const string ResourceType = "RESOURCE_CONTROL_POLICY";

    /// <summary>AWS's service control policy that allows everything.</summary>
    public const string FullAccess = "p-FullAWSAccess";

    /// <summary>AWS's resource control policy that allows everything; it cannot be detached.</summary>
    public const string ResourceFullAccess = "p-RCPFullAWSAccess";

    /// <summary>The organisation.</summary>
    public required string OrganizationId { get; init; }

    /// <summary><c>p-</c> and eight characters.</summary>
    public required string Id { get; init; }

    /// <summary>1 to 128 characters, unique among those of its type.</summary>
    public required string DisplayName { get; init; }

    /// <summary>At most 512 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary><see cref="ServiceType"/> or <see cref="ResourceType"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The document exactly as it was sent.</summary>
    public required string Document { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<EntityTag> Tags { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.ControlPolicy;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<ControlPolicy> Json => EntityJson.Default.ControlPolicy;

    /// <summary>Whether everybody has the policy, because it is AWS's.</summary>
    [JsonIgnore] public bool AwsManaged => IsOfAws(Id);

    [JsonIgnore] string IEntity<ControlPolicy>.Account => OrganizationId;

    [JsonIgnore] string IEntity<ControlPolicy>.Name => Id;

    [JsonIgnore] string IEntity<ControlPolicy>.Path => "/";

    /// <summary>A new id.</summary>
    public static string NewId() => "p-" + RandomNumberGenerator.GetString(OrganizationalUnit.IdAlphabet, 8);

    /// <summary>Whether an id is that of a policy of AWS.</summary>
    public static bool IsOfAws(string id) => id is FullAccess or ResourceFullAccess;

    /// <summary>AWS's policy of that id in an organisation, or null.</summary>
    public static ControlPolicy? FindOfAws(string organizationId, string id) => id switch
    {
        FullAccess => new ControlPolicy
        {
            OrganizationId = organizationId,
            Id = FullAccess,
            DisplayName = "FullAWSAccess",
            Description = "Allows access to every operation",
            Type = ServiceType,
            Document = """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": "*",
                      "Resource": "*"
                    }
                  ]
                }
                """,
        },
        ResourceFullAccess => new ControlPolicy
        {
            OrganizationId = organizationId,
            Id = ResourceFullAccess,
            DisplayName = "RCPFullAWSAccess",
            Description = "Allows access to every resource",
            Type = ResourceType,
            Document = """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Principal": "*",
                      "Action": "*",
                      "Resource": "*"
                    }
                  ]
                }
                """,
        },
        _ => null,
    };

    /// <inheritdoc/>
    public ControlPolicy AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    public ControlPolicy WithTags(IReadOnlyList<EntityTag> tags) => this with { Tags = tags };

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [new(Relation.Named, NameKey.Of(Type, DisplayName)), new(Relation.Typed, Type)];
}
