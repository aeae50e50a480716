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
            "AWS" => uniqueId is null ? ParseForm(entry.Value) : Form.UniqueId,
            "Service" => Form.Service,
            "Federated" => Form.Federated,
            "CanonicalUser" => Form.CanonicalUser,
            _ => Form.Nobody,
        };

        switch (_form)
        {
            case Form.Account:
                _account = entry.Value.Length == 12 ? entry.Value : ReadPart(entry.Value, 4);
                break;
            case Form.Role:
                var path = ReadPart(entry.Value, 5);
                _account = ReadPart(entry.Value, 4);
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
        // {"AWS":"*"} in a trust policy does not admit the bearer of an assertion or a token (docs/aws-behaviour.md).
        Form.AwsStar => caller.Kind == PrincipalKind.Federated ? PrincipalMatch.None : PrincipalMatch.Star,
        Form.Account => MatchIf(caller.Account.Length > 0 && AreEqual(caller.Account, _account), PrincipalMatch.Account),
        Form.User => MatchUser(caller),
        Form.Role => MatchRole(caller),
        Form.RoleSession => MatchIf(IsNamedSession(caller), PrincipalMatch.Direct),
        Form.FederatedUser => MatchIf(caller.Kind == PrincipalKind.FederatedUser && AreEqual(caller.Arn, _value), PrincipalMatch.Direct),
        Form.UniqueId => MatchId(caller),
        Form.Service => MatchIf(caller.Kind == PrincipalKind.Service && AreEqual(caller.Arn, _value), PrincipalMatch.Direct),
        Form.Federated => MatchIf(caller.Kind == PrincipalKind.Federated && AreEqual(caller.Arn, _value), PrincipalMatch.Direct),
        Form.CanonicalUser => MatchIf(caller.CanonicalUserId is not null && AreEqual(caller.CanonicalUserId, _value), PrincipalMatch.Account),
        _ => PrincipalMatch.None,
    };

    private static PrincipalMatch MatchIf(bool holds, PrincipalMatch match) => holds ? match : PrincipalMatch.None;

    private static bool AreEqual(string? one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static string ReadPart(string arn, int index) => ArnText.Split(arn).Part(arn, index).ToString();

    private static Form ParseForm(string value)
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
        PrincipalKind.User => MatchIf(AreEqual(caller.Arn, _value), PrincipalMatch.Direct),
        PrincipalKind.FederatedUser => MatchIf(AreEqual(caller.IssuerArn, _value), PrincipalMatch.Parent),
        _ => PrincipalMatch.None,
    };

    /// <summary>
    /// The role's path compares as written and its name without case, as names are unique without case; a session known only by its own ARN has no path
    /// to compare.
    /// </summary>
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
            : AreEqual(caller.Account, _account) && string.Equals(caller.RoleName, _name, StringComparison.OrdinalIgnoreCase);
        return MatchIf(holds, PrincipalMatch.Parent);
    }

    private bool IsNamedSession(Principal caller) =>
        caller.Kind == PrincipalKind.RoleSession
        && AreEqual(caller.Account, _account)
        && AreEqual(caller.SessionName, _second)
        && string.Equals(caller.RoleName, _name, StringComparison.OrdinalIgnoreCase);

    private PrincipalMatch MatchId(Principal caller) => caller.Kind switch
    {
        PrincipalKind.User => MatchIf(AreEqual(caller.UniqueId, _value), PrincipalMatch.Direct),
        PrincipalKind.RoleSession or PrincipalKind.FederatedUser or PrincipalKind.Role =>
            MatchIf(AreEqual(caller.IssuerUniqueId, _value), PrincipalMatch.Parent),
        _ => PrincipalMatch.None,
    };
}
