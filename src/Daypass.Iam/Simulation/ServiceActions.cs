using System.Collections.Frozen;
using Daypass.Protocol;

namespace Daypass.Iam.Simulation;

/// <summary>
/// What the simulation knows of the actions of other services: on which resources they act, and how AWS's simulator names several of these together.
/// <c>ServiceActions.txt</c> beside it is the table.
/// </summary>
internal sealed class ServiceActions
{
    private const string Table = "Daypass.Iam.Simulation.ServiceActions.txt";
    private static readonly Lazy<ServiceActions> Read = new(static () => new ServiceActions());

    private readonly FrozenDictionary<string, ServiceRow> _services;
    private readonly FrozenSet<string> _known;

    private ServiceActions()
    {
        using var stream = typeof(ServiceActions).Assembly.GetManifestResourceStream(Table)
            ?? throw new InvalidOperationException($"{Table} is not in the assembly.");
        using var lines = new StreamReader(stream);
        var known = new List<string>();
        var services = new Dictionary<string, ServiceRow>(StringComparer.OrdinalIgnoreCase);
        ServiceRow? service = null;
        while (lines.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            switch (words[0])
            {
                case "known":
                    known.AddRange(words.AsSpan(1));
                    break;
                case "service":
                    service = new ServiceRow(words.Length > 2 ? words[2] : null);
                    services.Add(words[1], service);
                    break;
                case "type":
                    service!.AddType(words[1], words[2]);
                    break;
                case "actions":
                    service!.AddActions(words[1], words.AsSpan(2));
                    break;
            }
        }

        _known = known.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _services = services.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The table; it is read when the first simulation asks for it.</summary>
    public static ServiceActions Instance => Read.Value;

    /// <summary>The services there are.</summary>
    public IEnumerable<string> Services => _known.Union(_services.Keys, StringComparer.OrdinalIgnoreCase);

    /// <summary>The actions of a service; null when the table does not have them.</summary>
    public IEnumerable<string>? ActionsOf(string service) => _services.TryGetValue(service, out var row) ? row.Actions : null;

    /// <summary>Whether an action is one of the table, is none of any service, or is nothing the table could tell of.</summary>
    public ActionStanding StandingOf(string action)
    {
        var (service, name) = Split(action);
        return _services.TryGetValue(service, out var row) ? row.Has(name) ? ActionStanding.Listed : ActionStanding.Unknown
            : _known.Contains(service) ? ActionStanding.Untold
            : ActionStanding.Unknown;
    }

    /// <summary>Whether an action can act on a resource: always when the table does not have the action, or the resource stands for all.</summary>
    public bool CanActOn(string action, string resource)
    {
        var (service, name) = Split(action);
        return !_services.TryGetValue(service, out var row) || !row.Has(name) || !Arn.TryParse(resource, out var arn) || row.CanActOn(name, arn);
    }

    /// <summary>The name of several resources together: a template of the action's service, <c>*</c> when the table does not have the action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="first">The first of the resources, whose partition the name has.</param>
    public string? NameTogether(string action, string first)
    {
        var (service, name) = Split(action);
        if (!_services.TryGetValue(service, out var row) || !row.Has(name))
        {
            return "*";
        }

        var partition = Arn.TryParse(first, out var arn) ? arn.Partition.ToString() : "aws";
        return row.TemplateOf(name)?.Replace("${Partition}", partition, StringComparison.Ordinal);
    }

    private static (string Service, string Name) Split(string action)
    {
        var colon = action.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (action, "") : (action[..colon], action[(colon + 1)..]);
    }
}
