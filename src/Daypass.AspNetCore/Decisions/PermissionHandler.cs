using Daypass.AspNetCore.Authentication;
using Daypass.AspNetCore.Permissions;
using Daypass.AspNetCore.Refusals;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Daypass.AspNetCore.Decisions;

/// <summary>Grants a requirement when the caller's policies allow it. Whatever goes wrong grants nothing.</summary>
internal sealed class PermissionHandler(CallerDecisions decisions) : AuthorizationHandler<PermissionRequirement>
{
    /// <inheritdoc/>
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (context.Resource is not HttpContext http || http.Features.Get<CallerFeature>() is not { } caller || !caller.IsOf(context.User))
        {
            return;
        }

        var answer = await decisions.Decide(http, caller, requirement);
        if (answer.Error is null)
        {
            context.Succeed(requirement);
            return;
        }

        RefusalAnswer.Of(http).Note(answer.Error, answer.EncodedMessage);
        context.Fail(new AuthorizationFailureReason(this, answer.Error.Message ?? answer.Error.Code));
    }
}
