using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Add tags to an OpenID Connect provider.</summary>
[Operation("TagOpenIDConnectProvider", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record TagOpenIdConnectProviderRequest
{
    /// <summary>The ARN of the OpenID Connect provider.</summary>
    [WireName("OpenIDConnectProviderArn"), Length(20, 2048)]
    public required string OpenIdConnectProviderArn { get; init; }

    /// <summary>Tags.</summary>
    [Count(0, 50)]
    public required IReadOnlyList<Tag> Tags { get; init; }
}

/// <summary>Remove tags from an OpenID Connect provider.</summary>
[Operation("UntagOpenIDConnectProvider", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record UntagOpenIdConnectProviderRequest
{
    /// <summary>The ARN of the OpenID Connect provider.</summary>
    [WireName("OpenIDConnectProviderArn"), Length(20, 2048)]
    public required string OpenIdConnectProviderArn { get; init; }

    /// <summary>The keys of the tags to remove.</summary>
    [Count(0, 50), Length(1, 128), Pattern(Patterns.TagKey)]
    public required IReadOnlyList<string> TagKeys { get; init; }
}

/// <summary>List the tags of an OpenID Connect provider.</summary>
[Operation("ListOpenIDConnectProviderTags", Service.Iam, Output = typeof(ListOpenIdConnectProviderTagsResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListOpenIdConnectProviderTagsRequest
{
    /// <summary>The ARN of the OpenID Connect provider.</summary>
    [WireName("OpenIDConnectProviderArn"), Length(20, 2048)]
    public required string OpenIdConnectProviderArn { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What ListOpenIDConnectProviderTags answers.</summary>
[OperationOutput]
public sealed partial record ListOpenIdConnectProviderTagsResponse
{
    /// <summary>Tags.</summary>
    public required IReadOnlyList<Tag> Tags { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}
