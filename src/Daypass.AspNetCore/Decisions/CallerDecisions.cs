using Daypass.AspNetCore.Authentication;
using Daypass.AspNetCore.Permissions;
using Daypass.AspNetCore.Telemetry;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Verification;
using Daypass.Verifier.Calls;
using Daypass.Verifier.Decisions;
using Microsoft.AspNetCore.Http;

namespace Daypass.AspNetCore.Decisions;

/// <summary>Decides: in memory about callers of the service's own account, by a call to the server about others.</summary>
internal sealed class CallerDecisions(AccessMeasures measures)
{
    private static readonly AwsError Unclear = CommonErrors.AccessDenied("The server did not allow this.");

    /// <summary>No error when the caller may; never an exception because of the server.</summary>
    public async ValueTask<(AwsError? Error, string? EncodedMessage)> Decide(HttpContext http, CallerFeature caller, PermissionRequirement requirement)
    {
        var isLocal = caller.Known is not null;
        var question = PermissionQuestion.Create(requirement, http, caller.Service, caller.SignedHeaders);
        if (!question.Succeeded)
        {
            measures.CountDecision(AccessMeasures.Unfit, isLocal);
            return (question.Error, null);
        }

        try
        {
            var answer = isLocal
                ? await DecideHere(caller, question.Value, http.RequestAborted)
                : Read(await caller.Asked!.Ask(question.Value, http.RequestAborted));
            measures.CountDecision(answer.Error is null ? AccessMeasures.Allowed : AccessMeasures.Denied, isLocal);
            return answer;
        }
        catch (ServerUnreachableException away)
        {
            measures.CountDecision(AccessMeasures.Unavailable, isLocal);
            return (CommonErrors.ServiceUnavailable() with { Reason = away.Message }, null);
        }
    }

    private static async ValueTask<(AwsError? Error, string? EncodedMessage)> DecideHere(
        CallerFeature caller, AccessQuestion question, CancellationToken cancelled)
    {
        var denied = await caller.Service.Decider.Decide(caller.Known!, question, cancelled);
        if (denied is null || !caller.Service.Options.AskAboutDenials || caller.Asked is null)
        {
            return (denied, null);
        }

        try
        {
            // A denial stays one, whatever the server says of it now.
            var answer = Read(await caller.Asked.Ask(question, cancelled));
            return answer.Error is null ? (denied, null) : answer;
        }
        catch (ServerUnreachableException)
        {
            return (denied, null);
        }
    }

    private static (AwsError? Error, string? EncodedMessage) Read(CheckAccessResponse answer) => answer.Decision == "allowed"
        ? (null, null)
        : (answer.ErrorCode is { } code ? new AwsError(code, answer.ErrorStatus ?? 403, answer.ErrorMessage) : Unclear, answer.EncodedAuthorizationMessage);
}
