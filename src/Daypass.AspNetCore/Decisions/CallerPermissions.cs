using Daypass.AspNetCore.Authentication;
using Daypass.AspNetCore.Permissions;
using Daypass.AspNetCore.Refusals;
using Daypass.Protocol.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Daypass.AspNetCore.Decisions;

/// <summary>Permissions that a handler asks for itself, because what they are about is in the body or in a database.</summary>
public static class CallerPermissions
{
    /// <summary>Null when the caller of the request may; otherwise what to answer, with <see cref="Refuse"/>.</summary>
    /// <param name="http">The request, whose caller was authenticated.</param>
    /// <param name="action">The action, <c>service:Name</c>.</param>
    /// <param name="arn">The ARN of the resource, without placeholders.</param>
    /// <param name="keys">Condition keys of the service's own.</param>
    public static async ValueTask<AwsError?> FindRefusal(
        this HttpContext http, string action, string arn, IEnumerable<KeyValuePair<string, string>>? keys = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Features.Get<CallerFeature>() is not { } caller || !caller.IsOf(http.User))
        {
            return CommonErrors.AccessDenied("The request has no caller whose permissions could be asked for.");
        }

        var decisions = http.RequestServices.GetRequiredService<CallerDecisions>();
        var (error, encoded) = await decisions.Decide(http, caller, new PermissionRequirement(action, _ => arn, keys is null ? null : _ => keys));
        if (error is not null)
        {
            RefusalAnswer.Of(http).Note(error, encoded);
        }

        return error;
    }

    /// <summary>Answers a refusal in the form of the endpoint, as the service answers its own.</summary>
    public static async Task Refuse(this HttpContext http, AwsError error)
    {
        ArgumentNullException.ThrowIfNull(http);
        var answer = RefusalAnswer.Of(http);
        var options = http.Features.Get<CallerFeature>()?.Service.Options
            ?? throw new InvalidOperationException("Only requests with a caller are refused in this way.");
        await RefusalAnswer.Write(http, options, error, ReferenceEquals(answer.Error, error) ? answer.EncodedMessage : null);
    }
}
