using System.Collections.Concurrent;
using Daypass.Core.Audit;
using Daypass.Core.Requests;
using Daypass.Protocol.Query;

namespace Daypass.Core.Pipeline;

/// <summary>Contexts and forms that were used before, so that a request does not pay for their buffers.</summary>
internal sealed class ContextPool
{
    private const int Kept = 64;

    private readonly ConcurrentStack<Lease> _free = new();

    public Lease Rent() => _free.TryPop(out var lease) ? lease : new Lease(this);

    internal sealed class Lease(ContextPool pool) : IDisposable
    {
        public OperationContext Context { get; } = new();

        public QueryForm Form { get; } = new();

        public AuditRecord Record { get; } = new();

        /// <summary>Gives both back, emptied.</summary>
        public void Dispose()
        {
            Context.Clear();
            Form.Dispose();
            Record.Clear();
            if (pool._free.Count < Kept)
            {
                pool._free.Push(this);
            }
        }
    }
}
