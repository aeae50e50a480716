using System.Globalization;
using System.Text.Json;

namespace Daypass.Iam.RoleTemplates;

/// <summary>What an operator's role template must be before it is stored.</summary>
public static class RoleTemplateRules
{
    private const string Pattern = "Pattern";
    private const int LongestName = 256;
    private const int MostParameters = 50;
    private const int LongestDocument = 131072;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+=,.@_-";

    private static readonly string[] Types = ["String", "StringList", "Number", "NumberList", "Arn", "ArnList"];

    /// <summary>What is wrong with a template, or null.</summary>
    public static string? Validate(RoleTemplateText template)
    {
        var version = template.Version;
        return !IsName(template.Name) ? $"'{template.Name}' is not a name: NAME:MAJOR or PATH/NAME:MAJOR, of letters, digits and any of +=,.@_-"
            : version.Parameters.Count > MostParameters ? $"A template has at most {MostParameters} parameters."
            : FindBadParameter(version.Parameters)
                ?? Check(version.Trust, "The trust policy")
                ?? version.Inline.Select(static policy => Check(policy.Document, $"The inline policy {policy.Name}"))
                    .FirstOrDefault(static fault => fault is not null)
                ?? FindUnknownPlace(version);
    }

    /// <summary>Whether a parameter has several values.</summary>
    internal static bool IsList(RoleTemplateParameter parameter) => parameter.Type.EndsWith("List", StringComparison.Ordinal);

    /// <summary>Whether values may have what policies read as a pattern or a variable. A template that is to limit whoever acquires a role of it would be
    /// opened by the value <c>*</c>, so a parameter has to say it.</summary>
    internal static bool TakesPatterns(RoleTemplateParameter parameter) => parameter.SubType == Pattern;

    private static bool IsName(string name)
    {
        var colon = name.LastIndexOf(':');
        if (colon <= 0 || name.Length > LongestName || !int.TryParse(name[(colon + 1)..], NumberStyles.None, null, out _)
            || name[colon + 1] == '0')
        {
            return false;
        }

        var parts = name[..colon].Split('/');
        return parts.Length <= 2 && Array.TrueForAll(parts, static part => part.Length > 0 && part.All(Letters.Contains));
    }

    private static string? FindBadParameter(IReadOnlyList<RoleTemplateParameter> parameters)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            if (!names.Add(parameter.Name))
            {
                return $"The parameter {parameter.Name} is there twice.";
            }

            if (parameter.Name.Length is 0 or > LongestName || parameter.Name.AsSpan().IndexOfAny("{}@") >= 0)
            {
                return $"'{parameter.Name}' is not the name of a parameter.";
            }

            if (!Types.Contains(parameter.Type))
            {
                return $"The parameter {parameter.Name} has the type {parameter.Type}, which is none of {string.Join(", ", Types)}.";
            }
        }

        return null;
    }

    private static string? Check(string document, string what)
    {
        if (document.Length > LongestDocument)
        {
            return $"{what} has more than {LongestDocument} characters.";
        }

        try
        {
            using var json = JsonDocument.Parse(document);
            return json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("Statement", out _)
                ? $"{what} has no Statement."
                : null;
        }
        catch (JsonException broken)
        {
            return $"{what} is not JSON: {broken.Message}";
        }
    }

    /// <summary>Every place has to be of a parameter, or no role could ever be made.</summary>
    private static string? FindUnknownPlace(RoleTemplateVersion version)
    {
        var values = version.Parameters.ToDictionary(
            static parameter => parameter.Name, static parameter => (IReadOnlyList<string>)["true"], StringComparer.Ordinal);
        var filling = new TemplateFilling(version.Parameters, values);
        foreach (var text in version.Tags.SelectMany(static tag => new[] { tag.Key, tag.Value }).Append(version.RoleName).Append(version.RolePath)
            .Append(version.RoleDescription))
        {
            filling.Text(text);
        }

        foreach (var document in version.Inline.Select(static policy => policy.Document).Append(version.Trust))
        {
            filling.Document(document, out _);
        }

        return filling.Fault?.Message;
    }
}
