namespace Daypass.Core.Stores;

/// <summary>What all nodes share and forget after a while: replay guards (used MFA steps, assertions), attempt counters, when a key was last used.</summary>
public interface IEphemeralStore
{
    /// <summary>Remembers that something happened once; false when it is already remembered. Forgotten some time after <paramref name="until"/>.</summary>
    ValueTask<bool> TryRemember(string scope, string what, DateTimeOffset until, CancellationToken cancelled);

    /// <summary>The attempts counted for a subject, or null. Those that should be forgotten by now may still be returned until the next sweep.</summary>
    ValueTask<Attempts?> FindAttempts(string scope, string subject, CancellationToken cancelled);

    /// <summary>Counts one failed attempt and returns the count since the last success, from 1 when the earlier ones are forgotten at <paramref name="at"/>;
    /// <paramref name="until"/> is when the count is forgotten; one that goes on is never forgotten earlier than it was to be.</summary>
    ValueTask<int> CountAttempt(string scope, string subject, DateTimeOffset at, DateTimeOffset until, CancellationToken cancelled);

    /// <summary>Forgets the failed attempts of a subject.</summary>
    ValueTask ForgetAttempts(string scope, string subject, CancellationToken cancelled);

    /// <summary>Records the last use of an access key, role or user; the newest instant per subject wins. Written in batches, off the request's path.</summary>
    ValueTask RecordUses(IReadOnlyList<LastUse> uses, CancellationToken cancelled);

    /// <summary>The last use of a subject, or null when it was never used.</summary>
    ValueTask<LastUse?> FindUse(string subject, CancellationToken cancelled);

    /// <summary>Up to <paramref name="limit"/> last uses of the subjects that begin so, in the order of subjects.</summary>
    ValueTask<IReadOnlyList<LastUse>> FindUses(string prefix, int limit, CancellationToken cancelled);

    /// <summary>Keeps what was evaluated when requests were denied. Written in batches, off the request's path.</summary>
    ValueTask KeepDenials(IReadOnlyList<KeptDenial> denials, CancellationToken cancelled);

    /// <summary>What was kept of a denial, or null. What should be forgotten by now may still be returned until the next sweep.</summary>
    ValueTask<KeptDenial?> FindDenial(string id, CancellationToken cancelled);

    /// <summary>Removes what may be forgotten at this instant: expired replay guards, attempts and denials, uses of more than 400 days ago (AWS's
    /// tracking period), and all but the newest hundred thousand directory changes. Returns how many rows that were.</summary>
    ValueTask<int> Sweep(DateTimeOffset now, CancellationToken cancelled);
}

/// <summary>What is kept of a denied request.</summary>
/// <param name="Id">Its authorization id.</param>
/// <param name="Until">When it may be forgotten.</param>
/// <param name="Body">What was evaluated.</param>
public sealed record KeptDenial(string Id, DateTimeOffset Until, byte[] Body);

/// <summary>Failed attempts of one subject.</summary>
/// <param name="Count">How many since the last success.</param>
/// <param name="Last">When the last one was.</param>
public readonly record struct Attempts(int Count, DateTimeOffset Last);

/// <summary>The last use of a credential.</summary>
/// <param name="Subject">The access key id, the unique id of a role or user, or <c>access/</c> with a unique id, a service and an action.</param>
/// <param name="At">When, in whole seconds.</param>
/// <param name="Service">For which service the request was signed.</param>
/// <param name="Region">For which region.</param>
public readonly record struct LastUse(string Subject, DateTimeOffset At, string Service, string Region);
