using Daypass.Client.Calls;
using Daypass.Client.Faults;
using Daypass.Client.Sessions;
using Daypass.Client.Values;
using Daypass.Mcp.Safety;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Calls;

/// <summary>The one road of every call of a service: parameters, caller, permission, MFA code, the call, its secrets, the audit line.</summary>
internal sealed class CommandRun
{
    private readonly Workplace place;
    private readonly ToolCall call;
    private readonly Gate gate;
    private readonly SecretKeeping keeping;
    private readonly List<string> calls = [];
    private MapValue recorded = new();
    private Caller? caller;
    private string? requestId;
    private bool issues;

    /// <summary>A run of one tool call.</summary>
    public CommandRun(Workplace place, ToolCall call)
    {
        (this.place, this.call) = (place, call);
        gate = new Gate(place.Options, place.Policy, call.Person);
        keeping = new SecretKeeping(place);
    }

    /// <summary>The parameters in the API's form; null with a refusal.</summary>
    public static MapValue? Parameters(OperationDescription operation, MapValue given, out Refusal? refusal)
    {
        var parameters = ParameterCheck.Read(operation, given, out refusal);
        refusal ??= SecretInputs.Resolve(operation, parameters);
        return refusal is null ? parameters : null;
    }

    /// <summary>Notes parameters for the audit line, as they were given.</summary>
    public void Record(OperationDescription operation, MapValue given) => recorded = AuditedParameters.Of(operation, given);

    /// <summary>One operation from its parameters to its envelope.</summary>
    public async Task<Envelope> Run(OperationDescription operation, MapValue given)
    {
        Record(operation, given);
        var parameters = Parameters(operation, given, out var refusal);
        return parameters is null
            ? Finish(Envelope.Failed(call.Command, refusal!))
            : await Admit([new Step(operation, parameters)]).ConfigureAwait(false) is { } refused ? Finish(Envelope.Failed(call.Command, refused)) : await Last(caller!, new Step(operation, parameters)).ConfigureAwait(false);
    }

    /// <summary>Finds the caller and asks whether the steps may be taken.</summary>
    /// <returns>Null when they may.</returns>
    public async Task<Refusal?> Admit(IReadOnlyList<Step> steps)
    {
        var found = Caller.Of(place, call.Session);
        if (!found.Succeeded)
        {
            return Advice.For(found.Fault);
        }

        caller = found.Value;
        issues = steps.Any(static step => step.Effect != Effect.Read);
        var endpoint = caller.Endpoint(steps[0].Operation.Service.Service, !steps[0].Operation.Unsigned);
        if (!endpoint.Succeeded)
        {
            return Advice.For(endpoint.Fault);
        }

        List<CallQuestion> Questions() => [.. steps.Select(step => step.Question(caller, endpoint.Value.Url.AbsoluteUri))];
        if (gate.Forbid(Questions()) is { } forbidden)
        {
            return forbidden;
        }

        if (!steps[0].Operation.Unsigned)
        {
            var fault = await caller.Load(serial => Code(serial)).ConfigureAwait(false);
            fault ??= place.Policy.LooksAtCallers ? await caller.Identify(calls).ConfigureAwait(false) : null;
            if (fault is not null)
            {
                return Advice.For(fault);
            }
        }

        var refused = await gate.Pass(Questions(), Story.Of(steps, caller, endpoint.Value.Url), call.Cancellation).ConfigureAwait(false);
        return refused ?? await AskForCodes(steps).ConfigureAwait(false);
    }

    /// <summary>Asks whether something may be done that is no call of a service.</summary>
    public Task<Refusal?> Ask(CallQuestion question, string story) => gate.Pass([question], story, call.Cancellation);

    /// <summary>The caller, once the steps were admitted.</summary>
    public Caller Signer => caller!;

    /// <summary>Makes a call on the way, whose credentials are not for the agent.</summary>
    public Task<Outcome<ServiceAnswer>> Send(Caller signer, Step step) => signer.Send(step.Operation, step.Parameters, calls);

    /// <summary>What the credentials of an answer are.</summary>
    public KeptSession? Session(Caller signer, Step step, MapValue result)
    {
        if (SecretKeeping.Credentials(result) is not { } credentials)
        {
            return null;
        }

        var arn = SecretKeeping.Arn(result);
        var endpoint = signer.Endpoint(Service.Sts, signed: false);
        return new KeptSession(credentials with { AccountId = RoleChain.Account(arn) ?? signer.Account }, step.Operation.Name)
        {
            Arn = arn,
            Roles = [.. signer.Roles, .. step.Targets],
            Endpoint = endpoint.Succeeded ? endpoint.Value.Url.AbsoluteUri : string.Empty,
            Region = signer.Region ?? "us-east-1",
            IssuedAt = place.Surroundings.Clock.GetUtcNow(),
        };
    }

    /// <summary>Makes the call whose answer the agent gets.</summary>
    public async Task<Envelope> Last(Caller signer, Step step, Func<MapValue, MapValue>? finish = null)
    {
        var answer = await Send(signer, step).ConfigureAwait(false);
        if (!answer.Succeeded)
        {
            return Finish(Envelope.Failed(call.Command, Advice.For(answer.Fault)));
        }

        requestId = answer.Value.RequestId;
        var session = Session(signer, step, answer.Value.Result);
        if (session is not null && gate.Forbid([step.Question(signer, session.Endpoint) with { Standing = [.. session.Roles, .. Own(session)] }]) is { } forbidden)
        {
            return Finish(Envelope.Failed(call.Command, forbidden));
        }

        var clean = keeping.Take(step.Operation, answer.Value.Result, session);
        return Finish(clean.Succeeded
            ? Envelope.Done(call.Command, finish is null ? clean.Value : finish(clean.Value))
            : Envelope.Failed(call.Command, Advice.For(clean.Fault)));
    }

    /// <summary>Writes the audit line and completes the envelope.</summary>
    public Envelope Finish(Envelope envelope)
    {
        var complete = envelope.After(calls) with { RequestId = requestId };
        var line = new MapValue()
            .Set("tool", call.Tool)
            .Set("command", Person.Shown(call.Command).Trim('"'))
            .Set("parameters", recorded)
            .Set("as", caller?.Label ?? (call.Session is null ? "profile in use" : "session"))
            .Set("decision", gate.Decision)
            .Set("outcome", complete.Error?.Name ?? "success");
        Set(line, "accessKeyId", caller?.AccessKey);
        Set(line, "account", caller?.Account);
        Set(line, "requestId", requestId);
        Set(line, "session", keeping.Handle);
        Set(line, "client", call.Person.Client);
        line.Set("apiCalls", ListValue.Of(calls.Select(static name => Value.Of(name))));
        if (place.Audit.Write(line) is not { } unwritten)
        {
            return complete;
        }

        Console.Error.WriteLine(unwritten.Message);
        if (!issues || complete.Error is not null)
        {
            return complete;
        }

        keeping.Forget();
        var refusal = new Refusal("AuditUnavailable", unwritten.Message + " What was issued is not handed out.", "Tell the user to make the audit file writable, or to name another with --audit-log.");
        return Envelope.Failed(call.Command, refusal).After(calls);
    }

    private static IEnumerable<string> Own(KeptSession session) => RoleChain.OfSession(session.Arn) is { } role ? [role] : [];

    private static void Set(MapValue line, string name, string? value)
    {
        if (value is not null)
        {
            line.Set(name, value);
        }
    }

    private async Task<Refusal?> AskForCodes(IReadOnlyList<Step> steps)
    {
        foreach (var step in steps)
        {
            if (step.Parameters.FindText("SerialNumber") is not { } serial || step.Parameters.TryGet("TokenCode", out _) || !step.Operation.Input.Any(static member => member.Name == "TokenCode"))
            {
                continue;
            }

            var code = call.Person.CanBeAsked ? await call.Person.MfaCode(serial, call.Cancellation).ConfigureAwait(false) : null;
            if (code is null)
            {
                return NoCode(serial);
            }

            step.Parameters.Set("TokenCode", code);
        }

        return null;
    }

    private Outcome<string> Code(string serial)
    {
        if (!call.Person.CanBeAsked)
        {
            return new ClientFault(FaultKind.Configuration, "MfaCodeRequired", NoCode(serial).Message);
        }

        // The credential chain waits on a thread of its own, not on one that answers the client.
        var code = call.Person.MfaCode(serial, call.Cancellation).GetAwaiter().GetResult();
        return code is null ? new ClientFault(FaultKind.Configuration, "MfaCodeRequired", NoCode(serial).Message) : code;
    }

    private static Refusal NoCode(string serial) => new(
        "MfaCodeRequired",
        $"The code of the MFA device {Person.Shown(serial)} is needed, and nobody gave one.",
        "Ask the user for the six digits and pass them as TokenCode, or let the user run: daypass whoami PROFILE (the session is then cached).");
}
