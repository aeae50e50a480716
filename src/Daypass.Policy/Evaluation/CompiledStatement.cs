using Daypass.Policy.Conditions;
using Daypass.Policy.Language;
using Daypass.Policy.Matching;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Evaluation;

/// <summary>A statement ready to be asked.</summary>
internal sealed class CompiledStatement
{
    private readonly ActionPattern[] _actions;
    private readonly ResourcePattern[]? _resources;
    private readonly PrincipalRule _principals;
    private readonly ConditionTest[] _conditions;
    private readonly bool _matchesWithoutResource;
    private readonly bool _isNotAction;
    private readonly bool _isNotResource;

    public CompiledStatement(
        Statement source, PolicyKind kind, bool variables, Dictionary<string, string> services, IReadOnlyDictionary<string, string>? principalIds)
    {
        Source = source;
        _isNotAction = source.IsNotAction;
        _isNotResource = source.IsNotResource;
        _actions = [.. (source.Actions ?? []).Select(text => new ActionPattern(text, services))];
        _resources = source.Resources?.Select(text => new ResourcePattern(text, kind, variables)).ToArray();
        // Trust policies have no Resource element, and some services' resource policies need none.
        _matchesWithoutResource = kind is PolicyKind.Trust or PolicyKind.Resource or PolicyKind.Endpoint;
        _principals = new PrincipalRule(source, kind, principalIds);
        _conditions = [.. (source.Conditions ?? []).Select(entry => new ConditionTest(entry, variables, source.Effect))];
    }

    public Statement Source { get; }

    public bool IsDeny => Source.Effect == Effect.Deny;

    /// <summary>True when it may match actions of services it does not name.</summary>
    public bool MatchesAnyService => _isNotAction || Array.Exists(_actions, static action => action.IsAny);

    /// <summary>The entries of Action or NotAction.</summary>
    public ReadOnlySpan<ActionPattern> Actions => _actions;

    /// <summary>How it names the caller if the whole statement matches, otherwise None. In policies without principals every match is Star.</summary>
    /// <param name="request">The request.</param>
    /// <param name="service">The document's own string for the request's service, from <see cref="ServiceIndex.FindStatements"/>.</param>
    /// <param name="hasBoundary">True when the caller has a permissions boundary.</param>
    /// <param name="failed">The first condition that does not hold, when only a condition keeps it from matching.</param>
    public PrincipalMatch Match(AuthorizationRequest request, string? service, bool hasBoundary, out ConditionTest? failed)
    {
        failed = null;
        if (!IsActionMatch(service, request.ActionName))
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

    private bool IsActionMatch(string? service, ReadOnlySpan<char> name)
    {
        foreach (ref readonly var action in _actions.AsSpan())
        {
            if (action.IsMatch(service, name))
            {
                return !_isNotAction;
            }
        }

        return _isNotAction;
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
                return !_isNotResource;
            }
        }

        return _isNotResource;
    }
}
