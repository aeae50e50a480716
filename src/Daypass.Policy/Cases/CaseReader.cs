using System.Runtime.InteropServices;
using System.Text.Json;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Parsing;
using Daypass.Policy.Requests;
using Daypass.Policy.Validation;

namespace Daypass.Policy.Cases;

/// <summary>Reads one case, whose escapes are whole characters, into a request and its policies; the first thing that cannot be read is the error.</summary>
internal sealed class CaseReader(JsonElement root)
{
    private readonly List<string> _refused = [];

    /// <summary>The case's id, once it has been read.</summary>
    public string? Id { get; private set; }

    public string Error { get; private set; } = "";

    /// <summary>The policies that are decided by although they could not be saved, each with the reason.</summary>
    public IReadOnlyList<string> Refused => _refused;

    public bool TryRead(AuthorizationRequest request, PolicySet policies)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return Fail("A case is an object.");
        }

        Id = ReadText("id", required: true);
        request.Action = ReadText("action", required: true) ?? "";
        request.Resource = ReadText("resource", required: true) ?? "";
        request.ResourceAccount = ReadText("resourceAccount", required: true);
        if (root.TryGetProperty("simulated", out var simulated))
        {
            if (simulated.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                return Fail("simulated is true or false.");
            }

            request.IsSimulated = simulated.GetBoolean();
        }

        return Error.Length == 0
            && ReadPrincipal(request)
            && ReadContext(request.Context)
            && ReadPolicies(request, policies);
    }

    private bool ReadPrincipal(AuthorizationRequest request)
    {
        if (!root.TryGetProperty("principal", out var element))
        {
            return Fail("principal is missing.");
        }

        if (element.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
        {
            return Fail("principal is text or null.");
        }

        var text = element.ValueKind == JsonValueKind.Null ? null : ReadText("principal", required: false);
        if (Error.Length > 0)
        {
            return false;
        }

        var principal = Principal.Parse(
            text, ReadText("sessionIssuer", required: false), ReadText("uniqueId", required: false), ReadText("sessionIssuerId", required: false));
        request.Principal = principal ?? Principal.Anonymous;
        return principal is not null || Fail($"principal names no caller: {text}");
    }

    private bool ReadContext(RequestContext context)
    {
        if (!root.TryGetProperty("context", out var entries) || entries.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (entries.ValueKind != JsonValueKind.Object)
        {
            return Fail("context is an object.");
        }

        foreach (var entry in entries.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Array)
            {
                context.Add(entry.Name, ReadText(entry.Value, entry.Name) ?? "");
                continue;
            }

            var values = new List<string>();
            foreach (var value in entry.Value.EnumerateArray())
            {
                values.Add(ReadText(value, entry.Name) ?? "");
            }

            context.Add(entry.Name, values);
        }

        return Error.Length == 0;
    }

    private bool ReadPolicies(AuthorizationRequest request, PolicySet policies)
    {
        policies.IdentityPolicies = ReadDocuments("identityPolicies", PolicyKind.Identity) ?? [];
        policies.Boundaries = ReadDocuments("permissionsBoundaries", PolicyKind.Boundary);
        policies.SessionPolicies = ReadDocuments("sessionPolicies", PolicyKind.Session);
        policies.ScopePolicies = ReadDocuments("scopePolicies", PolicyKind.Session);
        policies.EndpointPolicies = ReadDocuments("endpointPolicies", PolicyKind.Endpoint);
        policies.ServiceControlLevels = ReadLevels("serviceControlPolicies", PolicyKind.ServiceControl);
        policies.ResourceControlLevels = ReadLevels("resourceControlPolicies", PolicyKind.ResourceControl);
        if (Error.Length == 0 && root.TryGetProperty("resourcePolicy", out var resource) && resource.ValueKind != JsonValueKind.Null)
        {
            var kind = RequestTraits.IsOnRole(request) ? PolicyKind.Trust : PolicyKind.Resource;
            policies.ResourcePolicy = Compile(resource, "resourcePolicy", kind, ReadPrincipalIds());
        }

        return Error.Length == 0;
    }

    private List<IReadOnlyList<NamedPolicy>>? ReadLevels(string name, PolicyKind kind)
    {
        if (Error.Length > 0 || !root.TryGetProperty(name, out var element) || element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            Fail($"{name} is a list of levels.");
            return null;
        }

        var levels = new List<IReadOnlyList<NamedPolicy>>();
        foreach (var level in element.EnumerateArray())
        {
            levels.Add(ReadDocuments(level, $"{name}[{levels.Count}]", kind));
        }

        return levels;
    }

    private List<NamedPolicy>? ReadDocuments(string name, PolicyKind kind) =>
        Error.Length > 0 || !root.TryGetProperty(name, out var element) || element.ValueKind == JsonValueKind.Null
            ? null
            : ReadDocuments(element, name, kind);

    private List<NamedPolicy> ReadDocuments(JsonElement element, string name, PolicyKind kind)
    {
        var documents = new List<NamedPolicy>();
        if (element.ValueKind != JsonValueKind.Array)
        {
            Fail($"{name} is a list of policies.");
            return documents;
        }

        foreach (var item in element.EnumerateArray())
        {
            if (Compile(item, $"{name}[{documents.Count}]", kind) is not { } named)
            {
                break;
            }

            documents.Add(named);
        }

        return documents;
    }

    /// <summary>The unique ids stored with the resource policy's principals, by ARN; our own addition to the format.</summary>
    private Dictionary<string, string>? ReadPrincipalIds()
    {
        if (!root.TryGetProperty("principalIds", out var ids) || ids.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var byArn = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in ids.EnumerateObject())
        {
            byArn[id.Name] = ReadText(id.Value, id.Name) ?? "";
        }

        return byArn;
    }

    private NamedPolicy? Compile(JsonElement element, string label, PolicyKind kind, Dictionary<string, string>? principalIds = null)
    {
        if (!PolicyReader.TryRead(JsonMarshal.GetRawUtf8Value(element), out var document, out var fault))
        {
            return Refuse(label, fault);
        }

        var policy = CompiledPolicy.Compile(document, kind, principalIds);
        if (policy.FindUnknownOperator() is { } unknown)
        {
            return Refuse(label, unknown);
        }

        if (DocumentRules.Validate(document, kind, TrustRules.Default) is { } refused)
        {
            _refused.Add($"{label}: {refused.Code}: {refused.Message} ({refused.Position})");
        }

        return new NamedPolicy(label, policy);
    }

    private NamedPolicy? Refuse(string label, PolicyFault fault)
    {
        Fail($"{label}: {fault.Message} ({fault.Position}: {fault.Detail})");
        return null;
    }

    private string? ReadText(string name, bool required)
    {
        if (root.TryGetProperty(name, out var element) && element.ValueKind != JsonValueKind.Null)
        {
            return ReadText(element, name);
        }

        if (required)
        {
            Fail($"{name} is missing.");
        }

        return null;
    }

    private string? ReadText(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return element.GetString();
        }

        Fail($"{name} is not text.");
        return null;
    }

    private bool Fail(string error)
    {
        Error = Error.Length == 0 ? error : Error;
        return false;
    }
}
