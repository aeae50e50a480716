using Daypass.Core.Usage;

namespace Daypass.Iam.AccessReports;

/// <summary>Who used a service last, how many did, and who called each of its actions last.</summary>
internal sealed class UsesOfService
{
    /// <summary>More actions than this are not told of: a service of somebody's own may name as many as it likes.</summary>
    private const int MostActions = 1000;

    private readonly Dictionary<string, AccessUse> _actions = new(StringComparer.Ordinal);
    private string? _entity;

    /// <summary>The last use; null when there is none.</summary>
    public AccessUse? Last { get; private set; }

    /// <summary>How many users and roles used it.</summary>
    public int Entities { get; private set; }

    /// <summary>The last use of each action.</summary>
    public IReadOnlyDictionary<string, AccessUse> Actions => _actions;

    /// <summary>Adds a use; all those of one user or role come one after the other.</summary>
    public void Add(ReportedEntity entity, ServiceUse use, bool ofActions)
    {
        if (_entity != entity.Id)
        {
            _entity = entity.Id;
            Entities++;
        }

        if (Last is null || Last.At < use.At)
        {
            Last = ToUse(entity, use);
        }

        if (ofActions && (_actions.TryGetValue(use.Action, out var known) ? known.At < use.At : _actions.Count < MostActions))
        {
            _actions[use.Action] = ToUse(entity, use);
        }
    }

    private static AccessUse ToUse(ReportedEntity entity, ServiceUse use) => new(use.At, entity.Arn, use.Region.Length == 0 ? null : use.Region);
}
