using System.Security.Cryptography;
using Daypass.Core.Authentication;
using Daypass.Core.Authorization;
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
    private static readonly byte[] HashOfNothing = SHA256.HashData([]);

    /// <inheritdoc/>
    public override Permission Permission => new VerificationPermission("CheckAccess", "${Resource}");

    /// <inheritdoc/>
    protected override ValueTask<Result<Demand<NoTarget>>> Resolve(CheckAccessRequest input, OperationContext context) =>
        new(Validate(input, context.Caller.Account) is { } refusal
            ? refusal
            : new Demand<NoTarget>([new Access("daypass:CheckAccess", input.Resource)], default));

    /// <inheritdoc/>
    protected override async ValueTask<Result<CheckAccessResponse>> Handle(CheckAccessRequest input, NoTarget target, OperationContext context)
    {
        var headers = new HeaderField[input.Headers.Count];
        for (var index = 0; index < headers.Length; index++)
        {
            headers[index] = new HeaderField(input.Headers[index].Name, input.Headers[index].Value);
        }

        var asked = AccessQuestions.ContextOf(input, Find(headers, "User-Agent"), Find(headers, "Referer"), context);
        var bodyHash = input.BodySha256 is { } hex ? Convert.FromHexString(hex) : HashOfNothing;
        var proven = await authenticator.Authenticate(new SignedRequest(input.Method, input.Target, headers), bodyHash, input.SigningName, asked);
        return proven.Succeeded
            ? await questions.Decide(input, proven.Value, asked, context.Caller.Account)
            : AccessQuestions.Unauthenticated(proven.Error);
    }

    private static AwsError? Validate(CheckAccessRequest input, string account)
    {
        // A request signed for one of these is no evidence of what its signer wants of another service.
        if (ReservedServices.Contains(input.SigningName))
        {
            return CommonErrors.ValidationError($"Requests signed for {input.SigningName} are decided by this service alone.");
        }

        if (AccessQuestions.Validate(input, account) is { } refusal)
        {
            return refusal;
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
