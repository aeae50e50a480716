namespace Daypass.Core.Stores;

/// <summary>What the audit keeps in the database: the acts of operators, who need no running server, and how far each chain of records has come.</summary>
public interface IAuditStore
{
    /// <summary>Keeps an act, before it is done; kept again it says how the act ended.</summary>
    ValueTask Keep(KeptAct act, CancellationToken cancelled);

    /// <summary>Acts that have to be told in an audit log, the oldest first: those that have ended, and those that began before an instant and were not told at
    /// all.</summary>
    ValueTask<IReadOnlyList<KeptAct>> FindUntold(DateTimeOffset begunBefore, int limit, CancellationToken cancelled);

    /// <summary>The act stands in an audit log as it is here.</summary>
    ValueTask MarkTold(KeptAct act, CancellationToken cancelled);

    /// <summary>Keeps how far a chain has come; one that was further already stays.</summary>
    ValueTask Keep(KeptHead head, CancellationToken cancelled);

    /// <summary>The heads of all chains, in the order in which they began.</summary>
    ValueTask<IReadOnlyList<KeptHead>> Heads(CancellationToken cancelled);
}

/// <summary>An act of an operator as the database holds it.</summary>
/// <param name="Id">The id of its record.</param>
/// <param name="At">When it began.</param>
/// <param name="HasEnded">Whether the record says how it ended.</param>
/// <param name="Body">The record, a JSON object as UTF-8.</param>
public sealed record KeptAct(string Id, DateTimeOffset At, bool HasEnded, byte[] Body);

/// <summary>How far a chain of audit records has come.</summary>
/// <param name="Chain">The chain's id.</param>
/// <param name="Began">When it began.</param>
/// <param name="Number">The number of its newest record.</param>
/// <param name="Body">What is said of it, under a code that the database alone cannot make.</param>
public sealed record KeptHead(string Chain, DateTimeOffset Began, long Number, byte[] Body);
