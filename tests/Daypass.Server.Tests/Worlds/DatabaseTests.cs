using Daypass.Protocol.Iam;
using Daypass.Testing.Databases;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Worlds;

/// <summary>The commands on worlds, keys and backups with PostgreSQL in place of a folder.</summary>
[Trait("Category", "foreign")]
public sealed class DatabaseTests
{
    [Fact]
    public async Task A_world_is_applied_to_PostgreSQL_and_exported_from_it_as_from_SQLite()
    {
        using var folder = new TemporaryFolder();
        var example = Path.Combine(ApplyTests.Docs, "world.example.json");
        var database = await (await PostgresServer.Shared).CreateSchema();
        var data = Path.Combine(folder.Path, "data");
        string[] where = ["--data", data, "--database", database];
        await using (var server = await ServerProcess.Start(data, "--database", database, "--world", example))
        {
            using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
            var admin = CredentialProfiles.Read(Path.Combine(data, "credentials.world"))["111122223333/admin"];
            Assert.Equal("reporter", Assert.Single((await api.Get(new ListRolesRequest(), admin)).Roles).RoleName);
            Assert.Equal("8 elements: 0 entities made, 0 changed.\n", (await ServerProcess.Run(["world", "apply", example, .. where])).Succeeded());
        }

        var exported = Path.Combine(folder.Path, "exported.json");
        (await ServerProcess.Run(["world", "export", exported, "--with-secrets", .. where])).Succeeded();
        var other = Path.Combine(folder.Path, "other");
        await using (await ServerProcess.Start(other, "--world", exported))
        {
            var again = Path.Combine(folder.Path, "again.json");
            (await ServerProcess.Run("world", "export", again, "--with-secrets", "--data", other)).Succeeded();
            Assert.Equal(await File.ReadAllTextAsync(exported), await File.ReadAllTextAsync(again));
        }
    }

    [Fact]
    public async Task Keys_are_rotated_and_a_backup_is_left_to_PostgreSQL()
    {
        using var folder = new TemporaryFolder();
        var database = await (await PostgresServer.Shared).CreateSchema();
        string[] where = ["--data", folder.Path, "--database", database];
        await using var server = await ServerProcess.Start(folder.Path, "--database", database);

        // The second key of a ring is the audit log's.
        Assert.StartsWith(
            "Key 3 (seal) issues now", (await ServerProcess.Run(["keys", "rotate", "--at-once", .. where])).Succeeded(), StringComparison.Ordinal);
        Assert.StartsWith("Key 1 is retired", (await ServerProcess.Run(["keys", "retire", "1", .. where])).Succeeded(), StringComparison.Ordinal);
        var backup = await ServerProcess.Run(["backup", Path.Combine(folder.Path, "copy"), .. where]);

        Assert.Equal((1, "daypass-server: A PostgreSQL database is backed up with pg_dump, not by Daypass.\n"), (backup.ExitCode, backup.Errors));
    }
}
