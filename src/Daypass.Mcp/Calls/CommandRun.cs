using Daypass.Client.Calls;
using Daypass.Client.Faults;
using Daypass.Client.Sessions;
using Daypass.JmesPath.Values;
using Daypass.Mcp.Safety;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Calls;

/// <summary>The one road of every call of a service: parameters, caller, permission, MFA code, the call, its secrets, the audit line.</summary>
internal sealed class CommandRun
{
    private readonly Workplace _place;
    private readonly ToolCall _call;
    private readonly Gate _gate;
    private readonly SecretKeeping _keeping;
    private readonly List<string> _calls = [];
    private MapValue _recorded = new();
    private Caller? _caller;
    private string? _requestId;
    private bool _issues;

    /// <summary>A run of one tool call.</summary>
    public CommandRun(Workplace place, ToolCall call)
    {
        (_place, _call) = (place, call);
        _gate = new Gate(place.Options, place.Policy, call.Person);
        _keeping = new SecretKeeping(place);
    }

    /// <summary>The parameters in the API's form; null with a refusal.</summary>
    public static MapValue? Parameters(OperationDescription operation, MapValue given, out Refusal? refusal)
    {
        var parameters = ParameterCheck.Read(operation, given, out refusal);
        refusal ??= SecretInputs.Resolve(operation, parameters);
        return refusal is null ? parameters : null;
    }

    /// <summary>Notes parameters for the audit line, as they were given.</summary>
    public void Record(OperationDescription operation, MapValue given) => _recorded = AuditedParameters.Of(operation, given);

    /// <summary>One operation from its parameters to its envelope.</summary>
    public async Task<Envelope> Run(OperationDescription operation, MapValue given)
    {
        Record(operation, given);
        var parameters = Parameters(operation, given, out var refusal);
        return parameters is null
            ? Finish(Envelope.Failed(_call.Command, refusal!))
            : await Admit([new Step(operation, parameters)]).ConfigureAwait(false) is { } refused ? Finish(Envelope.Failed(_call.Command, refused)) : await Last(_caller!, new Step(operation, parameters)).ConfigureAwait(false);
    }

    /// <summary>Finds the caller and asks whether the steps may be taken.</summary>
    /// <returns>Null when they may.</returns>
    public async Task<Refusal?> Admit(IReadOnlyList<Step> steps)
    {
        var found = Caller.Of(_place, _call.Session);
        if (!found.Succeeded)
        {
            return Advice.For(found.Fault);
        }

        _caller = found.Value;
        _issues = steps.Any(static step => step.Effect != Effect.Read);
        var endpoint = _caller.Endpoint(steps[0].Operation.Service.Service, !steps[0].Operation.Unsigned);
        if (!endpoint.Succeeded)
        {
            return Advice.For(endpoint.Fault);
        }

        List<CallQuestion> Questions() => [.. steps.Select(step => step.Question(_caller, endpoint.Value.Url.AbsoluteUri))];
        if (_gate.Forbid(Questions()) is { } forbidden)
        {
            return forbidden;
        }

        if (!steps[0].Operation.Unsigned)
        {
            var fault = await _caller.Load(serial => Code(serial)).ConfigureAwait(false);
            fault ??= _place.Policy.LooksAtCallers ? await _caller.Identify(_calls).ConfigureAwait(false) : null;
            if (fault is not null)
            {
                return Advice.For(fault);
            }
        }

        var refused = await _gate.Pass(Questions(), Story.Of(steps, _caller, endpoint.Value.Url), _call.Cancellation).ConfigureAwait(false);
        return refused ?? await AskForCodes(steps).ConfigureAwait(false);
    }

    /// <summary>Asks whether something may be done that is no call of a service.</summary>
    public Task<Refusal?> Ask(CallQuestion question, string story) => _gate.Pass([question], story, _call.Cancellation);

    /// <summary>The caller, once the steps were admitted.</summary>
    public Caller Signer => _caller!;

    /// <summary>Makes a call on the way, whose credentials are not for the agent.</summary>
    public Task<Outcome<ServiceAnswer>> Send(Caller signer, Step step) => signer.Send(step.Operation, step.Parameters, _calls);

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
            IssuedAt = _place.Surroundings.Clock.GetUtcNow(),
        };
    }

    /// <summary>Makes the call whose answer the agent gets.</summary>
    public async Task<Envelope> Last(Caller signer, Step step, Func<MapValue, MapValue>? finish = null)
    {
        var answer = await Send(signer, step).ConfigureAwait(false);
        if (!answer.Succeeded)
        {
            return Finish(Envelope.Failed(_call.Command, Advice.For(answer.Fault)));
        }

        _requestId = answer.Value.RequestId;
        var session = Session(signer, step, answer.Value.Result);
        if (session is not null && _gate.Forbid([step.Question(signer, session.Endpoint) with { Standing = [.. session.Roles, .. Own(session)] }]) is { } forbidden)
        {
            return Finish(Envelope.Failed(_call.Command, forbidden));
        }

        var clean = _keeping.Take(step.Operation, answer.Value.Result, session);
        return Finish(clean.Succeeded
            ? Envelope.Done(_call.Command, finish is null ? clean.Value : finish(clean.Value))
            : Envelope.Failed(_call.Command, Advice.For(clean.Fault)));
    }

    /// <summary>Writes the audit line and completes the envelope.</summary>
    public Envelope Finish(Envelope envelope)
    {
        var complete = envelope.After(_calls) with { RequestId = _requestId };
        var line = new MapValue()
            .Set("tool", _call.Tool)
            .Set("command", Person.Shown(_call.Command).Trim('"'))
            .Set("parameters", _recorded)
            .Set("as", _caller?.Label ?? (_call.Session is null ? "profile in use" : "session"))
            .Set("decision", _gate.Decision)
            .Set("outcome", complete.Error?.Name ?? "success");
        Set(line, "accessKeyId", _caller?.AccessKey);
        Set(line, "account", _caller?.Account);
        Set(line, "requestId", _requestId);
        Set(line, "session", _keeping.Handle);
        Set(line, "client", _call.Person.Client);
        line.Set("apiCalls", ListValue.Of(_calls.Select(static name => Value.Of(name))));
        if (_place.Audit.Write(line) is not { } unwritten)
        {
            return complete;
        }

        Console.Error.WriteLine(unwritten.Message);
        if (!_issues || complete.Error is not null)
        {
            return complete;
        }

        _keeping.Forget();
        var refusal = new Refusal("AuditUnavailable", unwritten.Message + " What was issued is not handed out.", "Tell the user to make the audit file writable, or to name another with --audit-log.");
        return Envelope.Failed(_call.Command, refusal).After(_calls);
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

            var code = _call.Person.CanBeAsked ? await _call.Person.MfaCode(serial, _call.Cancellation).ConfigureAwait(false) : null;
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
        if (!_call.Person.CanBeAsked)
        {
            return new ClientFault(FaultKind.Configuration, "MfaCodeRequired", NoCode(serial).Message);
        }

        // The credential chain waits on a thread of its own, not on one that answers the client.
        var code = _call.Person.MfaCode(serial, _call.Cancellation).GetAwaiter().GetResult();
        return code is null ? new ClientFault(FaultKind.Configuration, "MfaCodeRequired", NoCode(serial).Message) : code;
    }

    private static Refusal NoCode(string serial) => new(
        "MfaCodeRequired",
        $"The code of the MFA device {Person.Shown(serial)} is needed, and nobody gave one.",
        "Ask the user for the six digits and pass them as TokenCode, or let the user run: daypass whoami PROFILE (the session is then cached).");
}
