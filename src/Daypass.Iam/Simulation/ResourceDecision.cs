using Daypass.Policy.Decisions;

namespace Daypass.Iam.Simulation;

/// <summary>What is decided of one action on one resource.</summary>
internal sealed record ResourceDecision
{
    /// <summary>The resource.</summary>
    public required string Resource { get; init; }

    /// <summary>The decision.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The statements that decided.</summary>
    public IReadOnlyList<TracedStatement> Matched { get; init; } = [];

    /// <summary>Condition keys that policies look at and nobody gave a value; only for an implicit denial.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether the permissions boundary allows it; null when there is none.</summary>
    public bool? IsInBoundary { get; init; }

    /// <summary>Whether the control policies of the organization allow it.</summary>
    public bool IsInControl { get; init; } = true;

    /// <summary>What each kind of policy says for itself; null unless caller and resource are of two accounts.</summary>
    public IReadOnlyDictionary<DecisionLayer, Outcome>? Layers { get; init; }
}
