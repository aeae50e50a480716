using System.Globalization;
using Daypass.Core.Directory;
using Daypass.Protocol;

namespace Daypass.Iam.RoleTemplates;

/// <summary>Makes of a role template and the values of a request what the role is to be.</summary>
internal static class RoleRendering
{
    private const string AwsPolicies = "arn:aws:iam::aws:policy/";

    /// <summary>The role to be, or why there is none.</summary>
    /// <param name="templateArn">The template's ARN.</param>
    /// <param name="version">The version.</param>
    /// <param name="given">The values of the request.</param>
    /// <param name="arns">Writes the ARNs of AWS's policies in the partition of this server.</param>
    public static Result<RenderedRole> Render(
        string templateArn, RoleTemplateVersion version, IReadOnlyDictionary<string, ReplacementValueEntry>? given, EntityArns arns)
    {
        var values = Values(version.Parameters, given ?? new Dictionary<string, ReplacementValueEntry>());
        if (!values.Succeeded)
        {
            return values.Error;
        }

        var filling = new TemplateFilling(version.Parameters, values.Value);
        var inline = new List<InlinePolicy>(version.Inline.Count);
        foreach (var policy in version.Inline.OrderBy(static policy => EntityKey.Fold(policy.Name), StringComparer.Ordinal))
        {
            var document = filling.Document(policy.Document, out var statements);
            if (statements > 0)
            {
                inline.Add(new InlinePolicy(policy.Name, document));
            }
        }

        var role = new RenderedRole
        {
            Name = filling.Text(version.RoleName)!,
            Path = filling.Text(version.RolePath) ?? "/",
            Description = filling.Text(version.RoleDescription),
            Trust = filling.Document(version.Trust, out _),
            Inline = inline,
            Attached = [.. version.Attached.Select(arn => InPartition(arn, arns))],
            Boundary = version.Boundary is { } boundary ? InPartition(boundary, arns) : null,
            Tags = [.. version.Tags.Select(tag => new EntityTag(filling.Text(tag.Key)!, filling.Text(tag.Value)!))],
            MaxSessionSeconds = version.MaxSessionSeconds,
            Source = new RoleSource(templateArn, version.Minor, values.Value),
        };
        return filling.Fault is { } fault ? fault : role;
    }

    private static string InPartition(string arn, EntityArns arns) => arn.StartsWith(AwsPolicies, StringComparison.Ordinal)
        ? arns.Iam(EntityArns.SharedAccount, "policy", "/", arn[AwsPolicies.Length..])
        : arn;

    /// <summary>The value of each parameter that has one: the request's, else the default.</summary>
    private static Result<SortedDictionary<string, IReadOnlyList<string>>> Values(
        IReadOnlyList<RoleTemplateParameter> parameters, IReadOnlyDictionary<string, ReplacementValueEntry> given)
    {
        foreach (var name in given.Keys)
        {
            if (!parameters.Any(parameter => parameter.Name == name))
            {
                return IamErrors.NotRendered($"Unrecognized parameter: {name}");
            }
        }

        var values = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            if (given.TryGetValue(parameter.Name, out var entry))
            {
                if (Validate(parameter, entry.Values) is { } refusal)
                {
                    return refusal;
                }

                values.Add(parameter.Name, [.. entry.Values]);
            }
            else if (parameter.Default is { } value)
            {
                values.Add(parameter.Name, [value]);
            }
        }

        return values;
    }

    private static AwsError? Validate(RoleTemplateParameter parameter, IReadOnlyList<string> values)
    {
        if (!RoleTemplateRules.IsList(parameter) && values.Count != 1)
        {
            return CommonErrors.ValidationError(string.Create(
                CultureInfo.InvariantCulture, $"{parameter.Name} replacement value must contain exactly one value, got {values.Count}"));
        }

        foreach (var value in values)
        {
            if (!RoleTemplateRules.TakesPatterns(parameter) && (value.AsSpan().IndexOfAny('*', '?') >= 0 || value.Contains("${", StringComparison.Ordinal)))
            {
                return CommonErrors.ValidationError($"{parameter.Name} replacement value must not contain *, ? or ${{");
            }

            if (parameter.Type.StartsWith("Number", StringComparison.Ordinal)
                && !decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
            {
                return CommonErrors.ValidationError($"{parameter.Name} replacement value must be a number");
            }

            if (parameter.Type.StartsWith("Arn", StringComparison.Ordinal) && !Arn.TryParse(value, out _))
            {
                return CommonErrors.ValidationError($"{parameter.Name} replacement value must be an ARN");
            }
        }

        return null;
    }
}
