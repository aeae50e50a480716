using Daypass.Core.Delegation;
using Daypass.Core.Directory;
using Daypass.Core.Pipeline;
using Daypass.Core.Stores;

namespace Daypass.Server.Hosting;

/// <summary>What a node does beside answering: it follows the key ring, looks at the clock, forgets what may be forgotten and delivers notices.</summary>
internal sealed partial class Upkeep : IAsyncDisposable
{
    /// <summary>Every node does it; the nodes do not wait for one another.</summary>
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly WebhookSender _sender = new();
    private readonly NoticeDelivery _delivery;
    private readonly StoreContact _contact;
    private readonly Task _work;
    private readonly ILogger<Upkeep> _logger;

    /// <summary>Starts it.</summary>
    public Upkeep(TokenService service, Readiness readiness, ILogger<Upkeep> logger)
    {
        _logger = logger;
        var parts = service.Parts;
        _delivery = new NoticeDelivery(parts.Store, parts.Delegations, parts.Partners, parts.TradeIn, _sender, parts.Clock);
        _contact = parts.Contact;
        _contact.Changed += TellContact;
        _work = Task.WhenAll(
            Watch("clock", readiness.Follow(_stopping.Token)),
            Watch("sweeping", Sweep(parts)),
            Watch("key ring", parts.Rotation.Follow(failure => NoDatabase("key ring", failure.Message), _stopping.Token)),
            Watch("notices", _delivery.Run(failure => NoDatabase("notices", failure.Message), _stopping.Token)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _contact.Changed -= TellContact;
        await _stopping.CancelAsync();
        await _work;
        _delivery.Dispose();
        _sender.Dispose();
        _stopping.Dispose();
    }

    private async Task Sweep(ServiceParts parts)
    {
        using var timer = new PeriodicTimer(SweepInterval, parts.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                try
                {
                    await parts.Facts.Sweep(parts.Clock.GetUtcNow(), _stopping.Token);
                }
                catch (StoreUnavailableException failure)
                {
                    NoDatabase("sweeping", failure.Message);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private void TellContact(StoreContact now)
    {
        if (now.Fault is { } fault)
        {
            ContactLost((long)now.Longest.TotalSeconds, fault.Message);
        }
        else
        {
            ContactMade();
        }
    }

    // A bug in upkeep must be seen, but it does not take down what still answers.
    private async Task Watch(string what, Task loop)
    {
        try
        {
            await loop;
        }
        catch (Exception bug) when (bug is not (OperationCanceledException or StoreUnavailableException))
        {
            Stopped(what, bug);
        }
    }

    [LoggerMessage(10, LogLevel.Warning, "Following the {What} needs the database: {Cause}")]
    private partial void NoDatabase(string what, string cause);

    [LoggerMessage(12, LogLevel.Error, "The database is away: writes are refused, what is in memory is used for {Seconds} s. {Cause}")]
    private partial void ContactLost(long seconds, string cause);

    [LoggerMessage(13, LogLevel.Information, "The database is back and everything it holds is known here")]
    private partial void ContactMade();

    [LoggerMessage(11, LogLevel.Critical, "Following the {What} has stopped")]
    private partial void Stopped(string what, Exception cause);
}
