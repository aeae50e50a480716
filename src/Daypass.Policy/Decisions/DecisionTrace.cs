using Daypass.Policy.Language;

namespace Daypass.Policy.Decisions;

/// <summary>What the engine saw on its way to a decision: for simulation, explanations and encoded authorization messages.</summary>
public sealed class DecisionTrace
{
    private readonly List<TracedStatement> _matched = [];
    private readonly List<TracedCondition> _failed = [];
    private readonly List<string> _missing = [];
    private readonly Dictionary<DecisionLayer, Outcome> _layers = [];

    /// <summary>Every statement that matched, Allow and Deny, in the order the layers are read.</summary>
    public IReadOnlyList<TracedStatement> Matched => _matched;

    /// <summary>Statements that matched but for one line of their Condition block, with the first line that failed.</summary>
    public IReadOnlyList<TracedCondition> FailedConditions => _failed;

    /// <summary>Condition keys that were asked for and absent, each once, as the policies write them.</summary>
    public IReadOnlyList<string> MissingContextKeys => _missing;

    /// <summary>What each layer that took part says by itself; levels of control policies are taken together, and so are scope down policies.</summary>
    public IReadOnlyDictionary<DecisionLayer, Outcome> Layers => _layers;

    /// <summary>
    /// The layers that stand against the request: those with a matching Deny, or, when there is none, those whose
    /// Allow was needed and missing. Empty when the request is allowed.
    /// </summary>
    public IReadOnlyList<DecisionLayer> DeniedBy { get; internal set; } = [];

    /// <summary>True when neither identity policies nor a resource policy grant anything to this request.</summary>
    public bool NothingGrants { get; internal set; }

    /// <summary>Empties the trace for its next request; the engine does so itself before it writes.</summary>
    public void Clear()
    {
        _matched.Clear();
        _failed.Clear();
        _missing.Clear();
        _layers.Clear();
        DeniedBy = [];
        NothingGrants = false;
    }

    internal void Add(in TracedStatement statement) => _matched.Add(statement);

    internal void AddFailed(in TracedCondition condition) => _failed.Add(condition);

    internal void AddMissing(string key)
    {
        if (!_missing.Contains(key, StringComparer.OrdinalIgnoreCase))
        {
            _missing.Add(key);
        }
    }

    internal void SetLayer(DecisionLayer layer, Outcome outcome) => _layers[layer] = outcome;
}

/// <summary>A statement that matched a request.</summary>
/// <param name="Layer">Its layer.</param>
/// <param name="LevelIndex">Its organization level for control policies, its place for a scope down policy, otherwise -1.</param>
/// <param name="DocumentIndex">Its document within layer or level.</param>
/// <param name="StatementIndex">Its index within the document.</param>
/// <param name="Label">The document's label.</param>
/// <param name="Statement">The statement as written.</param>
public readonly record struct TracedStatement(
    DecisionLayer Layer, int LevelIndex, int DocumentIndex, int StatementIndex, string Label, Statement Statement);

/// <summary>A statement that would have matched, and the condition that kept it from matching.</summary>
/// <param name="Statement">The statement and its place.</param>
/// <param name="Condition">The first line of its Condition block that does not hold.</param>
public readonly record struct TracedCondition(TracedStatement Statement, ConditionEntry Condition);
