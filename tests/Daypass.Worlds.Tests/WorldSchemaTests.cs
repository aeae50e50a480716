using System.Text.Json;
using System.Text.Json.Nodes;
using Daypass.Worlds.Format;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Tests;

/// <summary>docs/world.schema.json: current, satisfied by the example, and of one mind with the reader.</summary>
public sealed class WorldSchemaTests
{
    [Fact]
    public void The_schema_in_the_docs_is_the_one_the_reader_has()
    {
        var file = InDocs("world.schema.json");
        if (Environment.GetEnvironmentVariable("DAYPASS_UPDATE") == "1")
        {
            File.WriteAllText(file, WorldSchema.Text());
        }

        Assert.Equal(File.ReadAllText(file), WorldSchema.Text());
    }

    [Fact]
    public void The_example_satisfies_the_schema() => Assert.Null(SchemaFault(Example()));

    [Fact]
    public async Task Schema_and_reader_take_and_refuse_the_same()
    {
        var (taken, refused) = (0, 0);
        foreach (var (what, changed) in Mutations(Example()))
        {
            var schema = SchemaFault(changed);
            var reader = await ReaderFault(changed);
            Assert.True(schema is null == reader is null, $"{what}: the schema says '{schema}', the reader '{reader}'");
            (taken, refused) = schema is null ? (taken + 1, refused) : (taken, refused + 1);
        }

        Assert.True(taken > 10 && refused > 100, $"{taken} taken, {refused} refused");
    }

    internal static string InDocs(string name)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Daypass.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder, "docs", name);
    }

    private static JsonNode Example() => JsonNode.Parse(File.ReadAllText(InDocs("world.example.json")))!;

    /// <summary>
    /// The example with one member taken away, misspelt, or given a value of each other kind; documents are left alone, as neither looks into them.
    /// </summary>
    private static IEnumerable<(string What, JsonNode World)> Mutations(JsonNode example)
    {
        foreach (var path in Members(example, []).ToList())
        {
            yield return ($"without {Text(path)}", With(example, path, static (holder, name) => holder.Remove(name)));
            yield return ($"misspelt {Text(path)}", With(example, path, static (holder, name) =>
            {
                var value = holder[name]!.DeepClone();
                holder.Remove(name);
                holder[name + "_"] = value;
            }));
            foreach (var other in new JsonNode?[] { null, "text", 7, true, new JsonArray(), new JsonObject() })
            {
                yield return ($"{other?.ToJsonString() ?? "null"} for {Text(path)}", With(example, path, (holder, name) => holder[name] = other?.DeepClone()));
            }
        }
    }

    private static IEnumerable<object[]> Members(JsonNode node, object[] path)
    {
        switch (node)
        {
            case JsonObject holder:
                foreach (var (name, value) in holder)
                {
                    object[] here = [.. path, name];
                    yield return here;
                    if (value is not null && name is not ("document" or "trustPolicy" or "inlinePolicies" or "tags"))
                    {
                        foreach (var below in Members(value, here))
                        {
                            yield return below;
                        }
                    }
                }

                break;
            case JsonArray list:
                for (var index = 0; index < list.Count; index++)
                {
                    foreach (var below in Members(list[index]!, [.. path, index]))
                    {
                        yield return below;
                    }
                }

                break;
            default:
                break;
        }
    }

    private static JsonNode With(JsonNode example, object[] path, Action<JsonObject, string> change)
    {
        var copy = example.DeepClone();
        var holder = copy;
        foreach (var step in path[..^1])
        {
            holder = step is int index ? holder[index]! : holder[(string)step]!;
        }

        change(holder.AsObject(), (string)path[^1]);
        return copy;
    }

    private static string Text(object[] path) => string.Join('.', path);

    private static async Task<string?> ReaderFault(JsonNode world)
    {
        try
        {
            // Members of accounts come before their lists in the file; a changed member stands last.
            var reader = new WorldReader(new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(Ordered(world))));
            while (await reader.Next(default) is { } element)
            {
                ShapeCheck.Check(element);
            }

            return null;
        }
        catch (WorldException fault)
        {
            return fault.Message;
        }
    }

    private static JsonNode Ordered(JsonNode world)
    {
        if (world is JsonObject file && file["accounts"] is JsonArray accounts)
        {
            for (var i = 0; i < accounts.Count; i++)
            {
                if (accounts[i] is JsonObject account)
                {
                    var lists = new HashSet<string>(
                        StringComparer.Ordinal) { "policies", "groups", "users", "roles", "instanceProfiles", "oidcProviders", "samlProviders", "mfaDevices" };
                    accounts[i] = new JsonObject(
                        account.ToList().OrderBy(member => lists.Contains(member.Key))
                        .Select(static member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
                }
            }
        }

        return world;
    }

    private static string? SchemaFault(JsonNode world)
    {
        var schema = JsonNode.Parse(WorldSchema.Text())!;
        return Fault(schema, schema, world, "");
    }

    /// <summary>A JSON Schema validator for the keywords our schema has; it fails on any other.</summary>
    private static string? Fault(JsonNode root, JsonNode schema, JsonNode? value, string path)
    {
        if (schema is JsonValue truth)
        {
            return truth.GetValue<bool>() ? null : $"{path}: nothing is allowed here";
        }

        string? fault = null;
        foreach (var (keyword, rule) in schema.AsObject())
        {
            fault ??= keyword switch
            {
                "$schema" or "title" or "description" or "format" or "default" => null,
                "$ref" => Fault(root, Resolve(root, rule!.GetValue<string>()), value, path),
                "type" => (rule is JsonArray several ? several.Select(static type => type!.GetValue<string>()) : [rule!.GetValue<string>()])
                    .Any(type => IsOf(type, value)) ? null : $"{path}: not {rule!.ToJsonString()}",
                "const" => JsonNode.DeepEquals(rule, value) ? null : $"{path}: not {rule!.ToJsonString()}",
                "required" => value is JsonObject holder && rule!.AsArray().FirstOrDefault(name => !holder.ContainsKey(name!.GetValue<string>())) is { } missing
                    ? $"{path}: without {missing}" : null,
                "properties" => value is JsonObject holder
                    ? holder.Select(member => rule![member.Key] is { } below ? Fault(root, below, member.Value, $"{path}.{member.Key}") : null)
                    .FirstOrDefault(static found => found is not null) : null,
                "additionalProperties" => value is JsonObject holder
                    ? holder.Where(member => schema["properties"]?[member.Key] is null)
                        .Select(member => Fault(root, rule!, member.Value, $"{path}.{member.Key}")).FirstOrDefault(static found => found is not null)
                    : null,
                "items" => value is JsonArray list
                    ? list.Select((item, index) => Fault(root, rule!, item, $"{path}[{index}]")).FirstOrDefault(static found => found is not null) : null,
                _ => throw new InvalidOperationException($"{keyword} is a keyword this test does not know."),
            };
        }

        return fault;
    }

    private static JsonNode Resolve(JsonNode root, string reference)
    {
        var node = root;
        foreach (var step in reference.TrimStart('#', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node[step]!;
        }

        return node;
    }

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("boolean",
            JsonValueKind.True or JsonValueKind.False) => true,
        ("integer" or "number", JsonValueKind.Number) => true,
        _ => false,
    };
}
