using Daypass.Core.Usage;

namespace Daypass.Iam.AccessReports;

/// <summary>The uses of the services of a report, each looked at once and only what the report tells of kept.</summary>
/// <param name="services">The services of the report.</param>
/// <param name="ofActions">Whether it tells of actions.</param>
internal sealed class UsesByService(IReadOnlyList<string> services, bool ofActions)
{
    private readonly Dictionary<string, UsesOfService> _services =
        services.ToDictionary(static service => service, static _ => new UsesOfService(), StringComparer.Ordinal);

    /// <summary>Those of one service of the report.</summary>
    public UsesOfService this[string service] => _services[service];

    /// <summary>Adds those of a user or role.</summary>
    public void Add(ReportedEntity entity, IReadOnlyList<ServiceUse> uses)
    {
        foreach (var use in uses)
        {
            if (_services.TryGetValue(use.Service, out var service))
            {
                service.Add(entity, use, ofActions);
            }
        }
    }
}
