using System.Globalization;
using System.Text.Json;
using Daypass.Core.Authorization;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Signing;
using Daypass.Testing.Server;

namespace Daypass.Recorded.Tests.Kinds;

/// <summary>The steps of one vector as they are taken: the account, and what was kept of earlier answers.</summary>
internal sealed class CallScript
{
    private readonly RecordedWorld _world;
    private readonly RunningServer _server;
    private readonly Dictionary<string, SigningCredentials?> _callers = new(StringComparer.Ordinal);
    private readonly KeptTexts _kept = new();

    private CallScript(RecordedWorld world, RunningServer server, string account)
    {
        _world = world;
        _server = server;
        _kept.Add("account", account);
    }

    /// <summary>Texts that steps name in braces.</summary>
    public KeptTexts Kept => _kept;

    public static async Task<CallScript> Start(RecordedWorld world)
    {
        var (account, admin, root) = await world.NewAccount();
        var script = new CallScript(world, await world.Server(), account);
        script._callers["admin"] = admin;
        script._callers["root"] = root;
        script._callers["nobody"] = null;
        return script;
    }

    /// <summary>Takes the steps before those of a vector; all of them have to succeed.</summary>
    public async Task Prepare(JsonElement vector)
    {
        foreach (var policy in vector.TryGetProperty("policies", out var policies) ? policies.EnumerateArray() : default)
        {
            await _world.ImportPolicy(policy.GetString()!);
        }

        var setup = RecordedVector.Text(vector, "setup");
        var steps = setup is null ? [] : RecordedFiles.ReadSetup(setup);
        foreach (var step in vector.TryGetProperty("before", out var before) ? steps.Concat(before.EnumerateArray()) : steps)
        {
            if (await Run(step) is { IsSame: false } fault)
            {
                throw new InvalidOperationException($"setup {setup}: {fault.Difference}");
            }
        }
    }

    /// <summary>Makes one call and gives back what was answered.</summary>
    public Task<CallAnswer> Ask(JsonElement step) => Call(step);

    /// <summary>Takes one step.</summary>
    public async Task<RecordedAnswer> Run(JsonElement step)
    {
        if (step.TryGetProperty("wait", out var seconds))
        {
            _world.Clock.Advance(TimeSpan.FromSeconds(seconds.GetDouble()));
            return RecordedAnswer.Agrees;
        }

        var answer = await Call(step);
        if (answer.Code == "Success" && RecordedVector.Text(step, "keep") is { } name)
        {
            Keep(name, answer);
        }

        return Compare(step, answer);
    }

    private async Task<CallAnswer> Call(JsonElement step)
    {
        var action = RecordedVector.Text(step, "do")!;
        var service = Service(step, action);
        var as_ = RecordedVector.Text(step, "as") ?? "admin";
        if (!_callers.TryGetValue(as_, out var credentials))
        {
            throw new InvalidOperationException($"{as_} has no credentials.");
        }

        using var response = await _server.Api.Post(CallForm.Write(action, service.Version, step, _kept), service, credentials);
        return CallAnswer.Read(action, (int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private ServiceDescription Service(JsonElement step, string action) => RecordedVector.Text(step, "service") switch
    {
        "sts" => ServiceDescription.Sts,
        "iam" => ServiceDescription.Iam,
        _ => _server.Host.Service.Operations.All.FirstOrDefault(operation => operation.Description.Name == action)?.Description.Service
            ?? throw new InvalidOperationException($"{action} is no operation of this server; a step about it names its service."),
    };

    private void Keep(string name, CallAnswer answer)
    {
        foreach (var (path, text) in answer.Texts())
        {
            _kept.Add($"{name}.{path}", text);
        }

        if (answer.Find("AccessKeyId") is { } id && answer.Find("SecretAccessKey") is { } secret)
        {
            _callers[name] = new SigningCredentials(id, Secret.FromText(secret), answer.Find("SessionToken"));
        }
    }

    private RecordedAnswer Compare(JsonElement step, CallAnswer answer)
    {
        var action = RecordedVector.Text(step, "do");
        var code = RecordedVector.Text(step, "code") ?? "Success";
        if (code != answer.Code)
        {
            return RecordedAnswer.Compare($"{code}", answer.Code) with { Difference = $"{action}: AWS: {code}, we: {answer.Code}: {answer.Message}" };
        }

        if (step.TryGetProperty("status", out var status) && status.GetInt32() != answer.Status)
        {
            return RecordedAnswer.Another($"{action}: AWS: status {status.GetInt32()}, we: {answer.Status}");
        }

        if (RecordedVector.Text(step, "message") is { } message && _kept.Fill(message) != WithoutTail(answer.Message))
        {
            return RecordedAnswer.Another($"{action}: AWS says \"{_kept.Fill(message)}\", we say \"{answer.Message}\"");
        }

        return step.TryGetProperty("fields", out var fields) ? CompareFields(action!, fields, answer) : RecordedAnswer.Agrees;
    }

    /// <summary>A denial without the id or the encoded message that it ends in: both are another each time.</summary>
    private static string? WithoutTail(string? message) => message?.Split(Denials.Introduction)[0].Split(AuthorizationMessages.Introduction)[0];

    private RecordedAnswer CompareFields(string action, JsonElement fields, CallAnswer answer)
    {
        foreach (var field in fields.EnumerateObject())
        {
            var (aws, ours) = field.Value.ValueKind switch
            {
                JsonValueKind.Null => (null, answer.Get(field.Name)),
                JsonValueKind.Number => (field.Value.GetRawText(), answer.Count(field.Name).ToString(CultureInfo.InvariantCulture)),
                JsonValueKind.Array => (string.Join(", ", field.Value.EnumerateArray().Select(value => _kept.Fill(value.GetString()!))),
                    string.Join(", ", answer.GetAll(field.Name))),
                JsonValueKind.Object when field.Value.TryGetProperty("$document", out var document) =>
                    (SameDocument.Canonical(_kept.Fill(document.GetRawText())), SameDocument.Canonical(answer.Get(field.Name))),
                JsonValueKind.Object => (_kept.Sum(field.Value.GetProperty("$plus")), answer.Get(field.Name)),
                JsonValueKind.True or JsonValueKind.False => (field.Value.GetRawText(), answer.Get(field.Name)),
                _ => (_kept.Fill(field.Value.GetString()!), answer.Get(field.Name)),
            };
            if (aws != ours)
            {
                return new(
                    $"{action}: {field.Name} is \"{aws ?? "absent"}\" on AWS, \"{ours ?? "absent"}\" here",
                    field.Name.EndsWith("Decision", StringComparison.Ordinal) && ours == "allowed");
            }
        }

        return RecordedAnswer.Agrees;
    }
}
