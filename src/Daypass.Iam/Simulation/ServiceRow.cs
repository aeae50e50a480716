using Daypass.Protocol;

namespace Daypass.Iam.Simulation;

/// <summary>The actions and the types of resources of one service.</summary>
/// <param name="template">How AWS's simulator names several of its resources together, where it was seen to.</param>
internal sealed class ServiceRow(string? template)
{
    private const string Variable = "${";

    private readonly Dictionary<string, (string Arn, string Service, string Prefix)> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _actions = new(StringComparer.OrdinalIgnoreCase);

    public void AddType(string name, string text)
    {
        var arn = Arn.Parse(text);
        var resource = arn.Resource.ToString();
        var variable = resource.IndexOf(Variable, StringComparison.Ordinal);
        _types.Add(name, (text, arn.Service.ToString(), variable < 0 ? resource : resource[..variable]));
    }

    public void AddActions(string types, ReadOnlySpan<string> names)
    {
        var list = types == "-" ? [] : types.Split(',');
        foreach (var name in names)
        {
            _actions.Add(name, list);
        }
    }

    public IEnumerable<string> Actions => _actions.Keys;

    public bool Has(string action) => _actions.ContainsKey(action);

    /// <summary>Whether the ARN looks like one of a type that the action acts on; partition, region and account do not matter.</summary>
    public bool CanActOn(string action, Arn arn)
    {
        foreach (var type in _actions[action])
        {
            var (_, service, prefix) = _types[type];
            if (arn.Service.SequenceEqual(service) && arn.Resource.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The service's own template; for a service of which none is known, the ARN of the action's first type.</summary>
    public string? TemplateOf(string action) => template ?? (_actions[action] is [var first, ..] ? _types[first].Arn : null);
}
