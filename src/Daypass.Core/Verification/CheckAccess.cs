using Daypass.Core.Authentication;
using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;

namespace Daypass.Core.Verification;

/// <summary>
/// Decides for a service about a request that came to it: the same authenticator proves who signed it and the same policy engine decides
/// what they may. Whoever asks must be allowed <c>daypass:CheckAccess</c> on the resource, and the resource is always their own account's.
/// </summary>
public sealed class CheckAccess(Authenticator authenticator, AccessQuestions questions)
    : Operation<CheckAccessRequest, NoTarget, CheckAccessResponse>
{
    /// <inheritdoc/>
    public override Permission Permission => new VerificationPermission("CheckAccess", "${Resource}");

    /// <inheritdoc/>
    protected override ValueTask<Result<Demand<NoTarget>>> Resolve(CheckAccessRequest input, OperationContext context)
    {
        if (Validate(input, context.Caller.Account) is { } refusal)
        {
            return new(refusal);
        }

        var accesses = new List<Access>(1 + input.FurtherQuestions.Count);
        foreach (var resource in input.FurtherQuestions.Select(static question => question.Resource).Prepend(input.Resource).Distinct(StringComparer.Ordinal))
        {
            accesses.Add(new Access("daypass:CheckAccess", resource));
        }

        return new(new Demand<NoTarget>(accesses, default));
    }

    /// <inheritdoc/>
    protected override async ValueTask<Result<CheckAccessResponse>> Handle(CheckAccessRequest input, NoTarget target, OperationContext context)
    {
        var headers = new HeaderField[input.Headers.Count];
        for (var index = 0; index < headers.Length; index++)
        {
            headers[index] = new HeaderField(input.Headers[index].Name, input.Headers[index].Value);
        }

        var signed = new SignedRequest(input.Method, input.Target, headers);
        var asked = AccessQuestions.ContextOf(input, Find(headers, "User-Agent"), Find(headers, "Referer"), context);
        if (input.AllowAnonymous == true && UnauthenticatedRequest.Is(signed))
        {
            return await questions.Decide(input, input.FurtherQuestions, Caller.Unsigned, asked, context);
        }

        var body = ReceivedBody.Read(input, signed, context.Now);
        if (!body.Succeeded)
        {
            return body.Error;
        }

        var proven = await authenticator.Authenticate(signed, body.Value.Hash, body.Value.Rules, asked);
        if (!proven.Succeeded || body.Value.Refusal is not null)
        {
            return AccessQuestions.Unauthenticated(proven.Error ?? body.Value.Refusal!, context);
        }

        var answer = await questions.Decide(input, input.FurtherQuestions, proven.Value, asked, context);
        return answer with { BodyCheck = body.Value.Check };
    }

    private static AwsError? Validate(CheckAccessRequest input, string account)
    {
        // A request signed for one of these is no evidence of what its signer wants of another service.
        if (ReservedServices.Contains(input.SigningName))
        {
            return CommonErrors.ValidationError($"Requests signed for {input.SigningName} are decided by this service alone.");
        }

        if (input.BodyUnread == true && input.BodySha256 is not null)
        {
            return CommonErrors.ValidationError("BodySha256 is not given for a body that is still to be read.");
        }

        if (AccessQuestions.Validate(input, account) is { } refusal)
        {
            return refusal;
        }

        foreach (var question in input.FurtherQuestions)
        {
            if (AccessQuestions.Validate(question.RequestedAction, question.Resource, question.ServiceKeys, account) is { } wrong)
            {
                return wrong;
            }
        }

        if (input.Headers.Any(static header =>
            header.Value.Length > RequestSource.LongestHeader && header.Name.ToLowerInvariant() is "user-agent" or "referer"))
        {
            return CommonErrors.ValidationError("The User-Agent or Referer header has more than 4096 characters.");
        }

        return null;
    }

    private static string? Find(HeaderField[] headers, string name)
    {
        foreach (var header in headers)
        {
            if (string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value;
            }
        }

        return null;
    }
}
