using Daypass.Core.Stores;

namespace Daypass.Core.Directory;

/// <summary>How far this node knows what was committed. What the directory answers is never older than <see cref="Last"/>.</summary>
public sealed class FollowedChanges
{
    /// <summary>How many changes are kept, so that those who wait need not all ask the database about the same ones.</summary>
    private const int MostRecent = 4096;

    /// <summary>Each at its position, modulo their number: positions have no gaps.</summary>
    private readonly DirectoryChange[] _recent = new DirectoryChange[MostRecent];
    private long _first;
    private int _count;
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
                Add(change);
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
            _count = 0;
            if (last.Position > 0)
            {
                Add(last);
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
            if (position < _first || position >= _first + _count)
            {
                return null;
            }

            var found = new DirectoryChange[(int)Math.Min(limit, _first + _count - position)];
            for (var index = 0; index < found.Length; index++)
            {
                found[index] = _recent[(position + index) % MostRecent];
            }

            return found;
        }
    }

    private void Add(DirectoryChange change)
    {
        if (_count == MostRecent)
        {
            _first++;
        }
        else if (_count++ == 0)
        {
            _first = change.Position;
        }

        _recent[change.Position % MostRecent] = change;
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
