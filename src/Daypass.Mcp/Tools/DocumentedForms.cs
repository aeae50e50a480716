using Daypass.Client.Sessions;
using Daypass.JmesPath.Values;
using Daypass.Mcp.Answers;
using Daypass.Mcp.Calls;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;

namespace Daypass.Mcp.Tools;

/// <summary>
/// The two commands that the skill documented with other parameters than the API has, served by their plain meaning: a web identity token
/// for a role is the token of that role's session, a delegated access token for a role begins with asking the role's account for it.
/// </summary>
internal sealed class DocumentedForms
{
    private const string Audience = "sts.amazonaws.com";
    private const string Algorithm = "RS256";
    private const long SessionSeconds = 3600;

    private static readonly string[] ForRole = ["RoleArn", "RoleSessionName", "WebIdentityToken", "ProviderId"];
    /// <summary>How the skill says for how long.</summary>
    public static readonly string[] Lifetimes = ["DelegationTokenLifetimeSeconds", "DurationSeconds"];

    private readonly AgentSession _agent;
    private readonly ToolCall _call;
    private readonly CommandRun _run;

    private DocumentedForms(AgentSession agent, ToolCall call, CommandRun run) => (_agent, _call, _run) = (agent, call, run);

    /// <summary>The run of a call in a documented form; null when it is in the API's own.</summary>
    public static Task<Envelope>? Find(AgentSession agent, ToolCall call, CommandRun run, OperationDescription operation)
    {
        var form = new DocumentedForms(agent, call, run);
        if (operation == GetWebIdentityTokenRequest.Operation && ForRole.Any(name => call.Parameters.TryGet(name, out _)))
        {
            return form.WebIdentityToken();
        }

        return operation == GetDelegatedAccessTokenRequest.Operation
            && call.Parameters.TryGet("RoleArn", out _) && !call.Parameters.TryGet("TradeInToken", out _)
            ? form.DelegatedAccessToken()
            : null;
    }

    private async Task<Envelope> WebIdentityToken()
    {
        var (assumed, asked) = (new MapValue(), new MapValue());
        foreach (var parameter in _call.Parameters.Members)
        {
            (Array.IndexOf(ForRole, parameter.Name) >= 0 ? assumed : asked).Set(parameter.Name, parameter.Value);
        }

        var defaults = new MapValue();
        SetDefault(asked, defaults, "Audience", ListValue.From(Value.From(Audience)));
        SetDefault(asked, defaults, "SigningAlgorithm", Value.From(Algorithm));
        var role = _run.ParseParameters(AssumeRoleWithWebIdentityRequest.Operation, assumed, out var refusal);
        var token = refusal is null ? _run.ParseParameters(GetWebIdentityTokenRequest.Operation, asked, out refusal) : null;
        _run.RecordParameters(AssumeRoleWithWebIdentityRequest.Operation, assumed);
        if (token is null)
        {
            return Refuse(refusal! with
                {
                    Next = refusal!.Next + " For a token as the caller that is signed in, pass only Audience, SigningAlgorithm and DurationSeconds.",
                });
        }

        var first = new PlannedCall(AssumeRoleWithWebIdentityRequest.Operation, role!);
        var second = new PlannedCall(GetWebIdentityTokenRequest.Operation, token) { IndirectTargets = first.Targets };
        if (await _run.Authorize([first, second]).ConfigureAwait(false) is { } refused)
        {
            return Refuse(refused);
        }

        var answer = await _run.Send(_run.Signer, first).ConfigureAwait(false);
        if (!answer.Succeeded)
        {
            return Refuse(Advice.For(answer.Error));
        }

        if (_run.CreateSession(_run.Signer, first, answer.Value.Result) is not { } session)
        {
            return Refuse(new Refusal("InvalidAnswer", "The service assumed the role and answered no credentials.", "Tell the user; do not retry."));
        }

        var signer = _run.Signer.ForSession($"the session {session.Arn}", session);
        return await signer.LoadCredentials(static _ => default).ConfigureAwait(false) is { } error
            ? Refuse(Advice.For(error))
            : await _run.SendAndFinish(signer, second, data => data.Set("as", session.Arn ?? string.Empty).Set("defaults", defaults)).ConfigureAwait(false);
    }

    private async Task<Envelope> DelegatedAccessToken()
    {
        var request = new MapValue();
        Value lifetime = Value.From(SessionSeconds);
        foreach (var parameter in _call.Parameters.Members)
        {
            if (Array.IndexOf(Lifetimes, parameter.Name) < 0 && parameter.Name != "RoleArn")
            {
                request.Set(parameter.Name, parameter.Value);
            }
        }

        foreach (var name in Lifetimes.Reverse())
        {
            lifetime = _call.Parameters.Get(name) ?? lifetime;
        }

        var role = _call.Parameters.FindText("RoleArn");
        if (role is null || !Arn.TryParse(role, out var arn) || !arn.TryGetAccountId(out _) || !arn.ResourceType.SequenceEqual("role"))
        {
            return Refuse(new Refusal(
                    "ValidationError",
                    "1 validation error detected: RoleArn is no ARN of a role",
                    "Pass RoleArn as arn:aws:iam::ACCOUNT:role/NAME, or TradeInToken if the request was approved already."));
        }

        var account = arn.Account.ToString();
        SetDefault(request, new MapValue(), "OwnerAccountId", Value.From(account));
        SetDefault(request, new MapValue(), "Description", Value.From($"Delegated access for {role}"));
        SetDefault(request, new MapValue(), "RequestorWorkflowId", Value.From(SessionHandle.Create()));
        SetDefault(request, new MapValue(), "SessionDuration", lifetime);
        if (_agent.Options.DelegationTemplate is { } template)
        {
            SetDefault(request, new MapValue(), "Permissions", new MapValue().Set("PolicyTemplateArn", template));
        }

        if (_agent.Options.DelegationChannel is { } channel)
        {
            SetDefault(request, new MapValue(), "NotificationChannel", Value.From(channel));
        }

        _run.RecordParameters(CreateDelegationRequestRequest.Operation, request);
        var parameters = _run.ParseParameters(CreateDelegationRequestRequest.Operation, request, out var refusal);
        if (parameters is null)
        {
            return Refuse(refusal! with
                {
                    Next = "A delegated access token begins with a delegation request, which needs Permissions (PolicyTemplateArn) and "
                    + "NotificationChannel of a registered partner: pass them in params, or have the operator start the tool with --delegation-template "
                    + "and --delegation-channel. With a TradeInToken at hand pass only that.",
                });
        }

        var step = new PlannedCall(CreateDelegationRequestRequest.Operation, parameters) { IndirectTargets = [role] };
        if (await _run.Authorize([step]).ConfigureAwait(false) is { } refused)
        {
            return Refuse(refused);
        }

        return await _run.SendAndFinish(_run.Signer, step, data => data.Set(
            "next",
            $"No token yet. Somebody in account {account} who may act as {role} has to open ConsoleDeepLink and approve, or call "
            + "AssociateDelegationRequest, AcceptDelegationRequest and SendDelegationToken with DelegationRequestId. "
            + "The token then arrives at the notification channel; call GetDelegatedAccessToken with it as TradeInToken.")).ConfigureAwait(false);
    }

    private static void SetDefault(MapValue parameters, MapValue defaults, string name, Value value)
    {
        if (!parameters.TryGet(name, out _))
        {
            parameters.Set(name, value);
            defaults.Set(name, value);
        }
    }

    private Envelope Refuse(Refusal refusal) => _run.Finish(Envelope.Failure(_call.Command, refusal));
}
