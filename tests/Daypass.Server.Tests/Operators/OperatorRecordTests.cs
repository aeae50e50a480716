using System.CommandLine;
using System.Text.Json.Nodes;
using Daypass.Server.Commands;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Server.Tests.Audit;
using Daypass.Server.Tests.Commands;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Operators;

/// <summary>Whatever an operator changes or reveals past the service stands in the audit log: who, on which machine, what, when, and how it ended.</summary>
public sealed class OperatorRecordTests
{
    private const string Account = "444455556666";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Commands that work on no database, or look at nothing that is secret: they leave no record.</summary>
    private static readonly HashSet<string> Unrecorded =
    [
        "sigv4 verify", "world schema", "audit verify", "audit query", "keys list", "account list", "organization list", "partner list", "role-template list",
        "master-key list", "env", "health", "history show", "world plan",
    ];

    /// <summary>The others, in an order in which each succeeds; DATA and FILE stand for the folder and for a file in it.</summary>
    public static TheoryData<string, string[], bool> Recorded => new()
    {
        { "keys rotate", ["--at-once"], true },
        { "keys rotate", ["--purpose", "nothing"], false },
        { "keys retire", ["99"], false },
        { "keys invalidate-before", ["2020-01-01T00:00:00Z"], true },
        { "account create", ["--id", Account, "--name", "made by hand"], true },
        { "account close", ["000000000000"], false },
        { "account open", ["000000000000"], false },
        { "account invalidate-sessions", ["000000000000", "--before", "now"], false },
        { "account reset-credentials", ["000000000000"], false },
        { "account break-glass", ["000000000000"], false },
        { "session end", ["ASIAAAAAAAAAAAAAAAAA"], false },
        { "master-key add", [], true },
        { "master-key rotate", [], false },
        { "master-key forget", [], true },
        { "organization join", ["000000000000", "--management", "000000000001"], false },
        { "organization administrator", ["000000000000"], false },
        { "partner register", ["000000000000", "--name", "Acme", "--channel", "hook", "--url", "https://example.com/?key=canary"], false },
        { "partner remove", ["000000000000"], false },
        { "role-template put", ["000000000000", "WORLD"], false },
        { "role-template enable", ["000000000000", "team/Reader:1"], false },
        { "role-template disable", ["000000000000", "team/Reader:1"], false },
        { "role-template remove", ["000000000000", "team/Reader:1"], false },
        { "import-managed-policies", ["WORLD"], false },
        { "backup", ["FILE"], true },
        { "history accept", ["--master-key-file", "KEY"], true },
        { "world apply", ["WORLD"], true },
        { "world export", ["FILE", "--with-secrets"], true },
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task A_command_without_a_server_is_on_record_when_the_server_runs_again(string name, string[] arguments, bool succeeds)
    {
        using var folder = new TemporaryFolder();
        await using (await Start(folder))
        {
            // The first start makes the database.
        }

        var world = Path.Combine(folder.Path, "world.json");
        await File.WriteAllTextAsync(world, "{\"version\":1,\"accounts\":[]}");
        string[] given =
        [
            .. arguments.Select(argument => argument switch
            {
                "FILE" => Path.Combine(folder.Path, "out"),
                "WORLD" => world,
                "KEY" => Path.Combine(folder.Path, "master.key"),
                _ => argument,
            }),
        ];
        var (code, _, errors) = await ServerProgram.Run([.. name.Split(' '), .. given, "--data", folder.Path]);
        Assert.Equal(succeeds ? 0 : 1, code);

        await using (await Start(folder))
        {
            // It writes what it finds before it listens.
        }

        var text = await File.ReadAllTextAsync(Path.Combine(folder.Path, "audit.jsonl"));
        var records = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!.AsObject()).ToList();
        var record = records.Of(name);
        Assert.Equal(("Operator", Environment.UserName), (record.At("userIdentity.type"), record.At("userIdentity.userName")));
        Assert.Equal(("DaypassOperatorCommand", "operator.daypass", "false"), (record.At("eventType"), record.At("eventSource"), record.At("readOnly")));
        Assert.Equal(Environment.MachineName, record.At("additionalEventData.daypass.host"));
        Assert.Equal(succeeds ? "succeeded" : "failed", record.At("additionalEventData.daypass.outcome"));
        Assert.Equal(succeeds ? null : errors["daypass-server: ".Length..].TrimEnd('\n'), record.At("errorMessage"));
        Assert.True(TimeProvider.System.GetUtcNow() - DateTimeOffset.Parse(record.At("eventTime")!, null) < Patience);
        Assert.True(given is not [{ } named, ..] || named[0] == '-' || named == (string?)record["requestParameters"]!.AsObject().First().Value);
        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_is_known_to_leave_a_record_or_to_need_none()
    {
        var commands = Leaves(ServerCommand.Create(), "").Order(StringComparer.Ordinal);
        Assert.Equal(Recorded.Select(static row => (string)row[0]).Concat(Unrecorded).Distinct().Order(StringComparer.Ordinal), commands);
    }

    [Fact]
    public async Task A_command_beside_a_running_server_is_in_its_log_within_seconds_with_its_effect_and_without_secrets()
    {
        await using var server = await RunningServer.Start();
        await ServerProgram.Succeed("account", "create", "--id", Account, "--name", "made by hand", "--data", server.DataFolder);
        await ServerProgram.Succeed("keys", "rotate", "--leaked", "--data", server.DataFolder);
        await Until(async () => (await AuditLines.Text(AuditLines.PathOf(server))).Contains("keys rotate", StringComparison.Ordinal));

        var text = await AuditLines.Text(AuditLines.PathOf(server));
        var records = await AuditLines.Read(server);
        var made = records.Of("account create");
        Assert.Equal((Account, "made by hand", Account), (made.At("requestParameters.id"), made.At("requestParameters.name"), made.At("recipientAccountId")));
        Assert.Contains("Made the account with the root key AKIA", made.At("additionalEventData.daypass.effect"), StringComparison.Ordinal);
        var rotated = records.Of("keys rotate");
        Assert.Equal("true", rotated.At("requestParameters.leaked"));
        Assert.Contains("issues now; all older ones are retired.", rotated.At("additionalEventData.daypass.effect"), StringComparison.Ordinal);
        var keys = CredentialProfiles.Read(Path.Combine(server.DataFolder, "credentials." + Account));
        Assert.All(keys.Values, key => Assert.DoesNotContain(key.SecretAccessKey.Reveal(), text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_server_makes_and_applies_at_its_start_is_on_record()
    {
        using var folder = new TemporaryFolder();
        var world = Path.Combine(folder.Path, "world.json");
        await File.WriteAllTextAsync(world, $"{{\"version\":1,\"accounts\":[{{\"id\":\"{Account}\",\"rootAccessKeys\":[{{\"generate\":true}}]}}]}}");
        await using (await Start(folder, options => options with { World = world }))
        {
            // It applies the file.
        }

        using var first = new TemporaryFolder();
        await using (await Start(first))
        {
            // It makes an account.
        }

        var applied = Read(folder).Of("server start");
        Assert.Equal(world, applied.At("requestParameters.world"));
        Assert.Matches("^The SHA-256 of .*world.json is [0-9a-f]{64}\\. [0-9]+ elements: [0-9]+ entities made, 0 changed\\. 1 generated access keys are in .*$",
            applied.At("additionalEventData.daypass.effect"));
        Assert.StartsWith("Made the first account with the root key AKIA", Read(first).Of("server start").At("additionalEventData.daypass.effect"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_records_nowhere_leaves_them_in_the_database_for_one_that_does()
    {
        using var folder = new TemporaryFolder();
        await using (await Start(folder, static options => options with { Audit = new AuditOptions { Targets = [AuditOptions.Nowhere] } }))
        {
            await ServerProgram.Succeed("keys", "rotate", "--data", folder.Path);
        }

        Assert.False(File.Exists(Path.Combine(folder.Path, "audit.jsonl")));
        await using (await Start(folder))
        {
            // It finds both.
        }

        Assert.Equal(["server start", "keys rotate"], Read(folder).Select(static record => record.At("eventName")));
    }

    private static IReadOnlyList<JsonObject> Read(TemporaryFolder folder) =>
        [.. File.ReadAllLines(Path.Combine(folder.Path, "audit.jsonl")).Select(static line => JsonNode.Parse(line)!.AsObject())];

    private static Task<ServerHost> Start(TemporaryFolder folder, Func<ServerOptions, ServerOptions>? adjust = null)
    {
        var options = new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder.Path };
        return ServerHost.Start(adjust?.Invoke(options) ?? options, TimeProvider.System, static logging => { }, default);
    }

    private static IEnumerable<string> Leaves(Command command, string name) => command.Subcommands.Count == 0
        ? [name]
        : command.Subcommands.SelectMany(below => Leaves(below, $"{name} {below.Name}".Trim()));

    private static async Task Until(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "the server did not write it");
            await Task.Yield();
        }
    }
}
