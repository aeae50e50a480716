namespace Daypass.Policy.Decisions;

/// <summary>The answer to one request: what, which layer settled it, and which statement if one did.</summary>
/// <param name="Outcome">Allowed, or one of the two denials.</param>
/// <param name="Layer">For a denial the first layer, in report order, that denied or did not allow; for an allow the layer that granted.</param>
/// <param name="LevelIndex">The organization level for control policies, outermost 0; the place of a scope down policy, first 0; otherwise -1.</param>
/// <param name="DocumentIndex">The document within its layer or level, or -1 when no statement settled it.</param>
/// <param name="StatementIndex">The statement within the document, or -1.</param>
public readonly record struct Decision(Outcome Outcome, DecisionLayer Layer, int LevelIndex, int DocumentIndex, int StatementIndex)
{
    /// <summary>True for <see cref="Outcome.Allowed"/>.</summary>
    public bool IsAllowed => Outcome == Outcome.Allowed;

    internal static Decision Allow(DecisionLayer layer, in Hit hit) =>
        new(Outcome.Allowed, layer, hit.Level, hit.Document, hit.Statement);

    internal static Decision ExplicitDeny(DecisionLayer layer, in Hit hit) =>
        new(Outcome.ExplicitDeny, layer, hit.Level, hit.Document, hit.Statement);

    internal static Decision ImplicitDeny(DecisionLayer layer, int level = -1) =>
        new(Outcome.ImplicitDeny, layer, level, -1, -1);

    /// <summary>A statement by its place in a policy set.</summary>
    internal readonly record struct Hit(int Level, int Document, int Statement)
    {
        public static Hit None => new(-1, -1, -1);

        public bool Found => Statement >= 0;
    }
}
