using Daypass.Core.Delegation;
using Daypass.Core.Pipeline;
using Daypass.Core.Stores;

namespace Daypass.Server.Hosting;

/// <summary>What a node does beside answering: it follows the key ring and delivers notices.</summary>
internal sealed partial class Upkeep : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly WebhookSender sender = new();
    private readonly NoticeDelivery delivery;
    private readonly Task work;
    private readonly ILogger<Upkeep> logger;

    /// <summary>Starts it.</summary>
    public Upkeep(TokenService service, ILogger<Upkeep> logger)
    {
        this.logger = logger;
        var parts = service.Parts;
        delivery = new NoticeDelivery(parts.Store, parts.Delegations, parts.Partners, parts.TradeIn, sender, parts.Clock);
        work = Task.WhenAll(
            Watch("key ring", parts.Rotation.Follow(failure => NoDatabase("key ring", failure.Message), stopping.Token)),
            Watch("notices", delivery.Run(failure => NoDatabase("notices", failure.Message), stopping.Token)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await work;
        delivery.Dispose();
        sender.Dispose();
        stopping.Dispose();
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

    [LoggerMessage(11, LogLevel.Critical, "Following the {What} has stopped")]
    private partial void Stopped(string what, Exception cause);
}
