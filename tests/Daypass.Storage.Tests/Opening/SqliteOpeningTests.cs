using Daypass.Storage.Sql;
using Daypass.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using static Daypass.Storage.Tests.Rows;

namespace Daypass.Storage.Tests.Opening;

/// <summary>What cannot be opened is named in one sentence.</summary>
public sealed class SqliteOpeningTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("daypass-opening-").FullName;

    [Fact]
    public async Task The_directory_and_the_files_are_made_for_their_owner_only()
    {
        var data = Path.Combine(_directory, "new", "data");
        await using var database = await Database.OpenSqlite(data);
        await database.Entities.Add(Role("a"));
        Assert.Equal(Path.Combine(data, "daypass.db"), database.Where);
        Assert.False(database.IsShared);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
        Assert.All(Directory.GetFiles(data), static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Equal(3, Directory.GetFiles(data).Length);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "daypass.db"), new string('x', 5000));
        await AssertRefused(_directory, "is not an intact SQLite database: restore it from a backup.");
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_refused()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "file"), "");
        await AssertRefused(Path.Combine(_directory, "file"), "cannot be made: ");
    }

    [Fact]
    public async Task A_directory_in_place_of_the_file_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "daypass.db"));
        await AssertRefused(_directory, "cannot be made: ");
    }

    [Theory]
    [InlineData(8, 8, "cannot be written: the file, its directory or the file system is read-only.")]
    [InlineData(13, 13, "cannot grow: the disk is full.")]
    [InlineData(14, 14, "cannot be opened: see whether it exists and may be read and written.")]
    [InlineData(5, 5, "Another process has been writing to")]
    [InlineData(10, 778, "reports an error (778)")]
    [InlineData(11, 11, "is not an intact SQLite database")]
    [InlineData(23, 23, "cannot be used (23)")]
    public void Each_result_code_has_its_sentence(int code, int extended, string sentence)
    {
        var said = SqliteFailures.Explain("/data/daypass.db", new SqliteException("what SQLite says", code, extended));
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.Contains("/data/daypass.db", said, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static async Task AssertRefused(string data, string sentence)
    {
        var refused = await Assert.ThrowsAsync<UnusableDatabaseException>(() => Database.OpenSqlite(data));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Contains("daypass.db", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
