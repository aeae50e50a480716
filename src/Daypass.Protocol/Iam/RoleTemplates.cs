using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Show a role template.</summary>
[Operation("GetRoleTemplateVersion", Service.Iam, Output = typeof(GetRoleTemplateVersionResponse),
    Errors = [ErrorCode.InvalidInput, ErrorCode.NoSuchEntity])]
public sealed partial record GetRoleTemplateVersionRequest
{
    /// <summary>The ARN of the role template, which ends in its major version.</summary>
    [IamArn]
    public required string TemplateArn { get; init; }

    /// <summary>The minor version; the template's default one when it is not given.</summary>
    public int? MinorVersion { get; init; }
}

/// <summary>What GetRoleTemplateVersion answers.</summary>
[OperationOutput]
public sealed partial record GetRoleTemplateVersionResponse
{
    /// <summary>The template.</summary>
    public required RoleTemplateVersionShape RoleTemplateVersion { get; init; }
}

/// <summary>Get the role of a role template: the one that was made of it, or a new one.</summary>
[Operation("AcquireRole", Service.Iam, Output = typeof(AcquireRoleResponse),
    Errors =
    [
        ErrorCode.ConcurrentModification, ErrorCode.EntityAlreadyExists, ErrorCode.InvalidInput, ErrorCode.LimitExceeded,
        ErrorCode.MalformedPolicyDocument, ErrorCode.NameConflict, ErrorCode.NoSuchEntity, ErrorCode.RoleModified, ErrorCode.RoleTemplateDisabled
    ])]
public sealed partial record AcquireRoleRequest
{
    /// <summary>The ARN of the role template, which ends in its major version.</summary>
    [IamArn]
    public required string TemplateArn { get; init; }

    /// <summary>The minor version; the template's default one when it is not given.</summary>
    public int? TemplateMinorVersion { get; init; }

    /// <summary>What the template's parameters are replaced by.</summary>
    public IReadOnlyDictionary<string, ReplacementValueEntry>? ReplacementValues { get; init; }
}

/// <summary>What AcquireRole answers.</summary>
[OperationOutput]
public sealed partial record AcquireRoleResponse
{
    /// <summary>The role.</summary>
    public required RoleShape Role { get; init; }
}

/// <summary>What a parameter of a role template is replaced by.</summary>
[QueryInput]
public sealed partial record ReplacementValueEntry
{
    /// <summary>One value, or several for a parameter that is a list.</summary>
    public required IReadOnlyList<string> Values { get; init; }
}
