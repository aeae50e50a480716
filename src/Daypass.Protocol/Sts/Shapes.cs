using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Sts;

/// <summary>Temporary credentials as a client receives them.</summary>
[QueryOutput]
public sealed partial record Credentials
{
    /// <summary>The access key id.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The secret to sign with.</summary>
    [Sensitive]
    public required string SecretAccessKey { get; init; }

    /// <summary>The token to send along with every request.</summary>
    [Sensitive]
    public required string SessionToken { get; init; }

    /// <summary>When the credentials end.</summary>
    public required DateTimeOffset Expiration { get; init; }
}

/// <summary>The session of a role.</summary>
[QueryOutput, ElementOrder(nameof(AssumedRoleId), nameof(Arn))]
public sealed partial record AssumedRoleUser
{
    /// <summary>The role's unique id and the session name, joined by a colon.</summary>
    public required string AssumedRoleId { get; init; }

    /// <summary>The ARN of the session.</summary>
    public required string Arn { get; init; }
}

/// <summary>A user whom an IAM user or root speaks for.</summary>
[QueryOutput]
public sealed partial record FederatedUser
{
    /// <summary>The account and the name, joined by a colon.</summary>
    public required string FederatedUserId { get; init; }

    /// <summary>The ARN of the federated user.</summary>
    public required string Arn { get; init; }
}

/// <summary>Names a managed policy that limits a session.</summary>
[QueryInput]
public sealed partial record PolicyDescriptor
{
    /// <summary>The ARN of a managed policy.</summary>
    [WireName("arn"), Arn]
    public string? Arn { get; init; }
}

/// <summary>A tag of a session or, in IAM, of an entity.</summary>
[QueryInput, QueryOutput]
public sealed partial record Tag
{
    /// <summary>The key; unique without regard to case.</summary>
    [Length(1, 128), Pattern(Patterns.TagKey)]
    public required string Key { get; init; }

    /// <summary>The value.</summary>
    [Length(0, 256), Pattern(Patterns.TagValue)]
    public required string Value { get; init; }
}

/// <summary>A signed statement about the caller by a trusted context provider.</summary>
[QueryInput]
public sealed partial record ProvidedContext
{
    /// <summary>The ARN of the provider.</summary>
    [Arn]
    public string? ProviderArn { get; init; }

    /// <summary>The statement, in the provider's own form.</summary>
    [Length(4, 2048), Unrecorded]
    public string? ContextAssertion { get; init; }
}
