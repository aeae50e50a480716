using Daypass.Core.Delegation;
using Daypass.Core.Pipeline;
using Daypass.Core.Principals;
using Daypass.Core.Stores;

namespace Daypass.Server.Hosting;

/// <summary>What a node does beside answering: it follows the key ring, looks at the clock, forgets what may be forgotten and delivers notices.</summary>
internal sealed partial class Upkeep : IAsyncDisposable
{
    /// <summary>Every node does it; the nodes do not wait for one another.</summary>
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource stopping = new();
    private readonly WebhookSender sender = new();
    private readonly NoticeDelivery delivery;
    private readonly StoreContact contact;
    private readonly Task work;
    private readonly ILogger<Upkeep> logger;

    /// <summary>Starts it.</summary>
    public Upkeep(TokenService service, Readiness readiness, ILogger<Upkeep> logger)
    {
        this.logger = logger;
        var parts = service.Parts;
        delivery = new NoticeDelivery(parts.Store, parts.Delegations, parts.Partners, parts.TradeIn, sender, parts.Clock);
        contact = parts.Contact;
        contact.Changed += TellContact;
        work = Task.WhenAll(
            Watch("clock", readiness.Follow(stopping.Token)),
            Watch("sweeping", Sweep(parts)),
            Watch("key ring", parts.Rotation.Follow(failure => NoDatabase("key ring", failure.Message), stopping.Token)),
            Watch("notices", delivery.Run(failure => NoDatabase("notices", failure.Message), stopping.Token)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        contact.Changed -= TellContact;
        await stopping.CancelAsync();
        await work;
        delivery.Dispose();
        sender.Dispose();
        stopping.Dispose();
    }

    private async Task Sweep(ServiceParts parts)
    {
        using var timer = new PeriodicTimer(SweepInterval, parts.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                try
                {
                    await parts.Facts.Sweep(parts.Clock.GetUtcNow(), stopping.Token);
                }
                catch (StoreUnavailableException failure)
                {
                    NoDatabase("sweeping", failure.Message);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
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
