using System.Security.Cryptography;
using Daypass.Core.Authorization;
using Daypass.Core.Stores;
using Daypass.Testing;

namespace Daypass.Core.Tests.Authorization;

public sealed class DeniedRequestsTests : IDisposable
{
    private const string Account = "111111111111";

    private readonly ManualClock _clock = new();
    private readonly MemoryStore _store = new();
    private readonly DeniedRequests _denied;

    public DeniedRequestsTests() => _denied = new DeniedRequests(_store, _clock);

    public void Dispose() => _denied.Dispose();

    [Fact]
    public async Task What_is_kept_is_found_before_and_after_it_is_written_down()
    {
        var id = Keep(Account, 1000)!;
        Assert.Empty(_store.Kept);
        await Shown();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains(id, _store.Kept.Keys);
        await Shown();

        async Task Shown()
        {
            var found = await _denied.Find(id, _clock.GetUtcNow(), default);
            Assert.Equal((Account, "EXPLICIT_DENY"), (found!.Account, Assert.Single(found.Evaluations).Effect));
        }
    }

    [Fact]
    public async Task Ids_are_never_the_same_and_a_wrong_one_finds_nothing()
    {
        var ids = Enumerable.Range(0, 500).Select(_ => Keep(Account, 10)!).ToList();
        Assert.Equal(500, ids.Distinct().Count());
        Assert.All(ids, static id => Assert.Matches("^[0-9a-z]{25}$", id));
        Assert.Null(await _denied.Find(ids[0].ToUpperInvariant(), _clock.GetUtcNow(), default));
    }

    [Fact]
    public void A_flood_of_one_account_is_kept_within_its_budget_a_day_and_leaves_others_theirs()
    {
        var (kept, bytes) = Flood();
        Assert.InRange(kept, 100, 1000);
        Assert.InRange(bytes, 1, (long)AccountBudgets.AtOnce);
        Assert.False(_denied.HasRoom(Account, _clock.GetUtcNow()));
        Assert.Null(Keep(Account, 10));
        Assert.NotNull(Keep("222222222222", 20_000));

        // An hour brings a twenty-fourth of a day's share, and many days no more than what may be kept at once.
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.InRange(Flood().Bytes, 1, (long)(AccountBudgets.PerDay / 24) + 100_000);
        _clock.Advance(TimeSpan.FromDays(30));
        Assert.InRange(Flood().Bytes, 1, (long)AccountBudgets.AtOnce);
    }

    [Fact]
    public async Task While_the_database_is_away_a_bounded_number_waits_in_memory_and_is_written_down_later()
    {
        _store.IsAway = true;
        var kept = new List<string>();
        for (var account = 0; account < 40; account++)
        {
            var name = $"{account:D12}";
            while (_denied.HasRoom(name, _clock.GetUtcNow()) && Keep(name, 40_000) is { } id)
            {
                kept.Add(id);
            }
        }

        Assert.InRange(kept.Count * 40_000L, 1, 18L * 1024 * 1024);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(_store.Kept);
        Assert.NotNull(await _denied.Find(kept[0], _clock.GetUtcNow(), default));
        _store.IsAway = false;
        await _denied.Flush();
        Assert.Equal(kept.Count, _store.Kept.Count);
        Assert.True(_denied.HasRoom("999999999999", _clock.GetUtcNow()));
    }

    [Fact]
    public void One_that_is_too_large_is_not_kept()
    {
        Assert.Null(Keep(Account, 200_000));
        Assert.Null(_denied.TryKeep(Request(Account, new string('a', 2_000_000)), Account, _clock.GetUtcNow()));
        Assert.NotNull(_denied.TryKeep(Request(Account, new string('a', 500_000)), Account, _clock.GetUtcNow()));
    }

    [Fact]
    public void Those_that_are_too_large_are_paid_for_too_because_their_work_was_done()
    {
        var tried = 0;
        for (; _denied.HasRoom(Account, _clock.GetUtcNow()); tried++)
        {
            Assert.Null(Keep(Account, 200_000));
        }

        Assert.InRange(tried, 1, 100);
        Assert.True(_denied.HasRoom("222222222222", _clock.GetUtcNow()));
    }

    [Fact]
    public async Task Small_ones_leave_room_for_a_large_one_until_the_budget_is_near_its_end()
    {
        for (var kept = 0; kept < 2000; kept++)
        {
            Assert.NotNull(Keep(Account, 10));
        }

        Assert.NotNull(Keep(Account, 40_000));
        await _denied.Flush();
    }

    [Fact]
    public async Task What_cannot_be_written_is_dropped_and_told_and_what_comes_after_it_is_kept()
    {
        var faults = new List<Exception>();
        _denied.Failed += faults.Add;
        var lost = Keep(Account, 1000)!;
        _store.Fault = new InvalidOperationException("broken");
        await _denied.Flush();
        Assert.Same(_store.Fault, Assert.Single(faults));
        _store.Fault = null;
        var next = Keep(Account, 1000)!;
        await _denied.Flush();
        Assert.Equal([next], _store.Kept.Keys);
        Assert.Null(await _denied.Find(lost, _clock.GetUtcNow(), default));
    }

    [Fact]
    public async Task After_a_day_there_is_nothing_any_more_swept_or_not()
    {
        var id = Keep(Account, 10)!;
        await _denied.Flush();
        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        Assert.NotNull(await _denied.Find(id, _clock.GetUtcNow(), default));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await _denied.Find(id, _clock.GetUtcNow(), default));
        Assert.Contains(id, _store.Kept.Keys);
    }

    private (int Kept, long Bytes) Flood()
    {
        var before = _store.Bytes;
        var kept = 0;
        while (Keep(Account, 20_000) is not null)
        {
            kept++;
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        return (kept, _store.Bytes - before);
    }

    private string? Keep(string account, int noise) =>
        _denied.TryKeep(Request(account, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(noise))), account, _clock.GetUtcNow());

    private static DeniedRequest Request(string account, string document) => new()
    {
        Account = account,
        ResourceAccount = account,
        Context = [new DeniedKey("aws:SourceIp", ["192.0.2.1"], IsList: false)],
        Evaluations = [new DeniedEvaluation("iam:GetUser", "arn:aws:iam::1:user/a", "EXPLICIT_DENY", [], [new DeniedMatch(0, null, true)])],
        Policies = [new DeniedPolicy("IDENTITY_BASED_POLICY", true, "x", null, false, document)],
    };

    /// <summary>Keeps denials in memory, or says that it is away.</summary>
    private sealed class MemoryStore : IEphemeralStore
    {
        public Dictionary<string, KeptDenial> Kept { get; } = new(StringComparer.Ordinal);

        public bool IsAway { get; set; }

        public Exception? Fault { get; set; }

        public long Bytes => Kept.Values.Sum(static denial => (long)denial.Body.Length);

        public ValueTask KeepDenials(IReadOnlyList<KeptDenial> denials, CancellationToken cancelled)
        {
            if (IsAway)
            {
                throw new StoreUnavailableException("away");
            }

            if (Fault is not null)
            {
                throw Fault;
            }

            foreach (var denial in denials)
            {
                Kept.TryAdd(denial.Id, denial);
            }

            return default;
        }

        public ValueTask<KeptDenial?> FindDenial(string id, CancellationToken cancelled) => new(Kept.GetValueOrDefault(id));

        public ValueTask<bool> TryRemember(string scope, string what, DateTimeOffset until, CancellationToken cancelled) => throw new NotSupportedException();

        public ValueTask<Attempts?> FindAttempts(string scope, string subject, CancellationToken cancelled) => throw new NotSupportedException();

        public ValueTask<int> CountAttempt(string scope, string subject, DateTimeOffset at, DateTimeOffset until, CancellationToken cancelled) =>
            throw new NotSupportedException();

        public ValueTask ForgetAttempts(string scope, string subject, CancellationToken cancelled) => throw new NotSupportedException();

        public ValueTask RecordUses(IReadOnlyList<LastUse> uses, CancellationToken cancelled) => throw new NotSupportedException();

        public ValueTask<LastUse?> FindUse(string subject, CancellationToken cancelled) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<LastUse>> FindUses(string prefix, int limit, CancellationToken cancelled) => throw new NotSupportedException();

        public ValueTask<int> Sweep(DateTimeOffset now, CancellationToken cancelled) => throw new NotSupportedException();
    }
}
