using Daypass.Client.Calls;
using Daypass.Client.Errors;
using Daypass.Client.Sessions;
using Daypass.JmesPath.Values;
using Daypass.Mcp.Answers;
using Daypass.Mcp.Safety;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Calls;

/// <summary>The one road of every call of a service: parameters, caller, permission, MFA code, the call, its secrets, the audit line.</summary>
internal sealed class CommandRun
{
    private const long FirstPage = 100;
    private const long SafePart = 85;

    private readonly AgentSession _agent;
    private readonly ToolCall _call;
    private readonly ConsentPolicy _consent;
    private readonly AnswerRedactor _redactor;
    private readonly List<string> _calls = [];
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private MapValue _recorded = new();
    private CallSigner? _caller;
    private string? _requestId;

    /// <summary>The region of this call alone; null for the one in use.</summary>
    public string? Region { get; set; }

    /// <summary>A run of one tool call.</summary>
    public CommandRun(AgentSession agent, ToolCall call)
    {
        (_agent, _call) = (agent, call);
        _consent = new ConsentPolicy(agent.Options, agent.Policy, call.Prompt);
        _redactor = new AnswerRedactor(agent);
    }

    /// <summary>The parameters in the API's form; null with a refusal. Nobody is asked about what the rules of the service refuse.</summary>
    public MapValue? ParseParameters(OperationDescription operation, MapValue given, out Refusal? refusal)
    {
        var parameters = ParameterCheck.Check(operation, given, out refusal);
        refusal ??= SecretInputs.Resolve(operation, parameters, _files);
        refusal ??= LocalRules.Check(operation, parameters);
        return refusal is null ? parameters : null;
    }

    /// <summary>Notes parameters for the audit line, as they were given.</summary>
    public void RecordParameters(OperationDescription operation, MapValue given) => _recorded = AuditedParameters.Create(operation, given);

    /// <summary>One operation from its parameters to its envelope.</summary>
    public async Task<Envelope> Run(OperationDescription operation, MapValue given)
    {
        RecordParameters(operation, given);
        var parameters = ParseParameters(operation, given, out var refusal);
        return parameters is null
            ? Finish(Envelope.Failure(_call.Command, refusal!))
            : await Authorize([new PlannedCall(operation, parameters)]).ConfigureAwait(false) is { } refused
            ? Finish(Envelope.Failure(_call.Command, refused))
            : await SendAndFinish(_caller!, new PlannedCall(operation, parameters)).ConfigureAwait(false);
    }

    /// <summary>Finds the caller and asks whether the steps may be taken.</summary>
    /// <returns>Null when they may.</returns>
    public async Task<Refusal?> Authorize(IReadOnlyList<PlannedCall> steps)
    {
        var found = CallSigner.Find(_agent, _call.Session, Region);
        if (!found.Succeeded)
        {
            return Advice.For(found.Error);
        }

        _caller = found.Value;
        var endpoint = _caller.FindEndpoint(steps[0].Operation.Service.Service, !steps[0].Operation.Unsigned);
        if (!endpoint.Succeeded)
        {
            return Advice.For(endpoint.Error);
        }

        steps = [.. steps.Select(step => step with { Files = _files })];
        List<PolicyQuestion> Questions() => [.. steps.Select(step => step.ToPolicyQuestion(_caller, endpoint.Value.Url.AbsoluteUri))];
        if (_consent.FindProhibition(Questions().ConvertAll(WithoutGuesses)) is { } forbidden)
        {
            return forbidden;
        }

        if (!steps[0].Operation.Unsigned)
        {
            var error = await _caller.LoadCredentials(serial => AskForCode(serial)).ConfigureAwait(false);
            error ??= _agent.Policy.NeedsCallerIdentity ? await _caller.Identify(_agent.Policy.NeedsCallerUser, _calls).ConfigureAwait(false) : null;
            if (error is not null)
            {
                return Advice.For(error);
            }

            steps = await new EntityLookup(_agent, _caller, _call.Prompt.IsAvailable, _calls).Resolve(steps).ConfigureAwait(false);
        }

        var refused = await _consent.Authorize(Questions(), ConsentText.Create(steps, _caller, endpoint.Value.Url), _call.Cancellation).ConfigureAwait(false);
        refused ??= await AskForCodes(steps).ConfigureAwait(false);
        return refused ?? Begin(steps);
    }

    /// <summary>Asks whether something may be done that is no call of a service.</summary>
    public async Task<Refusal?> AuthorizeSetting(PolicyQuestion question, string text) =>
        await _consent.Authorize([question], text, _call.Cancellation).ConfigureAwait(false)
        ?? (_agent.Audit.Check() is { } unwritten ? Unwritten(unwritten) : null);

    /// <summary>The caller, once the steps were admitted.</summary>
    public CallSigner Signer => _caller!;

    /// <summary>Makes a call on the way, whose credentials are not for the agent.</summary>
    public Task<ClientResult<ServiceAnswer>> Send(CallSigner signer, PlannedCall step) => signer.Send(step.Operation, step.Parameters, _calls);

    /// <summary>What the credentials of an answer are.</summary>
    public StoredSession? CreateSession(CallSigner signer, PlannedCall step, MapValue result)
    {
        if (AnswerRedactor.FindCredentials(result) is not { } credentials)
        {
            return null;
        }

        var arn = AnswerRedactor.FindArn(result);
        var endpoint = signer.FindEndpoint(Service.Sts, signed: false);
        return new StoredSession(credentials with { AccountId = RoleChain.ParseAccount(arn) ?? signer.Account }, step.Operation.Name)
        {
            Arn = arn,
            Roles = [.. signer.Roles, .. step.Targets],
            Endpoint = endpoint.Succeeded ? endpoint.Value.Url.AbsoluteUri : string.Empty,
            Region = signer.Region ?? "us-east-1",
            IssuedAt = _agent.Environment.Clock.GetUtcNow(),
        };
    }

    /// <summary>Makes the call whose answer the agent gets.</summary>
    public async Task<Envelope> SendAndFinish(CallSigner signer, PlannedCall step, Func<MapValue, MapValue>? finish = null)
    {
        var answer = await SendToFit(signer, step).ConfigureAwait(false);
        if (!answer.Succeeded)
        {
            return Finish(Envelope.Failure(_call.Command, Advice.For(answer.Error, step.Operation, step.Parameters)));
        }

        _requestId = answer.Value.RequestId;
        var session = CreateSession(signer, step, answer.Value.Result);
        if (session is not null
            && _consent.FindProhibition(
                [step.ToPolicyQuestion(signer, session.Endpoint) with { CallerRoles = [.. session.Roles, .. OwnRole(session)] }]) is { } forbidden)
        {
            return Finish(Envelope.Failure(_call.Command, forbidden));
        }

        var clean = _redactor.Redact(step.Operation, answer.Value.Result, session);
        return Finish(clean.Succeeded
            ? Envelope.Success(_call.Command, finish is null ? clean.Value : finish(clean.Value)) with { Hint = Continue(step, clean.Value) }
            : Envelope.Failure(_call.Command, Advice.For(clean.Error)));
    }

    /// <summary>Writes the audit line and completes the envelope.</summary>
    public Envelope Finish(Envelope envelope)
    {
        var complete = Shape(envelope.WithCalls(_calls) with { RequestId = _requestId });
        if (_agent.Audit.Write(CreateLine(complete.Error?.Name ?? "success")) is not { } unwritten)
        {
            return complete;
        }

        Console.Error.WriteLine(unwritten.Message);
        _redactor.Discard();
        return Envelope.Failure(_call.Command, Unwritten(unwritten)).WithCalls(_calls);
    }

    // A page that is too large is asked for again with fewer items: the service's marker then continues behind what was shown.
    private async Task<ClientResult<ServiceAnswer>> SendToFit(CallSigner signer, PlannedCall step)
    {
        var pages = step.Operation.Input.Any(static member => member.Name == "MaxItems") && step.Effect == CommandEffect.Read && _call.Query is null;
        if (pages && !step.Parameters.TryGet("MaxItems", out _))
        {
            step.Parameters.Set("MaxItems", Value.From(FirstPage));
        }

        var answer = await Send(signer, step).ConfigureAwait(false);
        var budget = new AnswerBudget(_agent.Shelf, _agent.Budget);
        while (pages && answer.Succeeded && !budget.Fits(answer.Value.Result) && CountItems(answer.Value.Result) is > 1 and var count)
        {
            var size = AnswerBudget.Measure(answer.Value.Result);
            step.Parameters.Set("MaxItems", Value.From(Math.Clamp(count * _agent.Budget * SafePart / size / 100, 1, count - 1)));
            answer = await Send(signer, step).ConfigureAwait(false);
        }

        return answer;
    }

    private static long CountItems(MapValue result) =>
        result.Members.Sum(static member => member.Value is ListValue list ? (long)list.Items.Count : 0);

    private static string? Continue(PlannedCall step, MapValue answer) => answer.FindText("Marker") is not null
        && step.Operation.Input.Any(static member => member.Name == "Marker")
        ? $"There is more: {CountItems(answer)} shown; call {step.Operation.Name} again with the same parameters and data.Marker as Marker."
        : null;

    private Envelope Shape(Envelope envelope)
    {
        if (_call.Query is { } query && envelope.Answer is { } answer)
        {
            if (!query.TrySearch(answer, out var found, out var error))
            {
                return Envelope.Failure(_call.Command, new Refusal("ValidationError", $"\"query\": {error.Message}",
                    "Correct the JMESPath expression; the call was made."))
                    .WithCalls(_calls);
            }

            // A handle is not to be lost by a question that forgot it.
            var shaped = new MapValue().Set("result", found);
            shaped.SetIfPresent("session", _redactor.Handle);
            envelope = envelope with { Answer = shaped };
        }

        return new AnswerBudget(_agent.Shelf, _agent.Budget).Fit(envelope);
    }

    // What changes something or issues credentials is written down before it is done; reading is, when it is answered.
    private Refusal? Begin(IReadOnlyList<PlannedCall> steps)
    {
        var acts = steps.Any(static step => step.Effect != CommandEffect.Read);
        var unwritten = acts ? _agent.Audit.Write(CreateLine("begun")) : _agent.Audit.Check();
        return unwritten is null ? null : Unwritten(unwritten);
    }

    private static Refusal Unwritten(ClientError unwritten) => new(
        "AuditUnavailable",
        unwritten.Message + " What cannot be written down is neither done nor answered.",
        "Tell the user to make the audit file writable, or to name another with --audit-log.");

    private MapValue CreateLine(string outcome)
    {
        var line = new MapValue()
            .Set("tool", _call.Tool)
            .Set("command", UntrustedText.Quote(_call.Command).Trim('"'))
            .Set("parameters", _recorded)
            .Set("as", _caller?.Label ?? (_call.Session is null ? "profile in use" : "session"))
            .Set("decision", _consent.Decision)
            .Set("outcome", outcome);
        line.SetIfPresent("accessKeyId", _caller?.AccessKey);
        line.SetIfPresent("account", _caller?.Account);
        line.SetIfPresent("requestId", _requestId);
        line.SetIfPresent("session", _redactor.Handle);
        line.SetIfPresent("client", _call.Prompt.ClientName);
        return line.Set("apiCalls", ListValue.From(_calls.Select(static name => Value.From(name))));
    }

    // Before the caller is known, only what is named by its ARN says in which account it is.
    private static PolicyQuestion WithoutGuesses(PolicyQuestion question) =>
        question with { Named = [.. question.Named.Where(static entity => !entity.Arn.Contains('*', StringComparison.Ordinal) && !entity.LacksPath)] };

    private static IEnumerable<string> OwnRole(StoredSession session) => RoleChain.FromSessionArn(session.Arn) is { } role ? [role] : [];

    private async Task<Refusal?> AskForCodes(IReadOnlyList<PlannedCall> steps)
    {
        foreach (var step in steps)
        {
            if (step.Parameters.FindText("SerialNumber") is not { } serial
                || step.Parameters.TryGet("TokenCode", out _) || !step.Operation.Input.Any(static member => member.Name == "TokenCode"))
            {
                continue;
            }

            var code = _call.Prompt.IsAvailable ? await _call.Prompt.AskMfaCode(serial, _call.Cancellation).ConfigureAwait(false) : null;
            if (code is null)
            {
                return NoCode(serial);
            }

            step.Parameters.Set("TokenCode", code);
        }

        return null;
    }

    private ClientResult<string> AskForCode(string serial)
    {
        if (!_call.Prompt.IsAvailable)
        {
            return new ClientError(ClientErrorKind.Configuration, "MfaCodeRequired", NoCode(serial).Message);
        }

        // The credential chain waits on a thread of its own, not on one that answers the client.
        var code = _call.Prompt.AskMfaCode(serial, _call.Cancellation).GetAwaiter().GetResult();
        return code is null ? new ClientError(ClientErrorKind.Configuration, "MfaCodeRequired", NoCode(serial).Message) : code;
    }

    private static Refusal NoCode(string serial) => new(
        "MfaCodeRequired",
        $"The code of the MFA device {UntrustedText.Quote(serial)} is needed, and nobody gave one.",
        "Ask the user for the six digits and pass them as TokenCode, or let the user run: daypass whoami PROFILE (the session is then cached).");
}
