using Daypass.Policy.Language;
using Daypass.Policy.Matching;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Evaluation;

/// <summary>The Principal or NotPrincipal element of one statement, or the lack of one.</summary>
internal sealed class PrincipalRule
{
    private readonly PrincipalPattern[]? _patterns;
    private readonly bool _isNot;
    private readonly bool _isDeny;
    private readonly PrincipalMatch _withoutElement;

    public PrincipalRule(Statement source, PolicyKind kind, IReadOnlyDictionary<string, string>? principalIds)
    {
        _isNot = source.IsNotPrincipal;
        _isDeny = source.Effect == Effect.Deny;
        // A resource policy that names nobody matches nobody; the other kinds match whom they are attached to.
        _withoutElement = kind is PolicyKind.Trust or PolicyKind.Resource ? PrincipalMatch.None : PrincipalMatch.Star;
        if (source.Principals is not null && kind is PolicyKind.Trust or PolicyKind.Resource or PolicyKind.Endpoint or PolicyKind.ResourceControl)
        {
            _patterns = [.. source.Principals.Select(entry => new PrincipalPattern(entry, IdOf(entry, principalIds)))];
        }
    }

    public PrincipalMatch Match(Principal caller, bool hasBoundary)
    {
        if (_patterns is null)
        {
            return _withoutElement;
        }

        var found = PrincipalMatch.None;
        foreach (var pattern in _patterns)
        {
            found |= pattern.Match(caller);
        }

        if (!_isNot)
        {
            return found;
        }

        var spared = _isDeny ? !hasBoundary && IsSparedFromDeny(found, caller.Kind) : found != PrincipalMatch.None;
        return spared ? PrincipalMatch.None : PrincipalMatch.Star;
    }

    /// <summary>A NotPrincipal with Deny spares only a caller listed at every level it is checked at: itself, its role or user, its account.</summary>
    private static bool IsSparedFromDeny(PrincipalMatch found, PrincipalKind kind)
    {
        if ((found & PrincipalMatch.Star) != 0)
        {
            return true;
        }

        var needed = kind switch
        {
            PrincipalKind.Root => PrincipalMatch.Account,
            PrincipalKind.User => PrincipalMatch.Direct | PrincipalMatch.Account,
            PrincipalKind.Role => PrincipalMatch.Parent | PrincipalMatch.Account,
            PrincipalKind.RoleSession or PrincipalKind.FederatedUser => PrincipalMatch.Direct | PrincipalMatch.Parent | PrincipalMatch.Account,
            PrincipalKind.Service or PrincipalKind.Federated => PrincipalMatch.Direct,
            _ => PrincipalMatch.Star,
        };
        return (found & needed) == needed;
    }

    private static string? IdOf(PrincipalEntry entry, IReadOnlyDictionary<string, string>? principalIds) =>
        entry.Type == "AWS" && principalIds is not null && principalIds.TryGetValue(entry.Value, out var id) ? id : null;
}
