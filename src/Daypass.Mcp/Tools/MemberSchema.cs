using System.Text.Json;
using System.Text.Json.Nodes;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Tools;

/// <summary>
/// JSON schemas made from the catalogue. No schema in them is a bare true or false: a widespread client refuses the whole list of tools for
/// one.
/// </summary>
internal static class MemberSchema
{
    private const string Secret = " Secret: may be given as file:///path instead.";

    /// <summary>The schema of what every tool answers.</summary>
    public static JsonElement Envelope { get; } = Element(new JsonObject
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["success"] = new JsonObject { ["type"] = "boolean" },
            ["data"] = new JsonObject { ["type"] = "object" },
            ["error"] = new JsonObject { ["type"] = "object" },
            ["next"] = new JsonObject { ["type"] = "string" },
        },
        ["required"] = new JsonArray("success"),
    });

    /// <summary>The input of a tool whose commands take <paramref name="parameters"/>.</summary>
    public static JsonElement Input(IEnumerable<string> commands, JsonObject parameters, bool withSession)
    {
        var properties = new JsonObject
        {
            ["command"] = new JsonObject
            {
                ["type"] = "string",
                ["enum"] = new JsonArray([.. commands.Select(static command => (JsonNode)command)]),
            },
            ["params"] = parameters,
        };
        if (withSession)
        {
            properties["session"] = Text("A handle (data.session) of an earlier answer to sign with, instead of the profile in use.");
            properties["query"] = Text("A JMESPath expression over data: answers only what it finds.");
        }

        return Element(new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray("command") });
    }

    /// <summary>The parameters of an operation.</summary>
    public static JsonObject Create(OperationDescription operation) => Create(operation.Name, operation.Summary, operation.Input);

    /// <summary>Named members as one object.</summary>
    public static JsonObject Create(string title, string summary, IReadOnlyList<MemberDescription> members)
    {
        var schema = Structure(members);
        schema["title"] = title;
        schema["description"] = summary;
        return schema;
    }

    /// <summary>A text.</summary>
    public static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    /// <summary>An object of which no more is said.</summary>
    public static JsonObject Object(string description) => new() { ["type"] = "object", ["description"] = description };

    /// <summary>A schema as the protocol takes it.</summary>
    public static JsonElement Element(JsonObject schema)
    {
        using var document = JsonDocument.Parse(schema.ToJsonString());
        return document.RootElement.Clone();
    }

    private static JsonObject Structure(IReadOnlyList<MemberDescription> members)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var member in members)
        {
            properties[member.Name] = Create(member);
            if (member.Required)
            {
                required.Add((JsonNode)member.Name);
            }
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        return schema;
    }

    /// <summary>A member.</summary>
    public static JsonObject Create(MemberDescription member)
    {
        var schema = member.Kind switch
        {
            MemberKind.Structure => Structure(member.Members),
            MemberKind.List => new JsonObject { ["type"] = "array", ["items"] = Create(member.Element!) },
            MemberKind.Map => new JsonObject { ["type"] = "object", ["additionalProperties"] = Create(member.Element!) },
            MemberKind.Integer => new JsonObject { ["type"] = "integer" },
            MemberKind.Boolean => new JsonObject { ["type"] = "boolean" },
            _ => new JsonObject { ["type"] = "string" },
        };
        Limit(schema, "min", member.Minimum, member.Kind);
        Limit(schema, "max", member.Maximum, member.Kind);
        if (member.Values.Count > 0)
        {
            schema["enum"] = new JsonArray([.. member.Values.Select(static value => (JsonNode)value)]);
        }

        if (member.Summary.Length > 0)
        {
            schema["description"] = member.Sensitive ? member.Summary + Secret : member.Summary;
        }

        return schema;
    }

    private static void Limit(JsonObject schema, string end, int? limit, MemberKind kind)
    {
        var word = kind switch { MemberKind.Integer => end + "imum", MemberKind.List => end + "Items", MemberKind.Text => end + "Length", _ => null };
        if (limit is { } number && word is not null)
        {
            schema[word] = number;
        }
    }
}
