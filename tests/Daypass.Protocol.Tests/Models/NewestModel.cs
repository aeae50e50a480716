using System.Text.Json;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Tests.Models;

/// <summary>The facts of AWS's newest model of a service, as its npm package publishes them (tests/vectors/models).</summary>
internal sealed class NewestModel
{
    private readonly JsonElement _root;

    private NewestModel(JsonElement root) => _root = root;

    public string Package => _root.GetProperty("package").GetString()!;

    public string Version => _root.GetProperty("version").GetString()!;

    /// <summary>The day on which the package came out.</summary>
    public string Published => _root.GetProperty("published").GetString()!;

    public IEnumerable<JsonProperty> Operations => _root.GetProperty("operations").EnumerateObject();

    public static NewestModel Of(Service service)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "vectors", "models", service == Service.Sts ? "sts.json" : "iam.json");
        return new NewestModel(JsonDocument.Parse(File.ReadAllText(file)).RootElement);
    }

    public JsonElement? Operation(string name) => _root.GetProperty("operations").TryGetProperty(name, out var operation) ? operation : null;

    /// <summary>The members of a structure in their order.</summary>
    public IReadOnlyList<NewestMember> Members(string structure) =>
        [.. _root.GetProperty("structures").GetProperty(structure).EnumerateObject()
            .Select(static member => NewestMember.Read(member.Name, member.Value.GetString()!))];

    public bool IsStructure(string kind) => _root.GetProperty("structures").TryGetProperty(kind, out _);

    public IReadOnlyList<string> Values(string enumeration) =>
        [.. _root.GetProperty("enumerations").GetProperty(enumeration).EnumerateArray().Select(static value => value.GetString()!)];

    public int StatusOf(string error) => _root.GetProperty("errors").GetProperty(error).GetInt32();
}
