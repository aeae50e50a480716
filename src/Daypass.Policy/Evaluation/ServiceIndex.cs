using Daypass.Policy.Matching;

namespace Daypass.Policy.Evaluation;

/// <summary>The statements of one effect that may match an action of a service, in document order.</summary>
internal sealed class ServiceIndex
{
    private readonly Slot[] _slots;
    private readonly int[] _others;

    public ServiceIndex(CompiledStatement[] statements, Effect effect)
    {
        var byService = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var any = new List<int>();
        for (var i = 0; i < statements.Length; i++)
        {
            if (statements[i].Source.Effect != effect)
            {
                continue;
            }

            var everywhere = statements[i].MatchesAnyService;
            if (everywhere)
            {
                any.Add(i);
            }

            foreach (var service in statements[i].Services)
            {
                // A NotAction statement is asked for every service, but has to be told the ones it names.
                var list = byService.TryGetValue(service, out var known) ? known : byService[service] = [];
                if (!everywhere)
                {
                    list.Add(i);
                }
            }
        }

        _others = any.ToArray();
        var capacity = 1;
        while (capacity < byService.Count * 2)
        {
            capacity *= 2;
        }

        _slots = new Slot[byService.Count == 0 ? 0 : capacity];
        foreach (var (service, list) in byService)
        {
            var hash = ActionPattern.HashOf(service);
            var at = hash & (uint)(capacity - 1);
            while (_slots[at].Service is not null)
            {
                at = (at + 1) & (uint)(capacity - 1);
            }

            _slots[at] = new Slot(hash, service, [.. list.Concat(any).Order()]);
        }
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

    private readonly record struct Slot(uint Hash, string Service, int[] Statements);
}
