using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Protocol.Verification;

namespace Daypass.Verifier.Documents;

/// <summary>Compiles the documents and takes the condition keys that the server tells.</summary>
internal static class ToldPolicies
{
    /// <summary>More levels of control policies than an organisation can have.</summary>
    private const int MostLevels = 100;

    /// <summary>A document.</summary>
    /// <exception cref="InvalidDataException">It does not compile.</exception>
    public static NamedPolicy Compile(CallerPolicy policy, PolicyKind kind) => Compile(policy.Label, policy.Document, kind, null);

    /// <summary>A document whose principals match by ids.</summary>
    /// <exception cref="InvalidDataException">It does not compile.</exception>
    public static NamedPolicy Compile(string label, string document, PolicyKind kind, IReadOnlyDictionary<string, string>? principalIds) =>
        CompiledPolicy.TryCompile(document, kind, principalIds, out var compiled, out var fault)
            ? new NamedPolicy(label, compiled)
            : throw new InvalidDataException($"The policy {label} does not compile: {fault.Message}");

    /// <summary>Exactly so many levels of control policies as the server says: one without a policy denies everything, and must not get lost.</summary>
    /// <exception cref="InvalidDataException">They cannot be, or a document does not compile.</exception>
    public static List<IReadOnlyList<NamedPolicy>>? CompileLevels(IReadOnlyList<CallerPolicy>? policies, PolicyKind kind, int? said)
    {
        policies ??= [];
        if (said is null && policies.Count == 0)
        {
            return null;
        }

        // A server that does not say how many there are has none without a policy at the end.
        var count = said ?? policies.Max(static policy => policy.Level) + 1;
        if (count is < 0 or > MostLevels || policies.Any(policy => policy.Level < 0 || policy.Level >= count))
        {
            throw new InvalidDataException($"The server answered levels of {kind} policies that cannot be.");
        }

        var levels = new List<IReadOnlyList<NamedPolicy>>(count);
        for (var level = 0; level < count; level++)
        {
            levels.Add([.. policies.Where(policy => policy.Level == level).Select(policy => Compile(policy, kind))]);
        }

        return levels;
    }

    /// <summary>Adds condition keys that the server told.</summary>
    public static void AddTold(this RequestContext context, IReadOnlyList<CallerKey> keys)
    {
        for (var index = 0; index < keys.Count; index++)
        {
            var key = keys[index];
            if (key.IsList)
            {
                context.Add(key.Name, key.Values);
            }
            else if (key.Values.Count > 0)
            {
                context.Add(key.Name, key.Values[0]);
            }
        }
    }
}
