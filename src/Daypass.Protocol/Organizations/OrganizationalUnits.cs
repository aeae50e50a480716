using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Organizations;

/// <summary>Make a unit below a root or another unit.</summary>
[Operation("CreateOrganizationalUnit", Service.Organizations, Output = typeof(CreateOrganizationalUnitResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConcurrentModification,
        OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.DuplicateOrganizationalUnit, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.ParentNotFound, OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record CreateOrganizationalUnitRequest
{
    /// <summary>The root or unit.</summary>
    [ParentId]
    public required string ParentId { get; init; }

    /// <summary>The name.</summary>
    [AnyName]
    public required string Name { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<OrganizationTag> Tags { get; init; } = [];
}

/// <summary>What CreateOrganizationalUnit answers.</summary>
[OperationOutput]
public sealed partial record CreateOrganizationalUnitResponse
{
    /// <summary>The unit.</summary>
    public OrganizationalUnitShape? OrganizationalUnit { get; init; }
}

/// <summary>Describe a unit.</summary>
[Operation("DescribeOrganizationalUnit", Service.Organizations, Output = typeof(DescribeOrganizationalUnitResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.OrganizationalUnitNotFound, OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record DescribeOrganizationalUnitRequest
{
    /// <summary>The unit.</summary>
    [OrganizationalUnitId]
    public required string OrganizationalUnitId { get; init; }
}

/// <summary>What DescribeOrganizationalUnit answers.</summary>
[OperationOutput]
public sealed partial record DescribeOrganizationalUnitResponse
{
    /// <summary>The unit.</summary>
    public OrganizationalUnitShape? OrganizationalUnit { get; init; }
}

/// <summary>Rename a unit.</summary>
[Operation("UpdateOrganizationalUnit", Service.Organizations, Output = typeof(UpdateOrganizationalUnitResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConcurrentModification,
        OrganizationsErrorCode.DuplicateOrganizationalUnit, OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.OrganizationalUnitNotFound,
        OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record UpdateOrganizationalUnitRequest
{
    /// <summary>The unit.</summary>
    [OrganizationalUnitId]
    public required string OrganizationalUnitId { get; init; }

    /// <summary>The name.</summary>
    [AnyName]
    public string? Name { get; init; }
}

/// <summary>What UpdateOrganizationalUnit answers.</summary>
[OperationOutput]
public sealed partial record UpdateOrganizationalUnitResponse
{
    /// <summary>The unit.</summary>
    public OrganizationalUnitShape? OrganizationalUnit { get; init; }
}

/// <summary>Delete a unit that is empty.</summary>
[Operation("DeleteOrganizationalUnit", Service.Organizations,
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConcurrentModification,
        OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.OrganizationalUnitNotEmpty, OrganizationsErrorCode.OrganizationalUnitNotFound,
        OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record DeleteOrganizationalUnitRequest
{
    /// <summary>The unit.</summary>
    [OrganizationalUnitId]
    public required string OrganizationalUnitId { get; init; }
}

/// <summary>List the units directly below a root or unit.</summary>
[Operation("ListOrganizationalUnitsForParent", Service.Organizations, Output = typeof(ListOrganizationalUnitsForParentResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.ParentNotFound, OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record ListOrganizationalUnitsForParentRequest : TokenPagedRequest
{
    /// <summary>The root or unit.</summary>
    [ParentId]
    public required string ParentId { get; init; }
}

/// <summary>What ListOrganizationalUnitsForParent answers.</summary>
[OperationOutput]
public sealed partial record ListOrganizationalUnitsForParentResponse : TokenPagedResponse
{
    /// <summary>The units.</summary>
    public required IReadOnlyList<OrganizationalUnitShape> OrganizationalUnits { get; init; }
}

/// <summary>List the parent of an account or unit.</summary>
[Operation("ListParents", Service.Organizations, Output = typeof(ListParentsResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ChildNotFound,
        OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record ListParentsRequest : TokenPagedRequest
{
    /// <summary>The account or unit.</summary>
    [ChildId]
    public required string ChildId { get; init; }
}

/// <summary>What ListParents answers.</summary>
[OperationOutput]
public sealed partial record ListParentsResponse : TokenPagedResponse
{
    /// <summary>The parent.</summary>
    public required IReadOnlyList<Parent> Parents { get; init; }
}

/// <summary>List the accounts or the units directly below a root or unit.</summary>
[Operation("ListChildren", Service.Organizations, Output = typeof(ListChildrenResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.ParentNotFound, OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record ListChildrenRequest : TokenPagedRequest
{
    /// <summary>The root or unit.</summary>
    [ParentId]
    public required string ParentId { get; init; }

    /// <summary>What is listed.</summary>
    [OneOf("ACCOUNT", "ORGANIZATIONAL_UNIT")]
    public required string ChildType { get; init; }
}

/// <summary>What ListChildren answers.</summary>
[OperationOutput]
public sealed partial record ListChildrenResponse : TokenPagedResponse
{
    /// <summary>The accounts or units.</summary>
    public required IReadOnlyList<Child> Children { get; init; }
}
