using System.ComponentModel;
using System.Text.Json.Serialization;
using Daypass.Protocol.Iam;

namespace Daypass.Worlds.Format;

/// <summary>What identity providers have in common.</summary>
internal abstract record WorldProvider : IWorldEntity
{
    public abstract string? UniqueId { get; init; }

    [JsonPropertyOrder(-1)]
    [Description("When it was registered; the moment of applying when not given.")]
    public DateTimeOffset? CreatedAt { get; init; }

    [JsonPropertyOrder(3)]
    [Description("Tags by key.")]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    [Description("True leaves it as it is where it is there already.")]
    public bool? OnlyCreate { get; init; }

    [JsonPropertyOrder(4)]
    [Description("Which claims or attributes stay with sessions as trusted context.")]
    public WorldContextProvider? ContextProvider { get; init; }
}

/// <summary>Which claims or attributes of an identity provider stay with sessions.</summary>
[SameLimitsAs<ContextProviderShape>]
internal sealed record WorldContextProvider
{
    [Description("The claim or attribute that is the subject; Subject/NameID for a SAML NameID.")]
    public required string SubjectSourceKey { get; init; }

    [Description("The claim or attribute that tells the kind of subject.")]
    public string? SubjectTypeSourceKey { get; init; }

    [Description("The kind of every subject, such as user or workload, in place of a claim.")]
    public string? SubjectTypeValue { get; init; }

    [Description("Further claims or attributes, at most ten.")]
    public IReadOnlyList<WorldContextKey>? Keys { get; init; }
}

/// <summary>A claim or attribute, and the condition key it becomes.</summary>
[SameLimitsAs<ContextProviderKeyDefinition>]
internal sealed record WorldContextKey
{
    [Description("The claim or attribute.")]
    public required string SourceKey { get; init; }

    [Description("What stands after aws:TransactionContext/IdentityProvider/; the source key when not given.")]
    public string? TargetKey { get; init; }
}

/// <summary>An OpenID Connect provider.</summary>
[SameLimitsAs<CreateOpenIdConnectProviderRequest>]
internal sealed record WorldOidcProvider : WorldProvider
{
    [JsonPropertyOrder(-4)]
    [Description("The issuer, beginning with https://.")]
    public required string Url { get; init; }

    [JsonPropertyOrder(-2)]
    [Description("A random id; drawn when not given.")]
    public override string? UniqueId { get; init; }

    [Description("Audiences, at most 100.")]
    [SameLimitsAs<CreateOpenIdConnectProviderRequest>(
        nameof(CreateOpenIdConnectProviderRequest.ClientIdList), Sentence = "a client id has {min} to {max} characters.")]
    public IReadOnlyList<string>? ClientIds { get; init; }

    [Description("SHA-1 thumbprints of certificates trusted besides the roots in use, at most five.")]
    [SameLimitsAs<CreateOpenIdConnectProviderRequest>(
        nameof(CreateOpenIdConnectProviderRequest.ThumbprintList), Sentence = "a thumbprint is the SHA-1 of a certificate: {min} hexadecimal digits.")]
    public IReadOnlyList<string>? Thumbprints { get; init; }
}

/// <summary>A SAML provider.</summary>
[SameLimitsAs<CreateSamlProviderRequest>]
internal sealed record WorldSamlProvider : WorldProvider
{
    [JsonPropertyOrder(-4)]
    [Description("{min} to {max} characters.")]
    public required string Name { get; init; }

    [JsonPropertyOrder(-2)]
    [Description("The SAMLProviderUUID; drawn when not given.")]
    public override string? UniqueId { get; init; }

    [Description("When its metadata was last set.")]
    public DateTimeOffset? UpdatedAt { get; init; }

    [Description("The metadata document as text.")]
    [SameLimitsAs<CreateSamlProviderRequest>(nameof(CreateSamlProviderRequest.SamlMetadataDocument))]
    public required string Metadata { get; init; }

    [Description("True refuses assertions that are not encrypted.")]
    public bool? RequiresEncryption { get; init; }

    [Description("Keys that open encrypted assertions, at most two; exported with --with-secrets only, and left as they are when not given.")]
    public IReadOnlyList<WorldSamlKey>? PrivateKeys { get; init; }
}

/// <summary>A private key of a SAML provider.</summary>
internal sealed record WorldSamlKey
{
    [Description("The KeyId; drawn when not given.")]
    [SameLimitsAs<UpdateSamlProviderRequest>(nameof(UpdateSamlProviderRequest.RemovePrivateKey))]
    public string? Id { get; init; }

    [Description("When it was added; the moment of applying when not given.")]
    public DateTimeOffset? AddedAt { get; init; }

    [Description("The key as PEM.")]
    [SameLimitsAs<CreateSamlProviderRequest>(nameof(CreateSamlProviderRequest.AddPrivateKey))]
    public required string Pem { get; init; }
}

/// <summary>A virtual MFA device.</summary>
[SameLimitsAs<CreateVirtualMfaDeviceRequest>(Name = nameof(CreateVirtualMfaDeviceRequest.VirtualMfaDeviceName))]
internal sealed record WorldMfaDevice : IWorldEntity
{
    [Description("1 to 226 characters; the last part of the serial number.")]
    public required string Name { get; init; }

    [Description("The IAM path; / when not given.")]
    public string? Path { get; init; }

    [Description("A random id; drawn when not given.")]
    public string? UniqueId { get; init; }

    [Description("The seed of its codes in base64 (not in base32, as authenticator apps show it).")]
    public required byte[] Seed { get; init; }

    [Description("True leaves it as it is where it is there already.")]
    public bool? OnlyCreate { get; init; }

    [Description("The user whose device it is.")]
    public string? User { get; init; }

    [Description("True for a device of root.")]
    public bool? Root { get; init; }

    [Description("When it was enabled; the moment of applying when not given.")]
    public DateTimeOffset? EnabledAt { get; init; }

    [Description("How many thirty-second steps the device's clock is ahead.")]
    public int? DriftSteps { get; init; }

    [Description("The thirty-second step, counted from 1970, of the last code that enabled or synchronised it; no older codes do so again.")]
    public int? LastPairStep { get; init; }

    [Description("Tags by key.")]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
