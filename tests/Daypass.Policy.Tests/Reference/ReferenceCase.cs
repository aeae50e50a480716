using System.Text.Json;

namespace Daypass.Policy.Tests.Reference;

/// <summary>One case as the second evaluator sees it: nothing but text and parsed JSON.</summary>
internal sealed class ReferenceCase
{
    public string? Principal { get; init; }

    public string? Issuer { get; init; }

    public string? UniqueId { get; init; }

    public string? IssuerUniqueId { get; init; }

    public required string Action { get; init; }

    public required string Resource { get; init; }

    public string ResourceAccount { get; init; } = "";

    /// <summary>True when the simulator asks.</summary>
    public bool Simulated { get; init; }

    /// <summary>A string is a single value, a string array is multivalued.</summary>
    public Dictionary<string, object> Context { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    public JsonElement[] Identity { get; init; } = [];

    public JsonElement[] Boundaries { get; init; } = [];

    public JsonElement[] Session { get; init; } = [];

    /// <summary>Each limits for itself.</summary>
    public JsonElement[] Scope { get; init; } = [];

    public JsonElement[] Endpoint { get; init; } = [];

    public JsonElement? ResourcePolicy { get; init; }

    /// <summary>Unique ids stored with the resource policy's principals.</summary>
    public IReadOnlyDictionary<string, string>? PrincipalIds { get; init; }

    public JsonElement[][] ServiceControl { get; init; } = [];

    public JsonElement[][] ResourceControl { get; init; } = [];

    /// <summary>Reads the case format of the specification's section 12.</summary>
    public static ReferenceCase Read(JsonElement root)
    {
        var context = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        if (root.TryGetProperty("context", out var entries))
        {
            foreach (var entry in entries.EnumerateObject())
            {
                context[entry.Name] = entry.Value.ValueKind == JsonValueKind.Array
                    ? entry.Value.EnumerateArray().Select(value => value.GetString()!).ToArray()
                    : entry.Value.GetString()!;
            }
        }

        return new ReferenceCase
        {
            Principal = root.GetProperty("principal").GetString(),
            Issuer = root.TryGetProperty("sessionIssuer", out var issuer) ? issuer.GetString() : null,
            UniqueId = root.TryGetProperty("uniqueId", out var id) ? id.GetString() : null,
            IssuerUniqueId = root.TryGetProperty("sessionIssuerId", out var issuerId) ? issuerId.GetString() : null,
            PrincipalIds = root.TryGetProperty("principalIds", out var ids)
                ? ids.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!)
                : null,
            Action = root.GetProperty("action").GetString()!,
            Resource = root.GetProperty("resource").GetString()!,
            ResourceAccount = root.GetProperty("resourceAccount").GetString()!,
            Simulated = root.TryGetProperty("simulated", out var simulated) && simulated.ValueKind == JsonValueKind.True,
            Context = context,
            Identity = List(root, "identityPolicies"),
            Boundaries = List(root, "permissionsBoundaries"),
            Session = List(root, "sessionPolicies"),
            Scope = List(root, "scopePolicies"),
            Endpoint = List(root, "endpointPolicies"),
            ResourcePolicy = root.TryGetProperty("resourcePolicy", out var resource) && resource.ValueKind == JsonValueKind.Object ? resource : null,
            ServiceControl = [.. List(root, "serviceControlPolicies").Select(level => level.EnumerateArray().ToArray())],
            ResourceControl = [.. List(root, "resourceControlPolicies").Select(level => level.EnumerateArray().ToArray())],
        };
    }

    private static JsonElement[] List(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];
}
