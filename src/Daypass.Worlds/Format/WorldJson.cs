using System.Text.Json;
using System.Text.Json.Serialization;

namespace Daypass.Worlds.Format;

/// <summary>The JSON form of a world, made at compile time. What the reader takes, what export writes and docs/world.schema.json come from it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowTrailingCommas = true,
    Converters = [typeof(PolicyTextConverter)])]
[JsonSerializable(typeof(WorldFile))]
internal sealed partial class WorldJson : JsonSerializerContext;

/// <summary>A policy document, character by character: an object in the file, or a text that is one.</summary>
internal sealed record PolicyText(string Text);

/// <summary>Reads and writes documents without changing a character.</summary>
internal sealed class PolicyTextConverter : JsonConverter<PolicyText>
{
    public override PolicyText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new PolicyText(reader.GetString()!);
        }

        using var document = JsonDocument.ParseValue(ref reader);
        return new PolicyText(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, PolicyText value, JsonSerializerOptions options)
    {
        // White space around an object would be lost; as a text it is kept.
        if (value.Text is ['{', .., '}'])
        {
            writer.WriteRawValue(value.Text);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
