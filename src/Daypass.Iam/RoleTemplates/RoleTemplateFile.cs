using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Daypass.Iam.RoleTemplates;

/// <summary>
/// Reads files of role templates: the answer of <c>aws iam get-role-template-version</c>, what is in its <c>RoleTemplateVersion</c>, or an object whose
/// <c>RoleTemplates</c> is a list of those.
/// </summary>
public static class RoleTemplateFile
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The templates of a file.</summary>
    /// <exception cref="FormatException">The text is not of one of these forms; the message says where.</exception>
    public static IReadOnlyList<RoleTemplateText> ReadAll(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return Member(root, "RoleTemplates") is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(ReadOne)]
                : Member(root, "RoleTemplateVersion") is { } inner ? [ReadOne(inner)]
                : [ReadOne(root)];
        }
        catch (JsonException broken)
        {
            throw new FormatException($"The file is not JSON: {broken.Message}", broken);
        }
    }

    private static RoleTemplateText ReadOne(JsonElement template)
    {
        var arn = Needed(template, "TemplateArn");
        var mark = arn.IndexOf(":role-template/", StringComparison.Ordinal);
        if (mark < 0)
        {
            throw new FormatException($"{arn} is not the ARN of a role template.");
        }

        return new RoleTemplateText(arn[(mark + ":role-template/".Length)..], Flag(template, "Enabled", true), ReadVersion(template));
    }

    private static RoleTemplateVersion ReadVersion(JsonElement template) => new()
    {
        Id = Text(template, "TemplateVersionId") ?? "",
        Minor = Number(template, "MinorVersion") ?? 0,
        Enabled = Flag(template, "VersionEnabled", true),
        CreatedAt = Date(template, "CreateTimestamp"),
        Description = Text(template, "Description"),
        RoleName = Needed(template, "RoleNamePattern"),
        RolePath = Text(template, "RolePathPattern"),
        RoleDescription = Text(template, "RoleDescriptionPattern"),
        Trust = Document(template, "AssumeRolePolicyDocumentTemplate"),
        Inline = List(template, "InlinePolicyTemplates", static policy => new InlinePolicy(Needed(policy, "PolicyName"), Document(policy, "PolicyDocument"))),
        Attached = List(template, "ManagedPolicyArns", static arn =>
            arn.ValueKind == JsonValueKind.String ? arn.GetString()! : throw new FormatException("One of the ManagedPolicyArns is not a text.")),
        Boundary = Text(template, "PermissionBoundaryArn"),
        Parameters = List(template, "ParametersDefinition", static parameter =>
            new RoleTemplateParameter(Needed(parameter, "Name"), Text(parameter, "Type") ?? "String")
            {
                SubType = Text(parameter, "SubType"),
                Description = Text(parameter, "Description"),
                IsRequired = Flag(parameter, "IsRequired", false),
                Default = Text(parameter, "DefaultValue"),
                IsImmutable = Flag(parameter, "Immutable", false),
            }),
        Tags = List(template, "RoleTagsTemplate", static tag => new EntityTag(Needed(tag, "Key"), Needed(tag, "Value"))),
        MaxSessionSeconds = Number(template, "MaxSessionDuration") ?? Role.DefaultSessionSeconds,
    };

    /// <summary>A document, which is there as JSON or as a text of JSON.</summary>
    private static string Document(JsonElement holder, string name)
    {
        if (Member(holder, name) is not { } document)
        {
            throw new FormatException($"There is no {name}.");
        }

        if (document.ValueKind == JsonValueKind.String)
        {
            return document.GetString()!;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            document.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static List<T> List<T>(JsonElement holder, string name, Func<JsonElement, T> read) => Member(holder, name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(read)],
        _ => throw new FormatException($"{name} is not a list."),
    };

    private static string Needed(JsonElement holder, string name) => Text(holder, name) ?? throw new FormatException($"There is no {name}.");

    private static string? Text(JsonElement holder, string name) => Member(holder, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw new FormatException($"{name} is not a text."),
    };

    private static int? Number(JsonElement holder, string name) => Member(holder, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) && value >= 0 => value,
        _ => throw new FormatException($"{name} is not a number from 0."),
    };

    private static bool Flag(JsonElement holder, string name, bool otherwise) => Member(holder, name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw new FormatException($"{name} is neither true nor false."),
    };

    private static DateTimeOffset Date(JsonElement holder, string name) => Text(holder, name) switch
    {
        null => default,
        { } text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => at,
        _ => throw new FormatException($"The {name} is not a date."),
    };

    private static JsonElement? Member(JsonElement holder, string name) =>
        holder.ValueKind != JsonValueKind.Object ? throw new FormatException($"{name} was looked for in what is no JSON object.")
        : holder.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member
        : null;
}
