using Daypass.Policy.Evaluation;
using Daypass.Policy.Requests;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Simulation;

/// <summary>What both simulations ask, put on one form.</summary>
internal sealed record SimulationRequest
{
    /// <summary>The actions, none with a wildcard.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>The resources; <c>*</c> when none is given.</summary>
    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>Who would ask.</summary>
    public required Principal Caller { get; init; }

    /// <summary>Its identity policies.</summary>
    public required IReadOnlyList<NamedPolicy> Identity { get; init; }

    /// <summary>Its permissions boundary; null when it has none.</summary>
    public IReadOnlyList<NamedPolicy>? Boundary { get; init; }

    /// <summary>Its session policies; null when there are none.</summary>
    public IReadOnlyList<NamedPolicy>? Session { get; init; }

    /// <summary>The policy of the resource, a trust policy when it is a role; null when it has none.</summary>
    public NamedPolicy? Resource { get; init; }

    /// <summary>The account that owns resources whose ARNs name none; null for the caller's own.</summary>
    public string? ResourceAccount { get; init; }

    /// <summary>The condition keys, and no others.</summary>
    public IReadOnlyList<ContextEntry> Context { get; init; } = [];
}
