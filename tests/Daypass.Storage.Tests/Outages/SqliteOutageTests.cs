using Daypass.Core.Stores;
using Daypass.Storage.Tests.Databases;
using Microsoft.Data.Sqlite;
using static Daypass.Storage.Tests.Rows;

namespace Daypass.Storage.Tests.Outages;

/// <summary>When SQLite cannot write, callers are told so, nothing is half-written, and reading goes on.</summary>
public sealed class SqliteOutageTests
{
    [Fact]
    public async Task A_full_disk_refuses_the_write_and_nothing_is_half_written()
    {
        await using var database = await TestDatabase.Create(DatabaseKind.Sqlite);
        var entities = database.Node.Entities;
        await entities.Add(Role("kept"));
        await Limit(database, "pragma max_page_count = 1"); // cannot be less than what there is
        var written = 0;
        var full = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            for (; written < 1000; written++)
            {
                await entities.Add(Role($"r{written}") with { Body = new byte[3000] });
            }
        });
        Assert.EndsWith("daypass.db cannot grow: the disk is full.", full.Message, StringComparison.Ordinal);
        Assert.Equal(full.Message, await database.Node.FindFailure(default));
        Assert.Equal(written + 1, await entities.Count(EntityKind.Role, Account, default));
        Assert.Equal(written + 1, await entities.ChangePosition(default));

        await Limit(database, "pragma max_page_count = 100000");
        await entities.Add(Role("later"));
        Assert.Null(await database.Node.FindFailure(default));
        Assert.Equal("ok", await database.Sql("pragma integrity_check"));
    }

    [Fact]
    public async Task A_database_that_became_read_only_refuses_the_write()
    {
        await using var database = await TestDatabase.Create(DatabaseKind.Sqlite);
        await Limit(database, "pragma query_only = on");
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => database.Node.Entities.Add(Role("a")));
        Assert.Contains("is read-only", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_disk_failed_to_keep_a_write_none_is_tried_until_the_next_start()
    {
        await using var database = await TestDatabase.Create(DatabaseKind.Sqlite);
        var entities = database.Node.Entities;
        await entities.Add(Role("a"));
        const int Fsync = 1034;
        var failed = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
            await entities.Write<int>(static _ => throw new SqliteException("disk I/O error", 10, Fsync), default));
        Assert.Contains("reports an error (1034)", failed.Message, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => entities.Add(Role("b")));
        Assert.StartsWith("Nothing is written until the next start: ", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(await database.Node.FindFailure(default));
        Assert.NotNull(await entities.Find(RoleKey("a"), default));

        await (await database.OpenNode()).Entities.Add(Role("b"));
    }

    [Fact]
    public async Task A_statement_of_ours_that_is_wrong_is_a_bug_and_no_outage()
    {
        await using var database = await TestDatabase.Create(DatabaseKind.Sqlite);
        await Assert.ThrowsAsync<SqliteException>(async () => await database.Node.Engine.Read(
            static (session, cancelled) => session.Execute("select nonsense", cancelled), default));
        await database.Sql("drop table entity");
        await Assert.ThrowsAsync<SqliteException>(async () => await database.Node.Entities.Find(RoleKey("a"), default));
        await Assert.ThrowsAsync<SqliteException>(() => database.Node.Entities.Add(Role("a")));
        Assert.Null(await database.Node.FindFailure(default));
    }

    [Fact]
    public async Task Every_commit_is_on_the_disk_before_it_is_answered()
    {
        await using var database = await TestDatabase.Create(DatabaseKind.Sqlite);
        var session = await database.Node.Engine.RentWriter(default);
        Assert.Equal("wal", await session.QueryFirst("pragma journal_mode", static row => row.GetString(0), default));
        Assert.Equal("2", await session.QueryFirst("pragma synchronous", static row => row.GetString(0), default));
        await database.Node.Engine.ReturnWriter(session, sound: true);
    }

    [Fact]
    public async Task A_live_database_is_copied_as_it_was_at_one_instant()
    {
        await using var database = await TestDatabase.Create(DatabaseKind.Sqlite);
        var entities = database.Node.Entities;
        using var enough = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                // Always two at a time: a copy of half a transaction would have an odd number.
                await entities.Add(Role($"a{i}") with { Body = new byte[2000] }, Role($"b{i}"));
                if (i == 20)
                {
                    begun.SetResult();
                }
            }
        });
        await begun.Task;
        var restored = Directory.CreateDirectory(Path.Combine(database.Where, "restored")).FullName;
        var file = Path.Combine(restored, "daypass.db");
        await database.Node.Backup(file, default);
        await enough.CancelAsync();
        await writing;

        Assert.Equal([file], Directory.GetFiles(restored));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        await Assert.ThrowsAsync<IOException>(() => database.Node.Backup(file, default));
        await Assert.ThrowsAnyAsync<IOException>(() => database.Node.Backup(Path.Combine(restored, "no", "file"), default));
        await using var copy = await Database.OpenSqlite(restored);
        var count = await copy.Entities.Count(EntityKind.Role, Account, default);
        Assert.InRange(count, 42, await entities.Count(EntityKind.Role, Account, default));
        Assert.Equal((0, (long)count), (count % 2, await copy.Entities.ChangePosition(default)));
        await copy.Entities.Add(Role("after"));
    }

    private static async Task Limit(TestDatabase database, string pragma)
    {
        var session = await database.Node.Engine.RentWriter(default);
        await session.Execute(pragma, default);
        await database.Node.Engine.ReturnWriter(session, sound: true);
    }
}
