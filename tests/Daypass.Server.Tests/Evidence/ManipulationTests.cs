using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Daypass.Core.Sealing;
using Daypass.Server.Audit;
using Daypass.Server.Commands;
using Daypass.Server.Options;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Evidence;

/// <summary>Whatever is changed in a log is found, in one line that says where.</summary>
public sealed partial class ManipulationTests(WrittenLog log) : IClassFixture<WrittenLog>
{
    private static readonly string[] Oldest = ["audit.jsonl.2"];

    [Fact]
    public async Task What_nobody_changed_is_whole_in_any_order_and_compressed()
    {
        using var copy = log.Copy();
        await Compress(Path.Combine(copy.Path, "audit.jsonl.2"));
        var (code, output, errors) = await log.Verify(Path.Combine(copy.Path, "audit.jsonl"), Path.Combine(copy.Path, "audit.jsonl.2.gz"),
            Path.Combine(copy.Path, "audit.jsonl.1"));

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(3, WholeChain().Count(output));
        Assert.EndsWith("of the old kind, which has none: 0 findings.\n", output, StringComparison.Ordinal);
    }

    /// <summary>What is done to which file's lines, and what has to be said.</summary>
    public static TheoryData<string, string, string> Manipulations => new()
    {
        { "the last lines are cut off", "audit.jsonl", "the records [0-9]+ to [0-9]+ of chain [0-9a-f]{16} are missing after this one" },
        { "the last lines before a start are cut off", "audit.jsonl.1", "the records [0-9]+ to [0-9]+ of chain [0-9a-f]{16} are missing after this one" },
        { "the first lines are cut off", "audit.jsonl.2", "the records 1 to 3 of chain [0-9a-f]{16} are missing before this one" },
        { "lines in the middle are cut out", "audit.jsonl.1", "the records [0-9]+ to [0-9]+ of chain [0-9a-f]{16} are missing between" },
        { "a line is changed", "audit.jsonl.2", "record 10, before this one, was changed|the code of record 10 is wrong" },
        { "two lines change places", "audit.jsonl.2", "lines were put in, or their order was changed" },
        { "a line is put in twice", "audit.jsonl.1", "lines were put in, or their order was changed" },
        { "a file is removed", "audit.jsonl.1", "the records [0-9]+ to [0-9]+ of chain [0-9a-f]{16} are missing after this one" },
        { "a file is replaced by another", "audit.jsonl.1", "is there more than once" },
        { "lines are appended", "audit.jsonl", "end without a right code" },
        { "the end is written anew", "audit.jsonl", "the code of record [0-9]+ is wrong" },
        { "a line is cut in the middle", "audit.jsonl", "this line is no record: it was damaged, or cut off in the middle" },
        { "a file is made one of the old kind", "audit.jsonl.2", "the records 1 to [0-9]+ of chain [0-9a-f]{16} are missing before this one" },
        { "a hole of zeros is in it", "audit.jsonl", "this line is no record: it was damaged, or cut off in the middle" },
    };

    [Theory]
    [MemberData(nameof(Manipulations))]
    public async Task Each_manipulation_is_found(string what, string name, string finding)
    {
        using var copy = log.Copy();
        var path = Path.Combine(copy.Path, name);
        var lines = await File.ReadAllLinesAsync(path);
        switch (what)
        {
            case "a file is removed":
                File.Delete(path);
                break;
            case "a file is replaced by another":
                File.Copy(Path.Combine(copy.Path, "audit.jsonl.2"), path, overwrite: true);
                break;
            case "a line is cut in the middle":
                await File.WriteAllTextAsync(path, string.Join('\n', lines)[..^200]);
                break;
            case "a hole of zeros is in it":
                await File.WriteAllTextAsync(path, string.Join('\n', lines[..5]) + "\n" + new string('\0', 4096) + string.Join('\n', lines[5..]) + "\n");
                break;
            default:
                await File.WriteAllTextAsync(path, string.Concat(Change(what, lines).Select(static line => line + "\n")));
                break;
        }

        var (code, output, _) = await log.Verify(copy.Path);

        Assert.Equal(2, code);
        Assert.Matches(finding, output);
        Assert.All(output.TrimEnd('\n').Split('\n'), static line => Assert.NotEqual("", line));
    }

    [Fact]
    public async Task Who_has_the_key_and_writes_it_all_anew_is_found_by_the_heads_in_the_database()
    {
        using var copy = log.Copy();
        var path = Path.Combine(copy.Path, "audit.jsonl");
        var lines = (await File.ReadAllLinesAsync(path)).Select(Encoding.UTF8.GetBytes).ToList();
        Assert.True(LogLine.TryRead(lines[^1], out var last));
        Assert.True(LogLine.TryRead(lines[0], out var first));
        await using var store = await OpenStore.Open(new ServerOptions { DataDirectory = log.Folder.Path }, default);
        var secret = await new AuditKeys(store.Ring).OfChain(last.Code!.Key, last.Code.Chain, default);
        var chain = new RecordChain(new ChainKey(last.Code.Key, last.Code.Chain, secret!), first.Before);
        var anew = new ArrayBufferWriter<byte>();
        foreach (var line in lines)
        {
            var text = Encoding.UTF8.GetString(line).Replace("GetSessionToken", "GetCallerIdentity", StringComparison.Ordinal);
            chain.AddLine(Encoding.UTF8.GetBytes(text[..text.IndexOf(",\"recordNumber\"", StringComparison.Ordinal)] + "}"), anew);
            chain.Seal(anew);
        }

        await File.WriteAllBytesAsync(path, anew.WrittenSpan.ToArray());

        var (code, output, _) = await log.Verify(copy.Path);
        Assert.Equal(2, code);
        Assert.Contains("is not the one that the database knows", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Older_files_that_were_removed_in_order_are_missed_unless_it_is_said_so()
    {
        using var copy = log.Copy();
        Array.ForEach(Oldest, name => File.Delete(Path.Combine(copy.Path, name)));
        Assert.Equal(2, (await log.Verify(copy.Path)).Code);
        var (code, output, _) = await log.Verify(copy.Path, "--older-removed");
        Assert.True(code == 0, output);
        File.Delete(Path.Combine(copy.Path, "audit.jsonl"));
        Assert.Contains("No record of chain ", (await log.Verify(copy.Path, "--older-removed")).Output, StringComparison.Ordinal);
        Assert.Contains("No record of chain ", (await log.Verify(copy.Path)).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("No record of chain ", (await log.Verify(copy.Path, "--node", "another")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_of_an_earlier_version_is_verified_as_what_it_is()
    {
        using var copy = log.Copy();
        var old = OldKind(["{\"name\":\"a\"}", "{\"name\":\"b\"}", "{\"name\":\"c\"}"]).ToList();
        await File.WriteAllLinesAsync(Path.Combine(copy.Path, "audit.jsonl.3"), old);
        var (code, output, _) = await log.Verify(copy.Path);
        Assert.True(code == 0, output);
        Assert.Contains("and 3 of the old kind, which has none: 0 findings.", output, StringComparison.Ordinal);

        await File.WriteAllLinesAsync(Path.Combine(copy.Path, "audit.jsonl.3"), [old[0], old[2]]);
        (code, output, _) = await log.Verify(copy.Path);
        Assert.Equal(2, code);
        Assert.Contains("audit.jsonl.3:2: the line before this one was changed or removed, or this one put in.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no audit log ", "verify", "/no/such/log")]
    [InlineData("There is no audit log ", "query", "/no/such/log")]
    [InlineData("There are no audit logs (*.jsonl) in ", "query", "EMPTY")]
    [InlineData("'yesterday' is not a time: --since takes", "query", "--since", "yesterday")]
    [InlineData("'12' is not an account id: --account takes 12 digits.", "query", "--account", "12")]
    public async Task What_is_wrong_is_one_sentence(string sentence, params string[] arguments)
    {
        using var empty = new TemporaryFolder();
        var given = arguments.Select(argument => argument == "EMPTY" ? empty.Path : argument);
        var (code, output, errors) = await ServerProgramOf(["audit", .. given, "--data", log.Folder.Path]);
        Assert.Equal(1, code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_compressed_as_its_name_says_is_one_sentence()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "audit.jsonl.gz");
        await File.WriteAllTextAsync(path, "this is no gzip");
        var (code, _, errors) = await log.Verify(path);
        Assert.Equal(1, code);
        Assert.Matches("^daypass-server: .*audit.jsonl.gz cannot be read: [^\n]*\n$", errors);
    }

    private static Task<(int Code, string Output, string Errors)> ServerProgramOf(IEnumerable<string> arguments) => Commands.ServerProgram.Run(arguments);

    private static IEnumerable<string> Change(string what, string[] lines) => what switch
    {
        "the last lines are cut off" => lines[..^5],
        "the last lines before a start are cut off" => WithoutEndOfFirstChain(lines),
        "the first lines are cut off" => lines[3..],
        "lines in the middle are cut out" => [.. lines[..6], .. lines[9..]],
        "a line is changed" => lines.Select(static (line, at) => at == 9 ? line.Replace("127.0.0.1", "127.0.0.9", StringComparison.Ordinal) : line),
        "two lines change places" => [.. lines[..9], lines[10], lines[9], .. lines[11..]],
        "a line is put in twice" => [.. lines[..9], lines[4], .. lines[9..]],
        "lines are appended" => [.. lines, .. Appended(lines[^1])],
        "the end is written anew" => [.. lines[..^6], .. Recomputed(lines[^6..])],
        "a file is made one of the old kind" => OldKind(lines.Select(static line => line[..line.IndexOf(",\"recordNumber\"", StringComparison.Ordinal)] + "}")),
        _ => throw new ArgumentException(what),
    };

    /// <summary>The second start's first record has the number 1.</summary>
    private static IEnumerable<string> WithoutEndOfFirstChain(string[] lines)
    {
        var start = Array.FindIndex(lines, 1, static line => line.Contains(",\"recordNumber\":1,", StringComparison.Ordinal));
        return [.. lines[..(start - 2)], .. lines[start..]];
    }

    /// <summary>A line that follows on the last one by the plain hash, which anybody can make.</summary>
    private static IEnumerable<string> Appended(string last)
    {
        Assert.True(LogLine.TryRead(Encoding.UTF8.GetBytes(last), out var line));
        yield return $"{{\"eventName\":\"Forged\",\"recordNumber\":{line.Number + 1},\"previousRecordSha256\":\"{Convert.ToHexStringLower(line.Hash)}\"}}";
    }

    /// <summary>Lines with one of them changed and all hashes after it made anew; the codes stay, for nobody can make them.</summary>
    private static IEnumerable<string> Recomputed(string[] lines)
    {
        var hash = "";
        for (var at = 0; at < lines.Length; at++)
        {
            var line = at == 0 ? lines[at].Replace("127.0.0.1", "127.0.0.9", StringComparison.Ordinal)
                : PreviousHash().Replace(lines[at], $",\"previousRecordSha256\":\"{hash}\"");
            Assert.True(LogLine.TryRead(Encoding.UTF8.GetBytes(line), out var read));
            hash = Convert.ToHexStringLower(read.Hash);
            yield return line;
        }
    }

    private static IEnumerable<string> OldKind(IEnumerable<string> records)
    {
        var previous = new string('0', 64);
        foreach (var record in records)
        {
            var line = $"{record[..^1]},\"previousRecordSha256\":\"{previous}\"}}";
            previous = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));
            yield return line;
        }
    }

    private static async Task Compress(string path)
    {
        await using (var compressed = new System.IO.Compression.GZipStream(File.Create(path + ".gz"), System.IO.Compression.CompressionLevel.Fastest))
        {
            await compressed.WriteAsync(await File.ReadAllBytesAsync(path));
        }

        File.Delete(path);
    }

    [GeneratedRegex(",\"previousRecordSha256\":\"[0-9a-f]{64}\"")]
    private static partial Regex PreviousHash();

    [GeneratedRegex("records 1 to [0-9]+ are whole, it ended so\\.")]
    private static partial Regex WholeChain();
}
