namespace Daypass.Server.Hosting;

/// <summary>Tells the service manager while the server runs: that it is ready when <c>/readyz</c> says so, how it is, and that it is alive each time it was
/// seen to answer.</summary>
internal sealed class ServiceWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _work;

    private ServiceWatch(Func<CancellationToken, Task> work) => _work = work(_stopping.Token);

    /// <summary>Begins to.</summary>
    /// <param name="manager">Who hears it.</param>
    /// <param name="state">Whether requests should come, and what to tell a person.</param>
    /// <param name="probe">Whether somebody answers them.</param>
    /// <param name="clock">The time.</param>
    public static ServiceWatch Start(ServiceNotifier manager, Func<(bool IsReady, string Words)> state, ListenerProbe probe, TimeProvider clock) => new(
        cancelled => Task.WhenAll(TellState(manager, state, clock, cancelled), TellAlive(manager, probe, clock, cancelled)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _work;
        }
        catch (OperationCanceledException)
        {
            // It was told to end.
        }

        _stopping.Dispose();
    }

    private static async Task TellState(
        ServiceNotifier manager, Func<(bool IsReady, string Words)> state, TimeProvider clock, CancellationToken cancelled)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var wasReady = false;
        string? told = null;
        do
        {
            var (isReady, words) = state();
            if (!wasReady && isReady)
            {
                // Once: a manager that started others after this one does not take it back.
                wasReady = true;
                manager.Ready();
            }

            if (words != told)
            {
                told = words;
                manager.Status(words);
            }
        }
        while (await timer.WaitForNextTickAsync(cancelled));
    }

    private static async Task TellAlive(ServiceNotifier manager, ListenerProbe probe, TimeProvider clock, CancellationToken cancelled)
    {
        if (manager.Watchdog is not { } limit)
        {
            return;
        }

        // Two may be missed by a machine that is busy.
        var interval = limit / 3;
        using var timer = new PeriodicTimer(interval, clock);
        do
        {
            if (await probe.IsAnswered(interval, cancelled))
            {
                manager.Alive();
            }
        }
        while (await timer.WaitForNextTickAsync(cancelled));
    }
}
