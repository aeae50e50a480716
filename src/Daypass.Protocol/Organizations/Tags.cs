using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Organizations;

/// <summary>Tag a root, a unit, an account or a policy.</summary>
[Operation("TagResource", Service.Organizations,
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.ConcurrentModification, OrganizationsErrorCode.AWSOrganizationsNotInUse,
        OrganizationsErrorCode.TargetNotFound, OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record TagResourceRequest
{
    /// <summary>The root, unit, account or policy.</summary>
    [TaggableResourceId]
    public required string ResourceId { get; init; }

    /// <summary>Tags.</summary>
    public required IReadOnlyList<OrganizationTag> Tags { get; init; }
}

/// <summary>Remove tags of a root, unit, account or policy.</summary>
[Operation("UntagResource", Service.Organizations,
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.ConcurrentModification, OrganizationsErrorCode.AWSOrganizationsNotInUse,
        OrganizationsErrorCode.TargetNotFound, OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record UntagResourceRequest
{
    /// <summary>The root, unit, account or policy.</summary>
    [TaggableResourceId]
    public required string ResourceId { get; init; }

    /// <summary>The keys of the tags.</summary>
    [Length(1, 128), Pattern(OrganizationPatterns.Tag)]
    public required IReadOnlyList<string> TagKeys { get; init; }
}

/// <summary>List the tags of a root, unit, account or policy.</summary>
[Operation("ListTagsForResource", Service.Organizations, Output = typeof(ListTagsForResourceResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.TargetNotFound,
        OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record ListTagsForResourceRequest
{
    /// <summary>The root, unit, account or policy.</summary>
    [TaggableResourceId]
    public required string ResourceId { get; init; }

    /// <summary>Where to go on: the token of the page before.</summary>
    [NextToken]
    public string? NextToken { get; init; }
}

/// <summary>What ListTagsForResource answers.</summary>
[OperationOutput]
public sealed partial record ListTagsForResourceResponse : TokenPagedResponse
{
    /// <summary>Tags.</summary>
    public required IReadOnlyList<OrganizationTag> Tags { get; init; }
}
