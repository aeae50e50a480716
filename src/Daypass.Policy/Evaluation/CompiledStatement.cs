using Daypass.Policy.Conditions;
using Daypass.Policy.Matching;

namespace Daypass.Policy.Evaluation;

/// <summary>A statement ready to be asked.</summary>
internal sealed class CompiledStatement
{
    private readonly ActionPattern[] _actions;
    private readonly ResourcePattern[]? _resources;
    private readonly PrincipalRule _principals;
    private readonly ConditionTest[] _conditions;
    private readonly bool _matchesWithoutResource;

    public CompiledStatement(Statement source, PolicyKind kind, bool variables, IReadOnlyDictionary<string, string>? principalIds)
    {
        Source = source;
        _actions = [.. (source.Actions ?? []).Select(static text => new ActionPattern(text))];
        _resources = source.Resources is null ? null : [.. source.Resources.Select(text => new ResourcePattern(text, kind, variables))];
        // Trust policies have no Resource element, and some services' resource policies need none.
        _matchesWithoutResource = kind is PolicyKind.Trust or PolicyKind.Resource or PolicyKind.Endpoint;
        _principals = new PrincipalRule(source, kind, principalIds);
        _conditions = [.. (source.Conditions ?? []).Select(entry => new ConditionTest(entry, variables))];
    }

    public Statement Source { get; }

    public bool IsDeny => Source.Effect == Effect.Deny;

    /// <summary>The services whose actions it may match, or null when it may match those of any.</summary>
    public IEnumerable<string>? Services =>
        Source.IsNotAction || Array.Exists(_actions, static action => action.IsAny)
            ? null
            : _actions.Where(static action => action.Service is not null).Select(static action => action.Service!).Distinct(StringComparer.Ordinal);

    /// <summary>How it names the caller if the whole statement matches, otherwise None. In policies without principals every match is Star.</summary>
    /// <param name="request">The request.</param>
    /// <param name="hasBoundary">True when the caller has a permissions boundary.</param>
    /// <param name="failed">The first condition that does not hold, when only a condition keeps it from matching.</param>
    public PrincipalMatch Match(AuthorizationRequest request, bool hasBoundary, out ConditionTest? failed)
    {
        failed = null;
        if (!IsActionMatch(request))
        {
            return PrincipalMatch.None;
        }

        var match = _principals.Match(request.Principal, hasBoundary);
        if (match == PrincipalMatch.None || !IsResourceMatch(request))
        {
            return PrincipalMatch.None;
        }

        foreach (var condition in _conditions)
        {
            if (!condition.Holds(request))
            {
                failed ??= condition;
                if (request.Trace is null)
                {
                    return PrincipalMatch.None;
                }
            }
        }

        return failed is null ? match : PrincipalMatch.None;
    }

    private bool IsActionMatch(AuthorizationRequest request)
    {
        foreach (var action in _actions)
        {
            if (action.IsMatch(request))
            {
                return !Source.IsNotAction;
            }
        }

        return Source.IsNotAction;
    }

    private bool IsResourceMatch(AuthorizationRequest request)
    {
        if (_resources is null)
        {
            return _matchesWithoutResource;
        }

        foreach (var resource in _resources)
        {
            if (resource.IsMatch(request))
            {
                return !Source.IsNotResource;
            }
        }

        return Source.IsNotResource;
    }
}
