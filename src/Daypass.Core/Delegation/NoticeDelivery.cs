using Daypass.Core.Entities;
using Daypass.Core.Stores;

namespace Daypass.Core.Delegation;

/// <summary>Delivers the notices that are stored with delegation requests, at least once each, ever more slowly while a receiver does not answer.</summary>
/// <remarks>Notices survive a restart; with several nodes each may try, so a receiver goes by the notice's id.</remarks>
public sealed class NoticeDelivery : IDisposable
{
    private const int PageSize = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(1);
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(3);

    private readonly IDirectoryStore _store;
    private readonly Delegations _delegations;
    private readonly Partners _partners;
    private readonly TradeInTokens _tokens;
    private readonly INoticeSender _sender;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Delivers what a store holds.</summary>
    public NoticeDelivery(IDirectoryStore store, Delegations delegations, Partners partners, TradeInTokens tokens, INoticeSender sender, TimeProvider clock)
    {
        (_store, _delegations, _partners, _tokens, _sender, _clock) = (store, delegations, partners, tokens, sender, clock);
        store.Committed += Wake;
    }

    /// <summary>Delivers and expires until cancelled.</summary>
    /// <param name="failed">Told when the database could not be asked.</param>
    /// <param name="cancelled">Ends it.</param>
    public async Task Run(Action<StoreUnavailableException> failed, CancellationToken cancelled)
    {
        try
        {
            while (true)
            {
                await _wake.WaitAsync(Pause, cancelled);
                try
                {
                    await _delegations.Expire(_clock.GetUtcNow(), cancelled);
                    await Deliver(cancelled);
                }
                catch (StoreUnavailableException failure)
                {
                    failed(failure);
                }
            }
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // The node stops; what is not delivered is stored.
        }
    }

    /// <summary>Tries every notice that is due.</summary>
    public async Task Deliver(CancellationToken cancelled)
    {
        var after = "";
        IReadOnlyList<DelegationRequest> page;
        do
        {
            page = await _store.Referrers<DelegationRequest>("", Relation.Undelivered, nameof(DelegationRequest.Outbox), "/", after, PageSize, cancelled);
            foreach (var request in page)
            {
                await Deliver(request, cancelled);
                after = EntityKey.Fold(request.Id);
            }
        }
        while (page.Count == PageSize);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.Committed -= Wake;
        _wake.Dispose();
    }

    // In order: a receiver is told of a state only after it has taken note of the one before.
    private async Task Deliver(DelegationRequest request, CancellationToken cancelled)
    {
        var partner = await _store.Find<Account>("", request.RequestorAccount, cancelled);
        var channel = partner is null ? null : Partners.Find(partner, request.Channel);
        foreach (var notice in request.Outbox)
        {
            var now = _clock.GetUtcNow();
            if (notice.NextAt > now)
            {
                return;
            }

            var delivered = channel is not null && await Send(request, notice, channel, now, cancelled);
            var isOver = delivered || now - notice.At >= GivesUpAfter;
            var later = notice with { Attempts = notice.Attempts + 1, NextAt = now + DelayAfter(notice.Attempts) };
            await _delegations.Change(
                request.Id,
                stored => stored with
                {
                    Outbox = isOver
                        ? [.. stored.Outbox.Where(other => other.Id != notice.Id)]
                        : [.. stored.Outbox.Select(other => other.Id == notice.Id ? later : other)],
                },
                cancelled);
            if (!isOver)
            {
                return;
            }
        }
    }

    private Task<bool> Send(DelegationRequest request, DelegationNotice notice, NotificationChannel channel, DateTimeOffset now, CancellationToken cancelled)
    {
        var body = NoticeDocument.Write(request, notice, notice.CarriesToken ? _tokens.Seal(request) : null);
        var signature = NoticeDocument.Sign(_partners.SecretOf(request.RequestorAccount, channel), body.Span, now);
        return _sender.Send(new Uri(channel.Url), body, signature, cancelled);
    }

    private static TimeSpan DelayAfter(int attempts)
    {
        var delay = FirstRetry * Math.Pow(2, Math.Min(attempts, 16));
        return delay < LongestRetry ? delay : LongestRetry;
    }

    private void Wake(DirectoryChange change)
    {
        if (change.Key.Kind is EntityKind.DelegationRequest && _wake.CurrentCount == 0)
        {
            try
            {
                _wake.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another commit woke it in the same moment.
            }
        }
    }
}
