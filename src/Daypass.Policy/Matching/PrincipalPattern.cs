using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Policy.Values;

namespace Daypass.Policy.Matching;

/// <summary>One entry of Principal or NotPrincipal.</summary>
internal sealed class PrincipalPattern
{
    private readonly Form _form;
    private readonly string _value;
    private readonly string _account = "";
    private readonly string _name = "";
    private readonly string _second = "";

    /// <param name="entry">The entry as written.</param>
    /// <param name="uniqueId">The id stored for it when the document was saved; then the ARN itself no longer counts.</param>
    public PrincipalPattern(PrincipalEntry entry, string? uniqueId)
    {
        _value = uniqueId ?? entry.Value;
        _form = entry.Type switch
        {
            "*" => Form.Star,
            "AWS" => uniqueId is null ? FormOf(entry.Value) : Form.UniqueId,
            "Service" => Form.Service,
            "Federated" => Form.Federated,
            "CanonicalUser" => Form.CanonicalUser,
            _ => Form.Nobody,
        };

        switch (_form)
        {
            case Form.Account:
                _account = entry.Value.Length == 12 ? entry.Value : Part(entry.Value, 4);
                break;
            case Form.Role:
                var path = Part(entry.Value, 5);
                _account = Part(entry.Value, 4);
                _name = path[(path.LastIndexOf('/') + 1)..];
                _second = entry.Value[..^_name.Length];
                break;
            case Form.RoleSession:
                var session = Principal.RoleSession(entry.Value);
                _account = session.Account;
                _name = session.RoleName;
                _second = session.SessionName;
                break;
            default:
                break;
        }
    }

    private enum Form
    {
        Nobody,
        Star,
        AwsStar,
        Account,
        User,
        Role,
        RoleSession,
        FederatedUser,
        UniqueId,
        Service,
        Federated,
        CanonicalUser,
    }

    public PrincipalMatch Match(Principal caller) => _form switch
    {
        Form.Star => PrincipalMatch.Star,
        // Measured on AWS: {"AWS":"*"} in a trust policy does not admit the bearer of an assertion or a token.
        Form.AwsStar => caller.Kind == PrincipalKind.Federated ? PrincipalMatch.None : PrincipalMatch.Star,
        Form.Account => When(caller.Account.Length > 0 && Same(caller.Account, _account), PrincipalMatch.Account),
        Form.User => MatchUser(caller),
        Form.Role => MatchRole(caller),
        Form.RoleSession => When(IsNamedSession(caller), PrincipalMatch.Direct),
        Form.FederatedUser => When(caller.Kind == PrincipalKind.FederatedUser && Same(caller.Arn, _value), PrincipalMatch.Direct),
        Form.UniqueId => MatchId(caller),
        Form.Service => When(caller.Kind == PrincipalKind.Service && Same(caller.Arn, _value), PrincipalMatch.Direct),
        Form.Federated => When(caller.Kind == PrincipalKind.Federated && Same(caller.Arn, _value), PrincipalMatch.Direct),
        Form.CanonicalUser => When(caller.CanonicalUserId is not null && Same(caller.CanonicalUserId, _value), PrincipalMatch.Account),
        _ => PrincipalMatch.None,
    };

    private static PrincipalMatch When(bool holds, PrincipalMatch match) => holds ? match : PrincipalMatch.None;

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static string Part(string arn, int index) => ArnText.Split(arn).Part(arn, index).ToString();

    private static Form FormOf(string value)
    {
        if (value == "*")
        {
            return Form.AwsStar;
        }

        if (value.Length == 12 && !value.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return Form.Account;
        }

        if (UniqueIds.IsUserOrRole(value))
        {
            return Form.UniqueId;
        }

        var parts = ArnText.Split(value);
        if (!parts.IsWhole)
        {
            return Form.Nobody;
        }

        var rest = parts.Part(value, 5);
        return rest switch
        {
            "root" => Form.Account,
            _ when rest.StartsWith("user/") => Form.User,
            _ when rest.StartsWith("role/") => Form.Role,
            _ when rest.StartsWith("assumed-role/") => Form.RoleSession,
            _ when rest.StartsWith("federated-user/") => Form.FederatedUser,
            _ => Form.Nobody,
        };
    }

    private PrincipalMatch MatchUser(Principal caller) => caller.Kind switch
    {
        PrincipalKind.User => When(Same(caller.Arn, _value), PrincipalMatch.Direct),
        PrincipalKind.FederatedUser => When(Same(caller.IssuerArn, _value), PrincipalMatch.Parent),
        _ => PrincipalMatch.None,
    };

    /// <summary>The role's path compares as written and its name without case, as names are unique without case; a session known only by its own ARN has no path to compare.</summary>
    private PrincipalMatch MatchRole(Principal caller)
    {
        if (caller.Kind is not (PrincipalKind.RoleSession or PrincipalKind.Role))
        {
            return PrincipalMatch.None;
        }

        var holds = caller.IssuerArn is { } role
            ? role.Length == _value.Length
                && role.StartsWith(_second, StringComparison.Ordinal)
                && role.AsSpan(_second.Length).Equals(_name, StringComparison.OrdinalIgnoreCase)
            : Same(caller.Account, _account) && string.Equals(caller.RoleName, _name, StringComparison.OrdinalIgnoreCase);
        return When(holds, PrincipalMatch.Parent);
    }

    private bool IsNamedSession(Principal caller) =>
        caller.Kind == PrincipalKind.RoleSession
        && Same(caller.Account, _account)
        && Same(caller.SessionName, _second)
        && string.Equals(caller.RoleName, _name, StringComparison.OrdinalIgnoreCase);

    private PrincipalMatch MatchId(Principal caller) => caller.Kind switch
    {
        PrincipalKind.User => When(Same(caller.UniqueId, _value), PrincipalMatch.Direct),
        PrincipalKind.RoleSession or PrincipalKind.FederatedUser or PrincipalKind.Role =>
            When(Same(caller.IssuerUniqueId, _value), PrincipalMatch.Parent),
        _ => PrincipalMatch.None,
    };
}
