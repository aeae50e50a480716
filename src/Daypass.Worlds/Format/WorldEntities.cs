using System.ComponentModel;
using System.Text.Json.Serialization;
using Daypass.Core.Entities;
using Daypass.Protocol;
using Daypass.Protocol.Iam;

namespace Daypass.Worlds.Format;

/// <summary>An element that is stored under an id of its own, which a file may give. Its limits are those of the request that makes one.</summary>
internal interface IWorldEntity
{
    string? UniqueId { get; }

    string? Path => null;

    IReadOnlyDictionary<string, string>? Tags => null;

    bool? OnlyCreate => null;
}

/// <summary>An element that policies are given to.</summary>
internal interface IWorldGrantee
{
    string Name { get; }

    IReadOnlyDictionary<string, PolicyText>? InlinePolicies { get; }

    IReadOnlyList<string>? ManagedPolicies { get; }

    string? PermissionsBoundary => null;
}

/// <summary>What users, groups, roles, managed policies and instance profiles have in common.</summary>
internal abstract record WorldIamEntity : IWorldEntity
{
    [JsonPropertyOrder(-4)]
    [Description("{min} to {max} characters.")]
    public required string Name { get; init; }

    [JsonPropertyOrder(-3)]
    [Description("The IAM path; / when not given.")]
    public string? Path { get; init; }

    [JsonPropertyOrder(-2)]
    [Description("The unique id, {prefix}…; drawn when not given.")]
    public string? UniqueId { get; init; }

    [JsonPropertyOrder(-1)]
    [Description("When it was made; the moment of applying when not given.")]
    public DateTimeOffset? CreatedAt { get; init; }

    [Description("True leaves it as it is where it is there already.")]
    public bool? OnlyCreate { get; init; }
}

/// <summary>One of those that has tags.</summary>
internal abstract record WorldTaggedEntity : WorldIamEntity, IWorldEntity
{
    [JsonPropertyOrder(3)]
    [Description("Tags by key.")]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

/// <summary>A user or a role.</summary>
internal abstract record WorldPrincipal : WorldTaggedEntity, IWorldGrantee
{
    [JsonPropertyOrder(1)]
    [Description("Inline policies by name.")]
    [SameLimitsAs<PutUserPolicyRequest>(nameof(PutUserPolicyRequest.PolicyName), nameof(PutUserPolicyRequest.PolicyDocument))]
    public IReadOnlyDictionary<string, PolicyText>? InlinePolicies { get; init; }

    [JsonPropertyOrder(1)]
    [Description("ARNs of attached managed policies.")]
    [SameLimitsAs<AttachUserPolicyRequest>(nameof(AttachUserPolicyRequest.PolicyArn))]
    public IReadOnlyList<string>? ManagedPolicies { get; init; }

    [JsonPropertyOrder(1)]
    [Description("The ARN of the managed policy that bounds what the others allow.")]
    public string? PermissionsBoundary { get; init; }
}

/// <summary>A user.</summary>
[UniqueIds(UniqueIdKind.User)]
[SameLimitsAs<CreateUserRequest>(Name = nameof(CreateUserRequest.UserName))]
internal sealed record WorldUser : WorldPrincipal
{
    [Description("The names of the groups it is in.")]
    public IReadOnlyList<string>? Groups { get; init; }

    [JsonPropertyOrder(4)]
    [Description("Access keys, at most two; exported with --with-secrets only. Keys that are not listed stay.")]
    public IReadOnlyList<WorldAccessKey>? AccessKeys { get; init; }

    [JsonPropertyOrder(4)]
    [Description("The console password; exported with --with-secrets only, and left as it is when not given.")]
    public LoginProfile? Login { get; init; }
}

/// <summary>A group.</summary>
[UniqueIds(UniqueIdKind.Group)]
[SameLimitsAs<CreateGroupRequest>(Name = nameof(CreateGroupRequest.GroupName))]
internal sealed record WorldGroup : WorldIamEntity, IWorldGrantee
{
    [Description("Inline policies by name.")]
    [SameLimitsAs<PutGroupPolicyRequest>(nameof(PutGroupPolicyRequest.PolicyName), nameof(PutGroupPolicyRequest.PolicyDocument))]
    public IReadOnlyDictionary<string, PolicyText>? InlinePolicies { get; init; }

    [Description("ARNs of attached managed policies.")]
    [SameLimitsAs<AttachGroupPolicyRequest>(nameof(AttachGroupPolicyRequest.PolicyArn))]
    public IReadOnlyList<string>? ManagedPolicies { get; init; }
}

/// <summary>A role.</summary>
[UniqueIds(UniqueIdKind.Role)]
[SameLimitsAs<CreateRoleRequest>(Name = nameof(CreateRoleRequest.RoleName))]
internal sealed record WorldRole : WorldPrincipal
{
    [Description("What it is for, at most {max} characters.")]
    public string? Description { get; init; }

    [Description("The longest session in seconds, {min} to {max}; 3,600 when not given.")]
    [SameLimitsAs<CreateRoleRequest>(nameof(CreateRoleRequest.MaxSessionDuration))]
    public int? MaxSessionSeconds { get; init; }

    [Description("Who may assume the role.")]
    [SameLimitsAs<CreateRoleRequest>(nameof(CreateRoleRequest.AssumeRolePolicyDocument))]
    public required PolicyText TrustPolicy { get; init; }

    [JsonPropertyOrder(2)]
    [Description("The service the role is linked to.")]
    public string? LinkedService { get; init; }
}

/// <summary>A managed policy: one document, or its versions.</summary>
[Description("A managed policy: one document, or its versions.")]
[UniqueIds(UniqueIdKind.ManagedPolicy)]
[SameLimitsAs<CreatePolicyRequest>(Name = nameof(CreatePolicyRequest.PolicyName))]
internal sealed record WorldPolicy : WorldTaggedEntity
{
    [Description("When a version was last added or made the default one.")]
    public DateTimeOffset? UpdatedAt { get; init; }

    [Description("What it is for, at most {max} characters.")]
    public string? Description { get; init; }

    [Description("The document in force; one that differs from the stored one becomes a new version.")]
    [SameLimitsAs<CreatePolicyRequest>(nameof(CreatePolicyRequest.PolicyDocument))]
    public PolicyText? Document { get; init; }

    [Description("All versions, at most five, oldest first, in place of document.")]
    public IReadOnlyList<WorldVersion>? Versions { get; init; }

    [Description("The number of the version in force; with versions.")]
    public int? DefaultVersion { get; init; }

    [Description("The highest version number ever given; with versions.")]
    public int? LastVersion { get; init; }
}

/// <summary>One version of a managed policy.</summary>
internal sealed record WorldVersion
{
    [Description("From 1.")]
    public required int Number { get; init; }

    [Description("The document.")]
    [SameLimitsAs<CreatePolicyVersionRequest>(nameof(CreatePolicyVersionRequest.PolicyDocument))]
    public required PolicyText Document { get; init; }

    [Description("When it was added; the moment of applying when not given.")]
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>An instance profile.</summary>
[UniqueIds(UniqueIdKind.InstanceProfile)]
[SameLimitsAs<CreateInstanceProfileRequest>(Name = nameof(CreateInstanceProfileRequest.InstanceProfileName))]
internal sealed record WorldInstanceProfile : WorldTaggedEntity
{
    [Description("The name of the role it holds.")]
    public string? Role { get; init; }
}
