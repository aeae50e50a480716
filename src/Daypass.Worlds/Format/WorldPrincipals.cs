using System.ComponentModel;
using Daypass.Core.Entities;
namespace Daypass.Worlds.Format;

/// <summary>What users, groups and roles have in common.</summary>
internal interface IWorldHolder
{
    string Name { get; }

    string? Path { get; }

    IReadOnlyDictionary<string, PolicyText>? InlinePolicies { get; }

    IReadOnlyList<string>? ManagedPolicies { get; }
}

/// <summary>A user.</summary>
internal sealed record WorldUser : IWorldHolder
{
    [Description("1 to 64 characters.")]
    public required string Name { get; init; }

    [Description("The IAM path; / when not given.")]
    public string? Path { get; init; }

    [Description("The unique id, AIDA…; drawn when not given.")]
    public string? UniqueId { get; init; }

    [Description("When it was made; the moment of applying when not given.")]
    public DateTimeOffset? CreatedAt { get; init; }

    [Description("The names of the groups it is in.")]
    public IReadOnlyList<string>? Groups { get; init; }

    [Description("Inline policies by name.")]
    public IReadOnlyDictionary<string, PolicyText>? InlinePolicies { get; init; }

    [Description("ARNs of attached managed policies.")]
    public IReadOnlyList<string>? ManagedPolicies { get; init; }

    [Description("The ARN of the managed policy that bounds what the others allow.")]
    public string? PermissionsBoundary { get; init; }

    [Description("Tags by key.")]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    [Description("Access keys, at most two; exported with --with-secrets only. Keys that are not listed stay.")]
    public IReadOnlyList<WorldAccessKey>? AccessKeys { get; init; }

    [Description("The console password; exported with --with-secrets only, and left as it is when not given.")]
    public LoginProfile? Login { get; init; }
}

/// <summary>A group.</summary>
internal sealed record WorldGroup : IWorldHolder
{
    [Description("1 to 128 characters.")]
    public required string Name { get; init; }

    [Description("The IAM path; / when not given.")]
    public string? Path { get; init; }

    [Description("The unique id, AGPA…; drawn when not given.")]
    public string? UniqueId { get; init; }

    [Description("When it was made; the moment of applying when not given.")]
    public DateTimeOffset? CreatedAt { get; init; }

    [Description("Inline policies by name.")]
    public IReadOnlyDictionary<string, PolicyText>? InlinePolicies { get; init; }

    [Description("ARNs of attached managed policies.")]
    public IReadOnlyList<string>? ManagedPolicies { get; init; }
}

/// <summary>A role.</summary>
internal sealed record WorldRole : IWorldHolder
{
    [Description("1 to 64 characters.")]
    public required string Name { get; init; }

    [Description("The IAM path; / when not given.")]
    public string? Path { get; init; }

    [Description("The unique id, AROA…; drawn when not given.")]
    public string? UniqueId { get; init; }

    [Description("When it was made; the moment of applying when not given.")]
    public DateTimeOffset? CreatedAt { get; init; }

    [Description("What it is for, at most 1,000 characters.")]
    public string? Description { get; init; }

    [Description("The longest session in seconds, 3,600 to 43,200; 3,600 when not given.")]
    public int? MaxSessionSeconds { get; init; }

    [Description("Who may assume the role.")]
    public required PolicyText TrustPolicy { get; init; }

    [Description("Inline policies by name.")]
    public IReadOnlyDictionary<string, PolicyText>? InlinePolicies { get; init; }

    [Description("ARNs of attached managed policies.")]
    public IReadOnlyList<string>? ManagedPolicies { get; init; }

    [Description("The ARN of the managed policy that bounds what the others allow.")]
    public string? PermissionsBoundary { get; init; }

    [Description("The service the role is linked to.")]
    public string? LinkedService { get; init; }

    [Description("Tags by key.")]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

/// <summary>A managed policy: one document, or its versions.</summary>
[Description("A managed policy: one document, or its versions.")]
internal sealed record WorldPolicy
{
    [Description("1 to 128 characters.")]
    public required string Name { get; init; }

    [Description("The IAM path; / when not given.")]
    public string? Path { get; init; }

    [Description("The unique id, ANPA…; drawn when not given.")]
    public string? UniqueId { get; init; }

    [Description("When it was made; the moment of applying when not given.")]
    public DateTimeOffset? CreatedAt { get; init; }

    [Description("When a version was last added or made the default one.")]
    public DateTimeOffset? UpdatedAt { get; init; }

    [Description("What it is for, at most 1,000 characters.")]
    public string? Description { get; init; }

    [Description("The document in force; one that differs from the stored one becomes a new version.")]
    public PolicyText? Document { get; init; }

    [Description("All versions, at most five, oldest first, in place of document.")]
    public IReadOnlyList<WorldVersion>? Versions { get; init; }

    [Description("The number of the version in force; with versions.")]
    public int? DefaultVersion { get; init; }

    [Description("The highest version number ever given; with versions.")]
    public int? LastVersion { get; init; }

    [Description("Tags by key.")]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

/// <summary>One version of a managed policy.</summary>
internal sealed record WorldVersion
{
    [Description("From 1.")]
    public required int Number { get; init; }

    [Description("The document.")]
    public required PolicyText Document { get; init; }

    [Description("When it was added; the moment of applying when not given.")]
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>An instance profile.</summary>
internal sealed record WorldInstanceProfile
{
    [Description("1 to 128 characters.")]
    public required string Name { get; init; }

    [Description("The IAM path; / when not given.")]
    public string? Path { get; init; }

    [Description("The unique id, AIPA…; drawn when not given.")]
    public string? UniqueId { get; init; }

    [Description("When it was made; the moment of applying when not given.")]
    public DateTimeOffset? CreatedAt { get; init; }

    [Description("The name of the role it holds.")]
    public string? Role { get; init; }

    [Description("Tags by key.")]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

/// <summary>An OpenID Connect provider.</summary>
internal sealed record WorldOidcProvider
{
    [Description("The issuer, beginning with https://.")]
    public required string Url { get; init; }

    [Description("A random id; drawn when not given.")]
    public string? UniqueId { get; init; }

    [Description("When it was registered; the moment of applying when not given.")]
    public DateTimeOffset? CreatedAt { get; init; }

    [Description("Audiences, at most 100.")]
    public IReadOnlyList<string>? ClientIds { get; init; }

    [Description("SHA-1 thumbprints of certificates trusted besides the roots in use, at most five.")]
    public IReadOnlyList<string>? Thumbprints { get; init; }

    [Description("Tags by key.")]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

/// <summary>A SAML provider.</summary>
internal sealed record WorldSamlProvider
{
    [Description("1 to 128 characters.")]
    public required string Name { get; init; }

    [Description("The SAMLProviderUUID; drawn when not given.")]
    public string? UniqueId { get; init; }

    [Description("When it was registered; the moment of applying when not given.")]
    public DateTimeOffset? CreatedAt { get; init; }

    [Description("When its metadata was last set.")]
    public DateTimeOffset? UpdatedAt { get; init; }

    [Description("The metadata document as text.")]
    public required string Metadata { get; init; }

    [Description("True refuses assertions that are not encrypted.")]
    public bool? RequiresEncryption { get; init; }

    [Description("Keys that open encrypted assertions, at most two; exported with --with-secrets only, and left as they are when not given.")]
    public IReadOnlyList<WorldSamlKey>? PrivateKeys { get; init; }

    [Description("Tags by key.")]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

/// <summary>A private key of a SAML provider.</summary>
internal sealed record WorldSamlKey
{
    [Description("The KeyId; drawn when not given.")]
    public string? Id { get; init; }

    [Description("When it was added; the moment of applying when not given.")]
    public DateTimeOffset? AddedAt { get; init; }

    [Description("The key as PEM.")]
    public required string Pem { get; init; }
}

/// <summary>A virtual MFA device.</summary>
internal sealed record WorldMfaDevice
{
    [Description("1 to 226 characters; the last part of the serial number.")]
    public required string Name { get; init; }

    [Description("The IAM path; / when not given.")]
    public string? Path { get; init; }

    [Description("A random id; drawn when not given.")]
    public string? UniqueId { get; init; }

    [Description("The seed of its codes in base64 (not in base32, as authenticator apps show it).")]
    public required byte[] Seed { get; init; }

    [Description("The user whose device it is.")]
    public string? User { get; init; }

    [Description("True for a device of root.")]
    public bool? Root { get; init; }

    [Description("When it was enabled; the moment of applying when not given.")]
    public DateTimeOffset? EnabledAt { get; init; }

    [Description("How many thirty-second steps the device's clock is ahead.")]
    public int? DriftSteps { get; init; }

    [Description("Tags by key.")]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
