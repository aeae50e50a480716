using System.Globalization;
using Daypass.Protocol;

namespace Daypass.Iam.RoleTemplates;

/// <summary>Turns role templates into what clients receive.</summary>
internal static class RoleTemplateAnswers
{
    /// <summary>A version of a template.</summary>
    public static RoleTemplateVersionShape ToWire(this RoleTemplate template, RoleTemplateVersion version, Arn arn)
    {
        var name = arn.ResourceName;
        var colon = name.LastIndexOf(':');
        return new()
        {
            TemplateArn = arn.Text,
            TemplateName = name[..colon].ToString(),
            TemplateVersionId = version.Id,
            Description = version.Description,
            MajorVersion = int.Parse(name[(colon + 1)..], CultureInfo.InvariantCulture),
            DefaultMinorVersion = template.DefaultMinor,
            ManagedByType = template.ManagedBy is null ? null : "Service",
            ManagedByValue = template.ManagedBy,
            Enabled = template.Enabled,
            MinorVersion = version.Minor,
            RoleNamePattern = version.RoleName,
            RolePathPattern = version.RolePath,
            RoleDescriptionPattern = version.RoleDescription,
            AssumeRolePolicyDocumentTemplate = version.Trust,
            InlinePolicyTemplates = OrNone(version.Inline, static policy => new InlinePolicyShape
            {
                PolicyName = policy.Name,
                PolicyDocument = policy.Document,
            }),
            ManagedPolicyArns = OrNone(version.Attached, static policy => policy),
            PermissionBoundaryArn = version.Boundary,
            ParametersDefinition = OrNone(version.Parameters, static parameter => new ParameterDefinitionShape
            {
                Name = parameter.Name,
                Type = parameter.Type,
                SubType = parameter.SubType,
                Description = parameter.Description,
                IsRequired = parameter.IsRequired,
                DefaultValue = parameter.Default,
                Immutable = parameter.IsImmutable,
            }),
            RoleTagsTemplate = OrNone(version.Tags, static tag => new TagTemplateShape { Key = tag.Key, Value = tag.Value }),
            MaxSessionDuration = version.MaxSessionSeconds,
            VersionEnabled = version.Enabled,
            CreateTimestamp = version.CreatedAt,
            UpdateTimestamp = version.CreatedAt,
        };
    }

    private static List<TShape>? OrNone<T, TShape>(IReadOnlyList<T> items, Func<T, TShape> shape) => items.Count == 0 ? null : [.. items.Select(shape)];
}
