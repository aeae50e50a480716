using Daypass.Policy.Values;

namespace Daypass.Policy.Matching;

/// <summary>One entry of Action or NotAction, lowered and cut at its first colon.</summary>
internal readonly struct ActionPattern
{
    private readonly bool _any;
    private readonly Glob? _name;

    /// <param name="text">The entry as written.</param>
    /// <param name="services">The services of the whole document, so that two entries share one string for a service.</param>
    public ActionPattern(string text, Dictionary<string, string> services)
    {
        _any = text == "*";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        // A wildcard before the colon never matches: IAM refuses it at save ("Vendor ... is not valid").
        if (colon < 0 || text.AsSpan(0, colon).ContainsAny('*', '?'))
        {
            return;
        }

        var service = ActionText.Lower(text.AsSpan(0, colon));
        Service = services.TryGetValue(service, out var shared) ? shared : services[service] = service;
        _name = Glob.Parse(ActionText.Lower(text.AsSpan(colon + 1)));
    }

    /// <summary>True for the lone star.</summary>
    public bool IsAny => _any;

    /// <summary>The service in lower case; null when the entry can match no action of any one service.</summary>
    public string? Service { get; }

    /// <param name="service">The request's service as the document's own string, null when the document names it nowhere.</param>
    /// <param name="name">The rest of the action in lower case.</param>
    public bool IsMatch(string? service, ReadOnlySpan<char> name) =>
        _any || (_name is not null && ReferenceEquals(Service, service) && _name.IsMatch(name));
}
