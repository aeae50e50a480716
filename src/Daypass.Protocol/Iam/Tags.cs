using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Protocol.Iam;

/// <summary>Add tags to a resource.</summary>
public abstract record TagRequest
{
    /// <summary>Tags.</summary>
    [Tags]
    public required IReadOnlyList<Tag> Tags { get; init; }
}

/// <summary>Remove tags from a resource.</summary>
public abstract record UntagRequest
{
    /// <summary>The keys of the tags to remove.</summary>
    [TagKeys]
    public required IReadOnlyList<string> TagKeys { get; init; }
}

/// <summary>What an operation that lists tags answers.</summary>
[OperationOutput]
public sealed partial record ListTagsResponse : PagedResponse
{
    /// <summary>Tags.</summary>
    public required IReadOnlyList<Tag> Tags { get; init; }
}

/// <summary>Add tags to an instance profile.</summary>
[Operation("TagInstanceProfile", Service.Iam,
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.LimitExceeded, ErrorCode.ConcurrentModification])]
public sealed partial record TagInstanceProfileRequest : TagRequest
{
    /// <summary>The name of the instance profile.</summary>
    [InstanceProfileName]
    public required string InstanceProfileName { get; init; }
}

/// <summary>Remove tags from an instance profile.</summary>
[Operation("UntagInstanceProfile", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record UntagInstanceProfileRequest : UntagRequest
{
    /// <summary>The name of the instance profile.</summary>
    [InstanceProfileName]
    public required string InstanceProfileName { get; init; }
}

/// <summary>List the tags of an instance profile.</summary>
[Operation("ListInstanceProfileTags", Service.Iam, Output = typeof(ListTagsResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListInstanceProfileTagsRequest : PagedRequest
{
    /// <summary>The name of the instance profile.</summary>
    [InstanceProfileName]
    public required string InstanceProfileName { get; init; }
}

/// <summary>Add tags to an MFA device.</summary>
[Operation("TagMFADevice", Service.Iam, Errors = [ErrorCode.InvalidInput, ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.ConcurrentModification])]
public sealed partial record TagMfaDeviceRequest : TagRequest
{
    /// <summary>The serial number (the ARN) of the device.</summary>
    [IamSerialNumber]
    public required string SerialNumber { get; init; }
}

/// <summary>Remove tags from an MFA device.</summary>
[Operation("UntagMFADevice", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record UntagMfaDeviceRequest : UntagRequest
{
    /// <summary>The serial number (the ARN) of the device.</summary>
    [IamSerialNumber]
    public required string SerialNumber { get; init; }
}

/// <summary>List the tags of an MFA device.</summary>
[Operation("ListMFADeviceTags", Service.Iam, Output = typeof(ListTagsResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListMfaDeviceTagsRequest : PagedRequest
{
    /// <summary>The serial number (the ARN) of the device.</summary>
    [IamSerialNumber]
    public required string SerialNumber { get; init; }
}

/// <summary>Add tags to an OpenID Connect provider.</summary>
[Operation("TagOpenIDConnectProvider", Service.Iam,
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record TagOpenIdConnectProviderRequest : TagRequest
{
    /// <summary>The ARN of the OpenID Connect provider.</summary>
    [WireName("OpenIDConnectProviderArn"), IamArn]
    public required string OpenIdConnectProviderArn { get; init; }
}

/// <summary>Remove tags from an OpenID Connect provider.</summary>
[Operation("UntagOpenIDConnectProvider", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record UntagOpenIdConnectProviderRequest : UntagRequest
{
    /// <summary>The ARN of the OpenID Connect provider.</summary>
    [WireName("OpenIDConnectProviderArn"), IamArn]
    public required string OpenIdConnectProviderArn { get; init; }
}

/// <summary>List the tags of an OpenID Connect provider.</summary>
[Operation("ListOpenIDConnectProviderTags", Service.Iam, Output = typeof(ListTagsResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListOpenIdConnectProviderTagsRequest : PagedRequest
{
    /// <summary>The ARN of the OpenID Connect provider.</summary>
    [WireName("OpenIDConnectProviderArn"), IamArn]
    public required string OpenIdConnectProviderArn { get; init; }
}

/// <summary>Add tags to a managed policy.</summary>
[Operation("TagPolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record TagPolicyRequest : TagRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [IamArn]
    public required string PolicyArn { get; init; }
}

/// <summary>Remove tags from a managed policy.</summary>
[Operation("UntagPolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record UntagPolicyRequest : UntagRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [IamArn]
    public required string PolicyArn { get; init; }
}

/// <summary>List the tags of a managed policy.</summary>
[Operation("ListPolicyTags", Service.Iam, Output = typeof(ListTagsResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListPolicyTagsRequest : PagedRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [IamArn]
    public required string PolicyArn { get; init; }
}

/// <summary>Add tags to a role.</summary>
[Operation("TagRole", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record TagRoleRequest : TagRequest
{
    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }
}

/// <summary>Remove tags from a role.</summary>
[Operation("UntagRole", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.ConcurrentModification])]
public sealed partial record UntagRoleRequest : UntagRequest
{
    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }
}

/// <summary>List the tags of a role.</summary>
[Operation("ListRoleTags", Service.Iam, Output = typeof(ListTagsResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListRoleTagsRequest : PagedRequest
{
    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }
}

/// <summary>Add tags to a SAML provider.</summary>
[Operation("TagSAMLProvider", Service.Iam,
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record TagSamlProviderRequest : TagRequest
{
    /// <summary>The ARN of the SAML provider.</summary>
    [WireName("SAMLProviderArn"), IamArn]
    public required string SamlProviderArn { get; init; }
}

/// <summary>Remove tags from a SAML provider.</summary>
[Operation("UntagSAMLProvider", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record UntagSamlProviderRequest : UntagRequest
{
    /// <summary>The ARN of the SAML provider.</summary>
    [WireName("SAMLProviderArn"), IamArn]
    public required string SamlProviderArn { get; init; }
}

/// <summary>List the tags of a SAML provider.</summary>
[Operation("ListSAMLProviderTags", Service.Iam, Output = typeof(ListTagsResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListSamlProviderTagsRequest : PagedRequest
{
    /// <summary>The ARN of the SAML provider.</summary>
    [WireName("SAMLProviderArn"), IamArn]
    public required string SamlProviderArn { get; init; }
}

/// <summary>Add tags to a user.</summary>
[Operation("TagUser", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record TagUserRequest : TagRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public required string UserName { get; init; }
}

/// <summary>Remove tags from a user.</summary>
[Operation("UntagUser", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.ConcurrentModification])]
public sealed partial record UntagUserRequest : UntagRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public required string UserName { get; init; }
}

/// <summary>List the tags of a user.</summary>
[Operation("ListUserTags", Service.Iam, Output = typeof(ListTagsResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListUserTagsRequest : PagedRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public required string UserName { get; init; }
}
