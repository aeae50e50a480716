using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Query;

namespace Daypass.Core.Operations;

/// <summary>Every operation this server has.</summary>
public sealed class OperationTable
{
    private readonly Dictionary<OperationDescription, OperationRoute> _routes = [];

    /// <summary>A table of these operations.</summary>
    /// <exception cref="ArgumentException">Two of them are the same.</exception>
    public OperationTable(IEnumerable<OperationRoute> routes)
    {
        foreach (var route in routes)
        {
            _routes.Add(route.Description, route);
        }
    }

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<OperationRoute> All => _routes.Values;

    /// <summary>The operation a form asks for, or InvalidAction; what only the catalogue knows is unknown here.</summary>
    public Result<OperationRoute> Find(QueryForm form)
    {
        var known = OperationCatalogue.Find(form);
        if (!known.Succeeded)
        {
            return known.Error;
        }

        return _routes.TryGetValue(known.Value, out var route) ? route : CommonErrors.InvalidAction(known.Value.Name, known.Value.Service.Version);
    }
}
