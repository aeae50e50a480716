using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Daypass.Protocol.Catalogue;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Clients;

/// <summary>All twelve operations with every parameter through the clients that people have; one process for each client.</summary>
[Trait("Category", "foreign")]
public sealed class EveryOperationTests(EveryOperationTests.Runs runs) : IClassFixture<EveryOperationTests.Runs>
{
    private static readonly string[] Names = ["aws CLI", "boto3", "SDK for JavaScript", "SDK for .NET"];

    /// <summary>Of November 2026; the SDK for JavaScript is the one that has to know it.</summary>
    private const string Newest = "GetScopedCredentials";

    /// <summary>What AWS added after Debian 12's aws CLI and boto3 were made, or in September 2026; newer ones know it.</summary>
    private static readonly HashSet<string> Later =
        ["MinimumSessionTokenSize", "ProvidedContexts", "AssumeRoot", "GetWebIdentityToken", "GetDelegatedAccessToken", "SubjectMode", "Scope", Newest];

    private static readonly string Model = Path.Combine(ForeignProgram.Tools, "..", "vectors", "models", "sts.json");

    private static readonly HashSet<string> LaterAnswers = ["SessionTokenSize", "SessionTokenUtilization"];

    /// <summary>What needs no permission, says AWS: no policy can refuse these two.</summary>
    private static readonly string[] Free = ["GetCallerIdentity", "GetSessionToken"];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var client in Names)
            {
                foreach (var operation in OperationCatalogue.List(Service.Sts))
                {
                    cases.Add(client, operation.Name);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_client_gets_the_answers_and_the_refusals_of_an_operation(string client, string operation)
    {
        var (table, outcomes) = await runs.Of(client);
        var calls = table.Calls.Where(call => call.Operation == operation).ToList();
        Assert.Contains(calls, static call => call.Refusal is null && (call.Holds.Count > 0));
        Assert.Contains(calls, static call => call.Refusal is not null);
        foreach (var call in calls)
        {
            var outcome = outcomes[call.Id];
            Assert.All(
                outcome.Unknown,
                name => Assert.True(
                    (client is "aws CLI" or "boto3" && Later.Contains(name)) || (client is "SDK for .NET" && name is Newest or "SubjectMode" or "Scope"),
                    $"{client} does not know {name}"));
            if (outcome.Unknown.Contains(operation))
            {
                continue;
            }

            if (call.Refusal is { } refusal)
            {
                Assert.Equal(refusal.Code, outcome.Code);
                Assert.Equal(refusal.Status, outcome.Status ?? refusal.Status);
                continue;
            }

            Assert.True(outcome.Code is null, $"{operation} was refused: {outcome.Code}");
            Assert.Empty(outcome.Faults);
            foreach (var (path, value) in call.Holds)
            {
                if (outcome.Unknown.Count > 0 && LaterAnswers.Contains(path))
                {
                    continue;
                }

                var found = path.Split('.').Aggregate(outcome.Answer, static (at, name) => at?[name]);
                Assert.True(found is not null, $"{operation}: no {path} in {outcome.Answer?.ToJsonString()}");
                Assert.Equal(value ?? found.ToString(), found.ToString());
            }
        }
    }

    [Fact]
    public async Task The_calls_pass_every_parameter_of_every_operation()
    {
        await using var table = await StsCallTable.Make();
        var passed = table.Calls.SelectMany(static call => Paths(call.Parameters).Select(path => $"{call.Operation} {path}")).ToHashSet();
        var missing = OperationCatalogue.List(Service.Sts).SelectMany(static operation => Paths(operation.Input).Select(path => $"{operation.Name} {path}"))
            .Where(path => !passed.Contains(path));
        Assert.Empty(missing);
    }

    [Fact]
    public async Task Every_operation_that_a_policy_can_refuse_is_refused_for_a_missing_permission()
    {
        await using var table = await StsCallTable.Make();
        var refused = table.Calls.Where(static call => call.LacksPermission).Select(static call => call.Operation);
        Assert.Empty(OperationCatalogue.List(Service.Sts).Select(static operation => operation.Name).Except(Free).Except(refused));
    }

    private static IEnumerable<string> Paths(JsonNode? value, string path = "") => value switch
    {
        JsonObject members => members.SelectMany(member => Paths(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray elements => elements.SelectMany(element => Paths(element, path)),
        _ => [path],
    };

    private static IEnumerable<string> Paths(IEnumerable<MemberDescription> members, string path = "") => members.SelectMany(member =>
    {
        var name = path + member.Name;
        var inner = member.Kind == MemberKind.List ? member.Element! : member;
        return inner.Kind == MemberKind.Structure ? Paths(inner.Members, name + ".") : [name];
    });

    /// <summary>Runs each client once, against a server of its own, when the first test asks for it.</summary>
    public sealed class Runs : IAsyncLifetime
    {
        private readonly ConcurrentDictionary<string, Lazy<Task<(StsCallTable, Dictionary<string, StsOutcome>)>>> _running = new();

        public Task InitializeAsync() => Task.CompletedTask;

        public async Task DisposeAsync()
        {
            foreach (var run in _running.Values)
            {
                await (await run.Value).Item1.DisposeAsync();
            }
        }

        internal Task<(StsCallTable Table, Dictionary<string, StsOutcome> Outcomes)> Of(string client) =>
            _running.GetOrAdd(client, static name => new(() => Run(name))).Value;

        private static async Task<(StsCallTable, Dictionary<string, StsOutcome>)> Run(string client)
        {
            var table = await StsCallTable.Make();
            return (table, client switch
            {
                "aws CLI" => await Script(table, "python3", "python", "aws_calls.py"),
                "boto3" => await Script(table, "python3", "python", "boto3_calls.py"),
                "SDK for JavaScript" => await Script(table, "node", "javascript", "sts-calls.mjs"),
                _ => await DotnetCalls.Run(table),
            });
        }

        /// <summary>A script prints one line of JSON for each call: its id, what it did not know, and the answer or the error.</summary>
        private static async Task<Dictionary<string, StsOutcome>> Script(StsCallTable table, string program, params string[] path)
        {
            var server = table.World.Server;
            var file = Path.Combine(server.DataFolder, "calls.json");
            await File.WriteAllTextAsync(file, table.ToJson());
            var output = (await ForeignProgram.Run(server, server.Admin, program, Path.Combine([ForeignProgram.Tools, .. path]), file, Model)).Succeeded();
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!).ToDictionary(
                static line => (string)line["id"]!,
                static line =>
                    new StsOutcome(
                    line["answer"], (string?)line["code"], (int?)line["status"], [.. line["unknown"]!.AsArray().Select(static name => (string)name!)])
                    {
                        Faults = [.. (line["faults"]?.AsArray() ?? []).Select(static fault => (string)fault!)],
                    });
        }
    }
}
