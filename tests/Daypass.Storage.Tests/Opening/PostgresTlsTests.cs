using Daypass.Storage.Sql;
using Daypass.Testing;
using Daypass.Testing.Databases;
using static Daypass.Storage.Tests.Rows;

namespace Daypass.Storage.Tests.Opening;

/// <summary>TLS to PostgreSQL as the docs ask for it: a certificate of the given root for the given host, or nothing.</summary>
[Trait("Category", "foreign")]
public sealed class PostgresTlsTests : IAsyncLifetime, IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("daypass-tls-").FullName;
    private PostgresServer _server = null!;

    public async Task InitializeAsync()
    {
        using var certificate = _authority.Issue();
        _server = await PostgresServer.StartWithTls(certificate);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task With_the_right_root_every_connection_is_encrypted(string host)
    {
        await using var database = await Database.OpenPostgres($"{At(host)};SSL Mode=VerifyFull;Root Certificate={Write("root.pem", _authority)}");
        await database.Entities.Add(Role("a"));
        Assert.NotNull(await database.Entities.Find(RoleKey("a"), default));
        Assert.Equal(0L, await PostgresServer.Sql(
            _server.Address(), "select count(*) from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'daypass' and not ssl"));
        Assert.True((long)(await PostgresServer.Sql(
            _server.Address(), "select count(*) from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'daypass' and ssl"))! > 0);
    }

    [Fact]
    public async Task Another_root_is_refused()
    {
        using var other = new TestAuthority("somebody else");
        await AssertRefused($"{At("localhost")};SSL Mode=VerifyFull;Root Certificate={Write("other.pem", other)}",
            "has a certificate that is not accepted (SSL Mode, Root Certificate): ");
    }

    [Fact]
    public async Task Without_a_root_only_the_machines_own_are_trusted() =>
        await AssertRefused($"{At("localhost")};SSL Mode=VerifyFull", "has a certificate that is not accepted (SSL Mode, Root Certificate): ");

    [Fact]
    public async Task A_certificate_for_another_host_is_refused()
    {
        using var certificate = _authority.Issue(null, null, "db.example.com");
        await using var named = await PostgresServer.StartWithTls(certificate);
        var root = Write("root.pem", _authority);
        await AssertRefused(
            $"{named.Address().Replace("127.0.0.1", "localhost", StringComparison.Ordinal)};SSL Mode=VerifyFull;Root Certificate={root}",
            "has a certificate that is not accepted (SSL Mode, Root Certificate): ");

        // The name is what differs: the root alone is right.
        await using var database = await Database.OpenPostgres($"{named.Address()};SSL Mode=VerifyCA;Root Certificate={root}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("this is no certificate")]
    public async Task A_root_file_that_cannot_be_used_is_named(string? content)
    {
        var file = Path.Combine(_folder, "absent.pem");
        if (content is not null)
        {
            await File.WriteAllTextAsync(file, content);
        }

        await AssertRefused($"{At("localhost")};SSL Mode=VerifyFull;Root Certificate={file}", file);
    }

    private string At(string host) => _server.Address().Replace("127.0.0.1", host, StringComparison.Ordinal);

    private string Write(string name, TestAuthority of)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, of.Roots[0].ExportCertificatePem());
        return file;
    }

    private static async Task AssertRefused(string connectionString, string sentence)
    {
        var refused = await Assert.ThrowsAsync<UnusableDatabaseException>(() => Database.OpenPostgres(connectionString));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("correct horse", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
