using System.ComponentModel;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Daypass.Protocol;

namespace Daypass.Worlds.Format;

/// <summary>The JSON Schema of world files, made of the very types the reader checks against.</summary>
public static class WorldSchema
{
    /// <summary>The schema as text, indented.</summary>
    public static string Text()
    {
        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };
        var schema = WorldJson.Default.Options.GetJsonSchemaAsNode(typeof(WorldFile), options).AsObject();
        var whole = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "Daypass world" };
        foreach (var (name, value) in schema)
        {
            whole[name] = value?.DeepClone();
        }

        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            whole.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(text.ToArray()) + "\n";
    }

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        // What has a converter of its own is anything to the exporter.
        if ((context.TypeInfo.Type == typeof(PolicyText) ? new JsonObject { ["type"] = new JsonArray("object", "string") } : node) is not JsonObject schema)
        {
            return node;
        }

        // What is not there is left out: null is no value of any member.
        if (schema["type"] is JsonArray types && types.Any(static type => type!.GetValue<string>() == "null"))
        {
            var kept = types.Select(static type => type!.GetValue<string>()).Where(static type => type != "null").ToList();
            schema["type"] = kept.Count == 1 ? kept[0] : new JsonArray([.. kept.Select(static type => (JsonNode)type)]);
        }

        if (context.PropertyInfo is { Name: "version" } member && member.DeclaringType == typeof(WorldFile))
        {
            schema["const"] = 1;
        }

        if (context.TypeInfo.Type.GetCustomAttribute<DescriptionAttribute>()?.Description is { } description && context.PropertyInfo is null)
        {
            schema.Insert(0, "description", description);
        }

        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object && schema["properties"] is JsonObject properties)
        {
            foreach (var limits in Limits.For(context.TypeInfo))
            {
                Describe(properties[limits.Property.Name]!.AsObject(), limits, context.TypeInfo.Type);
            }
        }

        return schema;
    }

    private static void Describe(JsonObject property, Limits limits, Type record)
    {
        var attributes = limits.Property.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: true);
        if (attributes is [DescriptionAttribute { Description: var text }, ..])
        {
            property.Remove("description");
            var prefix = UniqueIdsAttribute.FindFor(record) is { } kind ? UniqueId.Prefix(kind) : null;
            property.Insert(0, "description", limits.Fill(text).Replace("{prefix}", prefix, StringComparison.Ordinal));
        }
    }
}
