using Daypass.Protocol.Attributes;

namespace Daypass.Protocol.Iam;

/// <summary>A version of a role template.</summary>
[QueryOutput]
public sealed partial record RoleTemplateVersionShape
{
    /// <summary>The ARN, which ends in the major version.</summary>
    public required string TemplateArn { get; init; }

    /// <summary>The name.</summary>
    public required string TemplateName { get; init; }

    /// <summary>The unique id of this version.</summary>
    public string? TemplateVersionId { get; init; }

    /// <summary>What its roles are for.</summary>
    public string? Description { get; init; }

    /// <summary>The major version.</summary>
    public int? MajorVersion { get; init; }

    /// <summary>The minor version of who asks for none.</summary>
    public int? DefaultMinorVersion { get; init; }

    /// <summary>Who publishes it: <c>Service</c>.</summary>
    public string? ManagedByType { get; init; }

    /// <summary>The service that publishes it.</summary>
    public string? ManagedByValue { get; init; }

    /// <summary>Whether roles can be made of the template.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The minor version.</summary>
    public int? MinorVersion { get; init; }

    /// <summary>The name of its roles, with the parameters in it.</summary>
    public string? RoleNamePattern { get; init; }

    /// <summary>The path of its roles, with the parameters in it.</summary>
    public string? RolePathPattern { get; init; }

    /// <summary>The description of its roles, with the parameters in it.</summary>
    public string? RoleDescriptionPattern { get; init; }

    /// <summary>The trust policy of its roles, with the parameters in it.</summary>
    [PercentEncoded]
    public string? AssumeRolePolicyDocumentTemplate { get; init; }

    /// <summary>The inline policies of its roles, with the parameters in them.</summary>
    public IReadOnlyList<InlinePolicyShape>? InlinePolicyTemplates { get; init; }

    /// <summary>The ARNs of the managed policies of its roles.</summary>
    public IReadOnlyList<string>? ManagedPolicyArns { get; init; }

    /// <summary>The ARN of the managed policy that bounds the permissions of its roles.</summary>
    public string? PermissionBoundaryArn { get; init; }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<ParameterDefinitionShape>? ParametersDefinition { get; init; }

    /// <summary>The tags of its roles.</summary>
    public IReadOnlyList<TagTemplateShape>? RoleTagsTemplate { get; init; }

    /// <summary>The longest session of its roles in seconds.</summary>
    public int? MaxSessionDuration { get; init; }

    /// <summary>Whether roles can be made of this version.</summary>
    public bool? VersionEnabled { get; init; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset? CreateTimestamp { get; init; }

    /// <summary>When it was changed.</summary>
    public DateTimeOffset? UpdateTimestamp { get; init; }
}

/// <summary>An inline policy of a role template.</summary>
[QueryOutput]
public sealed partial record InlinePolicyShape
{
    /// <summary>The name.</summary>
    public required string PolicyName { get; init; }

    /// <summary>The document, with the parameters in it.</summary>
    [PercentEncoded]
    public required string PolicyDocument { get; init; }
}

/// <summary>A parameter of a role template.</summary>
[QueryOutput]
public sealed partial record ParameterDefinitionShape
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are.</summary>
    [OneOf("String", "StringList", "Number", "NumberList", "Arn", "ArnList")]
    public required string Type { get; init; }

    /// <summary>What they are more precisely.</summary>
    public string? SubType { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Whether a role cannot be had without it.</summary>
    public bool? IsRequired { get; init; }

    /// <summary>Its value where none is given.</summary>
    public string? DefaultValue { get; init; }

    /// <summary>Whether its value stays for ever.</summary>
    public bool? Immutable { get; init; }
}

/// <summary>A tag of the roles of a template.</summary>
[QueryOutput]
public sealed partial record TagTemplateShape
{
    /// <summary>The key, with the parameters in it.</summary>
    public required string Key { get; init; }

    /// <summary>The value, with the parameters in it.</summary>
    public required string Value { get; init; }
}

/// <summary>The role template that a role was made from.</summary>
[QueryOutput]
public sealed partial record SourceRoleTemplate
{
    /// <summary>The ARN of the template.</summary>
    public required string TemplateArn { get; init; }

    /// <summary>The minor version.</summary>
    public required int TemplateMinorVersion { get; init; }
}
