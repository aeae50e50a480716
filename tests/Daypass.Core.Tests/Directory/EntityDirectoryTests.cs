using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Storage;
using Daypass.Testing.Server;

namespace Daypass.Core.Tests.Directory;

/// <summary>The directory in front of a store that is slow, away, or asked for everything at once.</summary>
public sealed class EntityDirectoryTests : IAsyncLifetime
{
    internal const string Account = "123456789012";
    private const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole","Condition":{"StringEquals":"""
        + """{"sts:ExternalId":"blue"}}}]}""";
    private const string Own =
        """{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":"""
        + """["arn:aws:s3:::bucket","arn:aws:s3:::bucket/*"]},{"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*","Condition":{"Bool":"""
        + """{"aws:SecureTransport":"false"}}}]}""";

    private static readonly StoreUnavailableException Gone = new("The database is on fire.");

    private readonly TemporaryFolder _folder = new();
    private readonly StoreHealth _contact = new(TimeProvider.System, TimeSpan.FromMinutes(15));
    private Database _database = null!;
    private WatchedStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = await Database.OpenSqlite(_folder.Path);
        _store = new WatchedStore(_database.Entities);
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Everything_asked_for_at_once_after_a_restart_is_loaded_once_and_a_few_at_a_time()
    {
        const int Roles = 200;
        const int Askers = 10;
        await AddRoles(Roles);
        using var directory = NewDirectory(CacheLimits.Default);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _store.Answering = open.Task;

        var asking = Enumerable.Range(0, Roles * Askers)
            .Select(number => Task.Run(() => directory.FindRole(Account, $"role-{number % Roles}", default).AsTask())).ToArray();
        while (_store.Asked < EntityDirectory.MostLoads)
        {
            await Task.Yield();
        }

        open.SetResult();
        Assert.All(await Task.WhenAll(asking), Assert.NotNull);
        Assert.Equal(Roles, _store.Asked);
        Assert.InRange(_store.MostAtOnce, 1, EntityDirectory.MostLoads);
    }

    [Fact]
    public async Task Without_contact_what_is_in_memory_is_used_and_all_else_is_an_outage_that_does_not_ask_the_store()
    {
        await AddRoles(2);
        using var directory = NewDirectory(CacheLimits.Default);
        Assert.NotNull(await directory.FindRole(Account, "role-0", default));
        Assert.Null(await directory.FindRole(Account, "nobody", default));
        var asked = _store.Asked;

        _contact.MarkUnreachable(Gone);
        Assert.NotNull(await directory.FindRole(Account, "role-0", default));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await directory.FindRole(Account, "role-1", default));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await directory.FindRole(Account, "nobody", default));
        Assert.Equal(asked, _store.Asked);

        _contact.MarkReachable();
        Assert.NotNull(await directory.FindRole(Account, "role-1", default));
        Assert.Null(await directory.FindRole(Account, "nobody", default));
    }

    [Fact]
    public async Task Who_waits_for_a_turn_is_refused_when_contact_is_lost_meanwhile()
    {
        await AddRoles(EntityDirectory.MostLoads + 1);
        using var directory = NewDirectory(CacheLimits.Default);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _store.Answering = open.Task;
        var asking = Enumerable.Range(0, EntityDirectory.MostLoads).Select(number => directory.FindRole(Account, $"role-{number}", default).AsTask()).ToArray();
        while (_store.Asked < EntityDirectory.MostLoads)
        {
            await Task.Yield();
        }

        var waiting = directory.FindRole(Account, $"role-{EntityDirectory.MostLoads}", default).AsTask();
        _contact.MarkUnreachable(Gone);
        open.SetResult();

        Assert.All(await Task.WhenAll(asking), Assert.NotNull);
        Assert.Contains(Gone.Message, (await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting)).Message, StringComparison.Ordinal);
        Assert.Equal(EntityDirectory.MostLoads, _store.Asked);
    }

    [Fact]
    public async Task With_a_store_that_does_not_answer_everybody_is_refused_after_a_while_and_nobody_waits_behind_others_for_longer()
    {
        const int Roles = 10 * EntityDirectory.MostLoads;
        await AddRoles(Roles);
        using var directory = NewDirectory(CacheLimits.Default, new HastyClock());
        _store.Answering = new TaskCompletionSource().Task;
        var asking = Enumerable.Range(0, Roles).Select(number => directory.FindRole(Account, $"role-{number}", default).AsTask()).ToArray();
        foreach (var asked in asking)
        {
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => asked);
            Assert.Equal("The database does not answer in time.", refused.Message);
        }

        _store.Answering = Task.CompletedTask;
        Assert.NotNull(await directory.FindRole(Account, "role-0", default));
    }

    [Fact]
    public async Task A_million_names_asked_for_leave_no_more_than_the_limits_allow()
    {
        await AddRoles(300);
        var limits = new CacheLimits(1000, 500_000);
        using var directory = NewDirectory(limits);
        for (var number = 0; number < 3000; number++)
        {
            await directory.FindRole(Account, $"role-{number % 600}", default);
            Assert.InRange(directory.Count, 0, limits.Entries + 1);
            Assert.InRange(directory.Bytes, 0, limits.Bytes);
        }
    }

    /// <summary>A directory with nothing in memory yet.</summary>
    internal EntityDirectory NewDirectory(CacheLimits limits, TimeProvider? clock = null) =>
        new(_store, new SecretEnvelope(MasterKey.NewRandom()), new EntityArns("aws"), limits, _contact, clock ?? TimeProvider.System);

    /// <summary>
    /// Stores roles <c>role-0</c> and on, with a trust policy and one of their own; no two have the same texts, which would be compiled once.
    /// </summary>
    internal async Task AddRoles(int count)
    {
        var rows = Enumerable.Range(0, count).Select(static number => new Role
        {
            Account = Account,
            Name = $"role-{number}",
            Id = UniqueId.New(UniqueIdKind.Role, AccountId.Parse(Account)),
            CreatedAt = DateTimeOffset.UnixEpoch,
            MaxSessionSeconds = 3600,
            Trust = new TrustPolicy { Document = Trust.Replace("blue", $"blue-{number}", StringComparison.Ordinal) },
            Grants = Grants.None with { Inline = [new InlinePolicy("own", Own.Replace("bucket", $"bucket-{number}", StringComparison.Ordinal))] },
        }.ToRow()).ToArray();
        Assert.True((await _database.Entities.Write<bool>(async transaction => !(await transaction.TryAddAll(rows, default)).Contains(false), default)).Value);
    }

    /// <summary>A clock whose timers take a hundredth of the time.</summary>
    private sealed class HastyClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime / 100, period);
    }
}
