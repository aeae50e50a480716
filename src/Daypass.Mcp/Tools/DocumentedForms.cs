using System.Text.Json.Nodes;
using Daypass.Client.Sessions;
using Daypass.JmesPath.Values;
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
    private static readonly string[] Lifetimes = ["DelegationTokenLifetimeSeconds", "DurationSeconds"];

    private readonly Workplace _place;
    private readonly ToolCall _call;
    private readonly CommandRun _run;

    private DocumentedForms(Workplace place, ToolCall call, CommandRun run) => (_place, _call, _run) = (place, call, run);

    /// <summary>The run of a call in a documented form; null when it is in the API's own.</summary>
    public static Task<Envelope>? Of(Workplace place, ToolCall call, CommandRun run, OperationDescription operation)
    {
        var form = new DocumentedForms(place, call, run);
        if (operation == GetWebIdentityTokenRequest.Operation && ForRole.Any(name => call.Parameters.TryGet(name, out _)))
        {
            return form.WebIdentityToken();
        }

        return operation == GetDelegatedAccessTokenRequest.Operation && call.Parameters.TryGet("RoleArn", out _) && !call.Parameters.TryGet("TradeInToken", out _)
            ? form.DelegatedAccessToken()
            : null;
    }

    /// <summary>The documented forms as further alternatives of the input.</summary>
    public static IEnumerable<JsonObject> Schemas()
    {
        yield return MemberSchema.Of(
            "GetWebIdentityToken for a role",
            $"Assumes the role with the given token and asks for a web identity token as that session; Audience is {Audience} and SigningAlgorithm {Algorithm} unless given.",
            [
                .. AssumeRoleWithWebIdentityRequest.Operation.Input.Where(static member => Array.IndexOf(ForRole, member.Name) >= 0),
                .. GetWebIdentityTokenRequest.Operation.Input.Select(static member => new MemberDescription(member.Name, member.Kind)
                {
                    Minimum = member.Minimum, Maximum = member.Maximum, Values = member.Values, Element = member.Element, Members = member.Members, Summary = member.Summary,
                }),
            ]);
        yield return MemberSchema.Of(
            "GetDelegatedAccessToken for a role",
            "Opens a delegation request in the role's account and says what must happen until there is a token to trade in.",
            [
                AssumeRoleRequest.Operation.Input[0],
                new MemberDescription("DelegationTokenLifetimeSeconds", MemberKind.Integer) { Minimum = 300, Maximum = 43200, Summary = "The lifetime of the delegated session in seconds; 3600 by default." },
                new MemberDescription("DurationSeconds", MemberKind.Integer) { Minimum = 300, Maximum = 43200, Summary = "The same, where DelegationTokenLifetimeSeconds is not given." },
            ]);
    }

    private async Task<Envelope> WebIdentityToken()
    {
        var (assumed, asked) = (new MapValue(), new MapValue());
        foreach (var parameter in _call.Parameters.Members)
        {
            (Array.IndexOf(ForRole, parameter.Name) >= 0 ? assumed : asked).Set(parameter.Name, parameter.Value);
        }

        var defaults = new MapValue();
        Default(asked, defaults, "Audience", ListValue.Of(Value.Of(Audience)));
        Default(asked, defaults, "SigningAlgorithm", Value.Of(Algorithm));
        var role = CommandRun.Parameters(AssumeRoleWithWebIdentityRequest.Operation, assumed, out var refusal);
        var token = refusal is null ? CommandRun.Parameters(GetWebIdentityTokenRequest.Operation, asked, out refusal) : null;
        _run.Record(AssumeRoleWithWebIdentityRequest.Operation, assumed);
        if (token is null)
        {
            return Fail(refusal! with { Next = refusal!.Next + " For a token as the caller that is signed in, pass only Audience, SigningAlgorithm and DurationSeconds." });
        }

        var first = new Step(AssumeRoleWithWebIdentityRequest.Operation, role!);
        var second = new Step(GetWebIdentityTokenRequest.Operation, token) { Beside = first.Targets };
        if (await _run.Admit([first, second]).ConfigureAwait(false) is { } refused)
        {
            return Fail(refused);
        }

        var answer = await _run.Send(_run.Signer, first).ConfigureAwait(false);
        if (!answer.Succeeded)
        {
            return Fail(Advice.For(answer.Fault));
        }

        if (_run.Session(_run.Signer, first, answer.Value.Result) is not { } session)
        {
            return Fail(new Refusal("InvalidAnswer", "The service assumed the role and answered no credentials.", "Tell the user; do not retry."));
        }

        var signer = _run.Signer.As($"the session {session.Arn}", session);
        return await signer.Load(static _ => default).ConfigureAwait(false) is { } fault
            ? Fail(Advice.For(fault))
            : await _run.Last(signer, second, data => data.Set("as", session.Arn ?? string.Empty).Set("defaults", defaults)).ConfigureAwait(false);
    }

    private async Task<Envelope> DelegatedAccessToken()
    {
        var request = new MapValue();
        Value lifetime = Value.Of(SessionSeconds);
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
            return Fail(new Refusal("ValidationError", "1 validation error detected: RoleArn is no ARN of a role", "Pass RoleArn as arn:aws:iam::ACCOUNT:role/NAME, or TradeInToken if the request was approved already."));
        }

        var account = arn.Account.ToString();
        Default(request, new MapValue(), "OwnerAccountId", Value.Of(account));
        Default(request, new MapValue(), "Description", Value.Of($"Delegated access for {role}"));
        Default(request, new MapValue(), "RequestorWorkflowId", Value.Of(SessionHandle.New()));
        Default(request, new MapValue(), "SessionDuration", lifetime);
        if (_place.Options.DelegationTemplate is { } template)
        {
            Default(request, new MapValue(), "Permissions", new MapValue().Set("PolicyTemplateArn", template));
        }

        if (_place.Options.DelegationChannel is { } channel)
        {
            Default(request, new MapValue(), "NotificationChannel", Value.Of(channel));
        }

        _run.Record(CreateDelegationRequestRequest.Operation, request);
        var parameters = CommandRun.Parameters(CreateDelegationRequestRequest.Operation, request, out var refusal);
        if (parameters is null)
        {
            return Fail(refusal! with { Next = "A delegated access token begins with a delegation request, which needs Permissions (PolicyTemplateArn) and NotificationChannel of a registered partner: pass them in params, or have the operator start the tool with --delegation-template and --delegation-channel. With a TradeInToken at hand pass only that." });
        }

        var step = new Step(CreateDelegationRequestRequest.Operation, parameters) { Beside = [role] };
        if (await _run.Admit([step]).ConfigureAwait(false) is { } refused)
        {
            return Fail(refused);
        }

        return await _run.Last(_run.Signer, step, data => data.Set(
            "next",
            $"No token yet. Somebody in account {account} who may act as {role} has to open ConsoleDeepLink and approve, or call AssociateDelegationRequest, AcceptDelegationRequest and SendDelegationToken with DelegationRequestId. "
            + "The token then arrives at the notification channel; call GetDelegatedAccessToken with it as TradeInToken.")).ConfigureAwait(false);
    }

    private static void Default(MapValue parameters, MapValue defaults, string name, Value value)
    {
        if (!parameters.TryGet(name, out _))
        {
            parameters.Set(name, value);
            defaults.Set(name, value);
        }
    }

    private Envelope Fail(Refusal refusal) => _run.Finish(Envelope.Failed(_call.Command, refusal));
}
