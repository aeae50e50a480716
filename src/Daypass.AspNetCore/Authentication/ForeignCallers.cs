using System.Security.Claims;
using Daypass.AspNetCore.Bodies;
using Daypass.AspNetCore.Permissions;
using Daypass.AspNetCore.Services;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Verifier.Callers;
using Daypass.Verifier.Payloads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Daypass.AspNetCore.Authentication;

/// <summary>Callers of other accounts, whose keys no service is told: the server proves them, together with the first decision about them.</summary>
internal sealed class ForeignCallers(IAuthorizationPolicyProvider policies, BodyGuard guard, KeptBytes kept)
{
    private static readonly AwsError OtherForm = new(
        "AccessDenied", 403, "Callers of another account have to sign the hash of the body; the server cannot verify another form.");

    /// <summary>The caller, or why it is refused.</summary>
    /// <exception cref="Verifier.Calls.ServerUnreachableException">The server says nothing.</exception>
    public async Task<Result<ClaimsPrincipal>> Prove(HttpContext http, VerifiedService service, SignedRequest signed)
    {
        var parsed = SigV4.Parse(signed, service.Rules, service.Clock.GetUtcNow());
        if (!parsed.Succeeded)
        {
            return parsed.Error;
        }

        var authorization = parsed.Value;
        if (authorization.Payload != PayloadForm.Hashed)
        {
            return OtherForm;
        }

        // Without a permission there is nothing that the server could be asked.
        if (await FindPermission(http) is not { } requirement)
        {
            return CallerDirectory.OfAnotherAccount;
        }

        var question = PermissionQuestion.Create(requirement, http, service, authorization.SignedHeaders.Span);
        if (!question.Succeeded)
        {
            return question.Error;
        }

        var hash = authorization.PayloadHash;
        if (hash is null)
        {
            var body = await KeptBody.Read(http, kept, service.Options);
            if (!body.Succeeded)
            {
                return body.Error;
            }

            hash = Convert.ToHexStringLower(body.Value);
        }

        var asked = new AskedRequest(service, signed, hash);
        var answer = await asked.Ask(question.Value, http.RequestAborted);
        if (answer is not { CallerArn: { } arn, CallerAccount: { } account, CallerUserId: { } userId })
        {
            return new AwsError(answer.ErrorCode ?? "AccessDenied", answer.ErrorStatus ?? 403, answer.ErrorMessage);
        }

        if (authorization.PayloadHash is not null)
        {
            SignedBody.Use(http, new VerifiedHashStream(http.Request.Body, Convert.FromHexString(hash)), guard, service.Options);
        }

        var caller = new CallerFeature(service, authorization, asked) { Arn = arn, Account = account, UserId = userId };
        http.Features.Set(caller);
        http.Features.Set<ICallerFeature>(caller);
        return CallerIdentity.Create(service.Scheme, arn, account, userId);
    }

    private async ValueTask<PermissionRequirement?> FindPermission(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata is not { } metadata)
        {
            return null;
        }

        if (metadata.GetMetadata<RequirePermissionAttribute>() is { } attribute)
        {
            return attribute.Requirement;
        }

        foreach (var demanded in metadata.GetOrderedMetadata<IAuthorizeData>())
        {
            if (demanded.Policy is { Length: > 0 } name && await policies.GetPolicyAsync(name) is { } policy
                && policy.Requirements.OfType<PermissionRequirement>().FirstOrDefault() is { } requirement)
            {
                return requirement;
            }
        }

        return null;
    }
}
