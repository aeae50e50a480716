using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Daypass.Server.Audit;
using Daypass.Testing;
using Daypass.Testing.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace Daypass.Server.Tests.Audit;

/// <summary>Many calls at once share writes, and none of them is told of a record that is not there.</summary>
public sealed class SharedWritesTests
{
    private const int Callers = 8;
    private const int Each = 500;

    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_record_is_in_the_file_when_its_call_hears_so_and_the_chain_has_no_gap(bool sync)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "audit.jsonl");
        using (var file = Open(path, sync, _clock))
        {
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
            {
                for (var i = 0; i < (sync ? Each / 10 : Each); i++)
                {
                    Assert.True(await file.Append(Record(caller, i), wait: true));
                    if (i % 25 == 0)
                    {
                        Assert.Contains($"\"{caller}-{i}\"", await AuditLines.Text(path), StringComparison.Ordinal);
                    }
                }
            })));
        }

        var lines = await File.ReadAllLinesAsync(path);
        Assert.Equal(Callers * (sync ? Each / 10 : Each), lines.Length);
        Assert.Equal(lines.Length, lines.Select(Name).Distinct().Count());
        var previous = new string('0', 64);
        var last = new int[Callers];
        Array.Fill(last, -1);
        foreach (var line in lines)
        {
            Assert.Equal(previous, (string?)JsonNode.Parse(line)!["previousRecordSha256"]);
            previous = AuditLines.HashOf(line);
            var name = Name(line).Split('-');
            var (caller, number) = (int.Parse(name[0], CultureInfo.InvariantCulture), int.Parse(name[1], CultureInfo.InvariantCulture));
            Assert.Equal(last[caller] + 1, number);
            last[caller] = number;
        }
    }

    [Fact]
    public async Task All_who_share_a_write_that_fails_hear_it_and_their_records_come_with_the_next_one_that_does_not()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "below", "audit.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = Open(path, false, _clock);
        Assert.True(await file.Append(Record(0, 0), wait: true));

        // Without its folder the file cannot be made anew.
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var kept = await Task.WhenAll(Enumerable.Range(1, Callers).Select(caller => Task.Run(async () => await file.Append(Record(caller, 0), wait: true))));
        Assert.DoesNotContain(true, kept);
        Assert.True(file.IsBroken);

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Assert.True(await file.Append(Record(Callers + 1, 0), wait: true));
        Assert.False(file.IsBroken);
        Assert.Equal(
            Enumerable.Range(1, Callers + 1).Select(static caller => $"{caller}-0").Order(StringComparer.Ordinal),
            (await AuditLines.Text(path)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_nobody_waits_for_is_written_with_the_next_one_that_has_to_be_or_when_it_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "audit.jsonl");
        using var file = Open(path, false, _clock);
        Assert.True(await file.Append(Record(1, 1), wait: false));
        Assert.Equal("", await AuditLines.Text(path));
        Assert.True(await file.Append(Record(1, 2), wait: true));
        Assert.Equal(2, (await AuditLines.Text(path)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        file.Add(Record(1, 3));
        Assert.True(file.Flush());
        Assert.Equal(3, (await AuditLines.Text(path)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Calls_that_come_during_a_write_are_not_answered_before_theirs_and_share_the_next_one()
    {
        using var folder = new TemporaryFolder();
        using var disk = new StalledDisk();
        using var file = Open(Path.Combine(folder.Path, "audit.jsonl"), false, disk);
        var first = file.Append(Record(0, 0), wait: true).AsTask();
        disk.Stalled();
        var others = Enumerable.Range(1, 100).Select(number => file.Append(Record(0, number), wait: true).AsTask()).ToArray();
        Assert.DoesNotContain(others.Prepend(first), static call => call.IsCompleted);

        disk.GoOn();
        Assert.True(await first);
        Assert.DoesNotContain(false, await Task.WhenAll(others));
        Assert.Equal(2, disk.Writes);
    }

    [Fact]
    public async Task While_the_disk_stands_still_no_call_is_answered_beyond_what_may_wait_and_what_is_missing_leaves_a_line()
    {
        using var folder = new TemporaryFolder();
        using var disk = new StalledDisk();
        var path = Path.Combine(folder.Path, "audit.jsonl");
        using var file = Open(path, false, disk);
        var first = file.Append(Record(0, 0), wait: true).AsTask();
        disk.Stalled();
        var big = Encoding.UTF8.GetBytes($$"""{"name":"{{new string('x', 40_000)}}"}""");
        Assert.True(file.Append(big, wait: false).AsTask().IsCompletedSuccessfully);
        var waiting = new List<Task<bool>>();
        Task<bool> call;
        while (!(call = file.Append(big, wait: false).AsTask()).IsCompleted)
        {
            waiting.Add(call);
            Assert.True(waiting.Count < 1000, "records pile up without end");
        }

        Assert.False(await call);
        file.Add(Record(0, 1));
        disk.GoOn();
        Assert.True(await first);
        Assert.DoesNotContain(false, await Task.WhenAll(waiting));
        Assert.True(file.Flush());
        var lines = (await AuditLines.Text(path)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(waiting.Count + 3, lines.Length);
        Assert.Contains("\"eventType\":\"DaypassRecordsLost\",\"count\":2", lines[^1], StringComparison.Ordinal);
    }

    private static RecordLog Open(string path, bool sync, TimeProvider clock)
    {
        var log = new RecordLog([FileOutlet.Open(path, sync, Rotation.None, clock)], NullLogger<RecordLog>.Instance);
        log.Begin(new ChainKey(1, 7, new byte[32]));
        return log;
    }

    private static byte[] Record(int caller, int number) => Encoding.UTF8.GetBytes($$"""{"name":"{{caller}}-{{number}}"}""");

    private static string Name(string line) => (string)JsonNode.Parse(line)!["name"]!;

    /// <summary>The file asks for the time at each write: the first one finds no answer until it may go on.</summary>
    private sealed class StalledDisk : TimeProvider, IDisposable
    {
        private readonly ManualResetEventSlim _isReached = new();
        private readonly ManualResetEventSlim _mayGoOn = new();
        private int _writes;

        public int Writes => Volatile.Read(ref _writes);

        public void Stalled() => Assert.True(_isReached.Wait(TimeSpan.FromMinutes(1)));

        public void GoOn() => _mayGoOn.Set();

        public override DateTimeOffset GetUtcNow()
        {
            Interlocked.Increment(ref _writes);
            _isReached.Set();
            _mayGoOn.Wait();
            return DateTimeOffset.UnixEpoch;
        }

        public void Dispose()
        {
            _mayGoOn.Set();
            _isReached.Dispose();
            _mayGoOn.Dispose();
        }
    }
}
