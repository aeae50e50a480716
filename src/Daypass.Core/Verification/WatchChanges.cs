using System.Collections.Concurrent;
using Daypass.Core.Directory;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Verification;

namespace Daypass.Core.Verification;

/// <summary>Tells a service what changed since a mark, and waits for it. Names say nothing of what they stand for.</summary>
public sealed class WatchChanges(IDirectoryStore store, ChangeNames names, FollowedChanges followed, TimeProvider clock)
    : AccountOperation<WatchChangesRequest, WatchChangesResponse>
{
    /// <summary>Most waits of one account at one time on this node; each holds a connection. Whoever has more services than this lets some share.</summary>
    public const int MostWaitingOfAccount = 100;

    private const int LongestWait = 20;
    private const int MostChanges = 500;

    private readonly ConcurrentDictionary<string, int> _waiting = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async ValueTask<Result<WatchChangesResponse>> Handle(WatchChangesRequest input, OperationContext context)
    {
        // The whole answer is in the names of one key: a mark of another one begins anew.
        var named = names.Now;
        if (input.Mark is null)
        {
            return Answer(followed.Last, named, reset: false);
        }

        if (!ChangeMark.TryParse(input.Mark, out var known))
        {
            return CommonErrors.ValidationError("Mark is not one that GetSigningKey or WatchChanges answered.");
        }

        if (known.KeyId != named.Id)
        {
            return Answer(followed.Last, named, reset: true);
        }

        var account = context.Caller.Account;
        try
        {
            return _waiting.AddOrUpdate(account, 1, static (_, count) => count + 1) > MostWaitingOfAccount
                ? CommonErrors.Throttling()
                : await Wait(known, named, TimeSpan.FromSeconds(input.WaitSeconds ?? LongestWait), context.Cancelled);
        }
        finally
        {
            if (_waiting.AddOrUpdate(account, 0, static (_, count) => count - 1) == 0)
            {
                _waiting.TryRemove(new(account, 0));
            }
        }
    }

    private async ValueTask<WatchChangesResponse> Wait(ChangeMark known, KeyedNames named, TimeSpan longest, CancellationToken cancelled)
    {
        using var alarm = new CancellationTokenSource(longest, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancelled, alarm.Token);
        while (true)
        {
            var next = followed.Next;
            var last = followed.Last;
            if (last.Position != known.Position || last.Mark != known.Drawn)
            {
                if (await Find(known, named, last, cancelled) is { } answer)
                {
                    return answer;
                }
            }

            if (followed.IsStopped || alarm.IsCancellationRequested)
            {
                return new WatchChangesResponse { Mark = known.ToString(), Reset = false };
            }

            await next.WaitAsync(enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancelled.ThrowIfCancellationRequested();
        }
    }

    /// <summary>What lies between a mark and what this node has heeded; null when the mark is ahead of it, as another node's may be.</summary>
    private async ValueTask<WatchChangesResponse?> Find(ChangeMark known, KeyedNames named, DirectoryChange last, CancellationToken cancelled)
    {
        var changes = followed.Recent(known.Position, MostChanges + 1)
            ?? await store.ChangesFrom(Math.Max(known.Position, 1), MostChanges + 1, cancelled);
        var isSameHistory = known.Position == 0
            ? changes.Count == 0 || changes[0].Position == 1
            : changes.Count > 0 && changes[0].Position == known.Position && changes[0].Mark == known.Drawn;
        if (!isSameHistory)
        {
            return Answer(last, named, reset: true);
        }

        var newest = default(DirectoryChange);
        var changed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            // What this node has not heeded yet it must not let anybody ask anew about: it would answer from before the change.
            if (change.Position <= known.Position || change.Position > last.Position)
            {
                continue;
            }

            newest = change;
            if (named.Of(change) is { } name)
            {
                changed.Add(name);
            }
        }

        return newest.Position == 0 ? null : Answer(newest, named, reset: false) with { Changes = [.. changed] };
    }

    private static WatchChangesResponse Answer(DirectoryChange at, KeyedNames named, bool reset) =>
        new() { Mark = ChangeMark.Of(at, named).ToString(), Reset = reset };
}
