using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Protocol.Verification;

namespace Daypass.Core.Verification;

/// <summary>Writes down the documents that bear on a caller, so that a service can decide by them.</summary>
internal static class CallerPolicies
{
    /// <summary>All documents of a set, each with its layer and level. Levels without a document are not in it: how many there are is told beside it. A layer
    /// without one means the same as no such layer.</summary>
    public static IReadOnlyList<CallerPolicy> Write(PolicySet set)
    {
        var written = new List<CallerPolicy>();
        Add(written, DecisionLayer.Identity, 0, set.IdentityPolicies);
        Add(written, DecisionLayer.Boundary, 0, set.Boundaries);
        Add(written, DecisionLayer.Session, 0, set.SessionPolicies);
        Add(written, DecisionLayer.Scope, 0, set.ScopePolicies);
        Add(written, DecisionLayer.Endpoint, 0, set.EndpointPolicies);
        Add(written, DecisionLayer.ServiceControl, set.ServiceControlLevels);
        Add(written, DecisionLayer.ResourceControl, set.ResourceControlLevels);
        return written;
    }

    /// <summary>The documents of control policies, each with its level.</summary>
    public static IReadOnlyList<CallerPolicy> WriteLevels(DecisionLayer layer, IReadOnlyList<IReadOnlyList<NamedPolicy>>? levels)
    {
        var written = new List<CallerPolicy>();
        Add(written, layer, levels);
        return written;
    }

    private static void Add(List<CallerPolicy> written, DecisionLayer layer, IReadOnlyList<IReadOnlyList<NamedPolicy>>? levels)
    {
        for (var level = 0; level < (levels?.Count ?? 0); level++)
        {
            Add(written, layer, level, levels![level]);
        }
    }

    private static void Add(List<CallerPolicy> written, DecisionLayer layer, int level, IReadOnlyList<NamedPolicy>? policies)
    {
        foreach (var named in policies ?? [])
        {
            written.Add(new CallerPolicy
            {
                Layer = layer.ToString(),
                Level = level,
                Label = named.Label,
                Document = named.Policy.Source ?? throw new InvalidOperationException($"The text of {named.Label} was not kept."),
            });
        }
    }
}
