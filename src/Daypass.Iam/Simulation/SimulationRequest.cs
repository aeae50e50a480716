using Daypass.Policy.Evaluation;

namespace Daypass.Iam.Simulation;

/// <summary>What both simulations ask, put on one form.</summary>
internal sealed record SimulationRequest
{
    /// <summary>The actions, as they were written.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>The resources; empty when none is given, and the actions are asked on all.</summary>
    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>Who would ask.</summary>
    public required SimulatedCaller Caller { get; init; }

    /// <summary>Its identity policies.</summary>
    public required IReadOnlyList<NamedPolicy> Identity { get; init; }

    /// <summary>Its permissions boundary; null when it has none.</summary>
    public IReadOnlyList<NamedPolicy>? Boundary { get; init; }

    /// <summary>Its session policies; null when there are none.</summary>
    public IReadOnlyList<NamedPolicy>? Session { get; init; }

    /// <summary>The scope down policies of its session; null when there are none.</summary>
    public IReadOnlyList<NamedPolicy>? Scopes { get; init; }

    /// <summary>The policy of the resource, a trust policy when it is a role; null when it has none.</summary>
    public NamedPolicy? Resource { get; init; }

    /// <summary>The policies that resources of the account have in the directory, by ARN; none where the request gives one.</summary>
    public IReadOnlyDictionary<string, StoredResourcePolicies> Stored { get; init; } = StoredResourcePolicies.None;

    /// <summary>The account that owns resources whose ARNs name none; null for the caller's own.</summary>
    public string? ResourceAccount { get; init; }

    /// <summary>The control policies of each level of the organization; null when there are none to ask.</summary>
    public IReadOnlyList<IReadOnlyList<NamedPolicy>>? ControlLevels { get; init; }

    /// <summary>Whether results say what control policies decide.</summary>
    public bool ShowsControl { get; init; }

    /// <summary>The condition keys of the request.</summary>
    public IReadOnlyList<SimulatedKey> Context { get; init; } = [];

    /// <summary>Every document there is.</summary>
    public IEnumerable<NamedPolicy> Policies =>
        [
            .. Identity, .. Boundary ?? [], .. Session ?? [], .. Scopes ?? [], .. Resource is null ? (NamedPolicy[])[] : [Resource],
            .. Stored.Values.SelectMany(static stored => stored.Policies),
        ];
}
