using System.Numerics;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Policy.Values;

namespace Daypass.Policy.Evaluation;

/// <summary>The statements of one effect that may match an action of a service, in document order.</summary>
internal sealed class ServiceIndex
{
    private readonly Slot[] _slots;
    private readonly int[] _others;

    public ServiceIndex(CompiledStatement[] statements, Effect effect)
    {
        var byService = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var everywhere = new List<int>();
        for (var i = 0; i < statements.Length; i++)
        {
            if (statements[i].Source.Effect == effect)
            {
                AddServices(byService, statements[i]);
            }
        }

        // Then once more in document order: a statement for any service goes into every list.
        for (var i = 0; i < statements.Length; i++)
        {
            if (statements[i].Source.Effect == effect)
            {
                AddStatement(byService, everywhere, statements[i], i);
            }
        }

        _others = everywhere.ToArray();
        _slots = Table(byService);
    }

    /// <summary>The statements to ask, in document order.</summary>
    /// <param name="request">The request.</param>
    /// <param name="service">The document's own string for the request's service; null when it names that service nowhere.</param>
    public ReadOnlySpan<int> For(AuthorizationRequest request, out string? service)
    {
        var slots = _slots;
        service = null;
        if (slots.Length == 0 || !request.HasService)
        {
            return _others;
        }

        var mask = (uint)(slots.Length - 1);
        for (var at = request.ServiceHash & mask; slots[at].Service is { } found; at = (at + 1) & mask)
        {
            if (slots[at].Hash == request.ServiceHash && request.Service.SequenceEqual(found))
            {
                service = found;
                return slots[at].Statements;
            }
        }

        return _others;
    }

    private static void AddServices(Dictionary<string, List<int>> byService, CompiledStatement statement)
    {
        foreach (ref readonly var action in statement.Actions)
        {
            // A NotAction statement is asked for every service, but has to be told the ones it names.
            if (action.Service is { } service)
            {
                byService.TryAdd(service, []);
            }
        }
    }

    private static void AddStatement(Dictionary<string, List<int>> byService, List<int> everywhere, CompiledStatement statement, int index)
    {
        if (statement.MatchesAnyService)
        {
            everywhere.Add(index);
            foreach (var list in byService.Values)
            {
                list.Add(index);
            }

            return;
        }

        foreach (ref readonly var action in statement.Actions)
        {
            if (action.Service is { } service && byService[service] is var list && (list.Count == 0 || list[^1] != index))
            {
                list.Add(index);
            }
        }
    }

    private static Slot[] Table(Dictionary<string, List<int>> byService)
    {
        if (byService.Count == 0)
        {
            return [];
        }

        var slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)byService.Count * 2)];
        var mask = (uint)(slots.Length - 1);
        foreach (var (service, list) in byService)
        {
            var hash = ActionText.Hash(service);
            var at = hash & mask;
            while (slots[at].Service is not null)
            {
                at = (at + 1) & mask;
            }

            slots[at] = new Slot(hash, service, list.ToArray());
        }

        return slots;
    }

    private readonly record struct Slot(uint Hash, string Service, int[] Statements);
}
