using System.Text.Json;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;

namespace Daypass.Benchmarks.Policies;

/// <summary>A scenario of bench/policy-peer/scenarios, compiled: the peer measures the same files.</summary>
public sealed class Scenario
{
    private Scenario(AuthorizationRequest request, PolicySet policies) => (Request, Policies) = (request, policies);

    public AuthorizationRequest Request { get; }

    public PolicySet Policies { get; }

    public static Scenario Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), name + ".json")));
        var root = document.RootElement;
        var request = new AuthorizationRequest
        {
            Principal = Principal.Parse(root.GetProperty("principal").GetString())!,
            Action = root.GetProperty("action").GetString()!,
            Resource = root.GetProperty("resource").GetString()!,
            ResourceAccount = root.GetProperty("resourceAccount").GetString(),
        };
        foreach (var entry in root.GetProperty("context").EnumerateObject())
        {
            request.Context.Add(entry.Name, entry.Value.GetString()!);
        }

        var policies = new PolicySet
        {
            IdentityPolicies = All(root, "identityPolicies", PolicyKind.Identity),
            Boundaries = All(root, "permissionsBoundaries", PolicyKind.Boundary),
            ServiceControlLevels = root.TryGetProperty("serviceControlPolicies", out var levels)
                ? [.. levels.EnumerateArray().Select(static level => Compile(level, PolicyKind.ServiceControl))]
                : null,
            ResourcePolicy = root.TryGetProperty("resourcePolicy", out var trust) ? One(trust, PolicyKind.Trust) : null,
        };
        return PolicyEngine.Decide(request, policies).IsAllowed
            ? new Scenario(request, policies)
            : throw new InvalidOperationException($"{name} must be allowed.");
    }

    private static NamedPolicy[] All(JsonElement root, string name, PolicyKind kind) =>
        root.TryGetProperty(name, out var list) ? Compile(list, kind) : [];

    private static NamedPolicy[] Compile(JsonElement list, PolicyKind kind) => [.. list.EnumerateArray().Select(document => One(document, kind))];

    private static NamedPolicy One(JsonElement document, PolicyKind kind) =>
        CompiledPolicy.TryCompile(document.GetRawText(), kind, out var policy, out var fault)
            ? new NamedPolicy(kind.ToString(), policy)
            : throw new InvalidOperationException(fault.ToString());

    private static string Folder()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !Directory.Exists(Path.Combine(at.FullName, "bench", "policy-peer", "scenarios")))
        {
            at = at.Parent;
        }

        return Path.Combine(at!.FullName, "bench", "policy-peer", "scenarios");
    }
}
