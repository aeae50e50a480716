using Daypass.Core.Stores;

namespace Daypass.Core.Directory;

/// <summary>How far this node knows what was committed. What the directory answers is never older than <see cref="Last"/>.</summary>
public sealed class FollowedChanges
{
    /// <summary>How many changes are kept, so that those who wait need not all ask the database about the same ones.</summary>
    private const int MostRecent = 4096;

    private readonly Queue<DirectoryChange> _recent = new();
    private TaskCompletionSource _next = New();
    private volatile Point _last = new(default);

    /// <summary>The newest change this node has heeded.</summary>
    public DirectoryChange Last => _last.Change;

    /// <summary>Completes with the next change. Take it before reading <see cref="Last"/>, so that nothing is missed between.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>True when the node stops: nobody should wait any more.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Called when changes have been heeded, which follow those before without a gap.</summary>
    public void Advance(IReadOnlyList<DirectoryChange> changes)
    {
        lock (_recent)
        {
            foreach (var change in changes)
            {
                if (_recent.Count == MostRecent)
                {
                    _recent.Dequeue();
                }

                _recent.Enqueue(change);
            }
        }

        _last = new(changes[^1]);
        Wake();
    }

    /// <summary>Called when this node begins to follow, or begins anew.</summary>
    public void Begin(DirectoryChange last)
    {
        lock (_recent)
        {
            _recent.Clear();
            if (last.Position > 0)
            {
                _recent.Enqueue(last);
            }
        }

        _last = new(last);
        Wake();
    }

    /// <summary>Changes from a position on, that one included; null when they are not kept any more.</summary>
    public IReadOnlyList<DirectoryChange>? Recent(long position, int limit)
    {
        lock (_recent)
        {
            if (!_recent.TryPeek(out var first) || position < first.Position || position >= first.Position + _recent.Count)
            {
                return null;
            }

            return [.. _recent.Skip((int)(position - first.Position)).Take(limit)];
        }
    }

    /// <summary>Lets everybody go who waits.</summary>
    public void Stop()
    {
        IsStopped = true;
        Wake();
    }

    private void Wake() => Interlocked.Exchange(ref _next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Point(DirectoryChange Change);
}
