using System.IO.Enumeration;
using Daypass.Iam.Simulation;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Protocol.Catalogue;

namespace Daypass.Iam.AccessReports;

/// <summary>What policies let somebody use, or the policies of every level above an account, as AWS's reports see it: conditions and resources are not
/// weighed, but a Deny of everything is.</summary>
internal sealed class GrantedServices
{
    // The services that this server answers itself: which of their actions were called is known.
    private static readonly (string Namespace, Service Service)[] Own =
        [("daypass", Service.Verification), ("iam", Service.Iam), ("sts", Service.Sts)];

    private readonly List<List<Statement>> _allows = [];
    private readonly List<Statement> _denies = [];

    /// <summary>Those of some policies.</summary>
    public GrantedServices(IEnumerable<CompiledPolicy> policies)
        : this([policies])
    {
    }

    /// <summary>Those that every level grants; without a level that is everything.</summary>
    public GrantedServices(IReadOnlyList<IEnumerable<CompiledPolicy>> levels)
    {
        foreach (var level in levels)
        {
            var allows = new List<Statement>();
            foreach (var statement in level.SelectMany(static policy => policy.Statements))
            {
                if (statement.Effect is Effect.Allow)
                {
                    allows.Add(statement);
                }
                else if (statement is { Conditions: null or { Count: 0 }, IsNotResource: false, Resources: { } resources } && resources.Contains("*"))
                {
                    _denies.Add(statement);
                }
            }

            _allows.Add(allows);
        }
    }

    /// <summary>Whether there is a service of this namespace.</summary>
    public static bool IsKnown(string service) =>
        Array.Exists(Own, own => own.Namespace == service) || ServiceActions.Instance.Services.Contains(service, StringComparer.Ordinal);

    /// <summary>The namespaces, in their order.</summary>
    public List<string> List()
    {
        var services = new SortedSet<string>(ServiceActions.Instance.Services, StringComparer.Ordinal);
        services.UnionWith(Own.Select(static own => own.Namespace));
        return [.. services.Where(Grants)];
    }

    /// <summary>The actions of a service that are told of: those of this server that the policies grant, and of other services those that were seen.</summary>
    public IEnumerable<string> Tracked(string service, IEnumerable<string> seen)
    {
        var own = Array.Find(Own, own => own.Namespace == service);
        return own.Namespace is null
            ? seen.Order(StringComparer.Ordinal)
            : OperationCatalogue.List(own.Service).Select(static operation => operation.Name).Where(name => Grants(service, name))
                .Order(StringComparer.Ordinal);
    }

    private bool Grants(string service)
    {
        var own = Array.Find(Own, own => own.Namespace == service);
        var actions = own.Namespace is not null
            ? OperationCatalogue.List(own.Service).Select(static operation => operation.Name)
            : ServiceActions.Instance.ActionsOf(service);
        return actions is not null
            ? actions.Any(name => Grants(service, name))
            : _allows.TrueForAll(level => level.Exists(statement => Reaches(statement, service))) && !_denies.Exists(statement => IsWhole(statement, service));
    }

    private bool Grants(string service, string name)
    {
        var action = $"{service}:{name}";
        return _allows.TrueForAll(level => level.Exists(statement => Matches(statement, action))) && !_denies.Exists(statement => Matches(statement, action));
    }

    private static bool Matches(Statement statement, string action) =>
        (statement.Actions ?? []).Any(pattern => IsMatch(pattern, action)) != statement.IsNotAction;

    private static bool IsMatch(string pattern, string text) =>
        pattern == "*" || FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), text, ignoreCase: true);

    // Of a service whose actions are not known it counts that one of them could be meant.
    private static bool Reaches(Statement statement, string service) => statement.IsNotAction
        ? !IsWhole(statement.Actions, service)
        : (statement.Actions ?? []).Any(pattern => pattern == "*" || IsMatch(pattern.Split(':')[0], service));

    private static bool IsWhole(Statement statement, string service) => !statement.IsNotAction && IsWhole(statement.Actions, service);

    private static bool IsWhole(IReadOnlyList<string>? patterns, string service) => (patterns ?? []).Any(pattern =>
        pattern == "*" || (pattern.EndsWith(":*", StringComparison.Ordinal) && IsMatch(pattern[..^2], service)));
}
