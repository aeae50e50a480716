using Daypass.Core.Stores;

namespace Daypass.Core.Directory;

/// <summary>How far this node knows what was committed. What the directory answers is never older than <see cref="Last"/>.</summary>
public sealed class FollowedChanges
{
    private TaskCompletionSource _next = New();
    private volatile Point _last = new(default);

    /// <summary>The newest change this node has heeded.</summary>
    public DirectoryChange Last => _last.Change;

    /// <summary>Completes with the next change. Take it before reading <see cref="Last"/>, so that nothing is missed between.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>True when the node stops: nobody should wait any more.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Called when a change has been heeded.</summary>
    public void Advance(DirectoryChange last)
    {
        _last = new(last);
        Wake();
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
