using System.Security.Cryptography;
using Daypass.Core.Authentication;
using Daypass.Core.Authorization;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Policy.Decisions;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;

namespace Daypass.Core.Verification;

/// <summary>
/// Decides for a service about a request that came to it: the same authenticator proves who signed it and the same policy engine decides
/// what they may. Whoever asks must be allowed <c>daypass:CheckAccess</c> on the resource, and the resource is always their own account's.
/// </summary>
public sealed class CheckAccess(AuthorizationMessages messages, Authenticator authenticator, Authorizer authorizer, Denials denials)
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

        // A context of its own: nothing of the service that asks may count for the caller it asks about.
        var asked = new OperationContext
        {
            Now = context.Now,
            RequestId = context.RequestId,
            Cancelled = context.Cancelled,
            Source = new RequestSource(
                SourceAddress.Read(input.SourceIp), Find(headers, "User-Agent"), Find(headers, "Referer"), input.SecureTransport ?? false),
        };
        var bodyHash = input.BodySha256 is { } hex ? Convert.FromHexString(hex) : HashOfNothing;
        var proven = await authenticator.Authenticate(new SignedRequest(input.Method, input.Target, headers), bodyHash, input.SigningName, asked);
        if (!proven.Succeeded)
        {
            return new CheckAccessResponse
            {
                Decision = "unauthenticated",
                ErrorCode = proven.Error.Code,
                ErrorStatus = proven.Error.Status,
                ErrorMessage = proven.Error.Message,
            };
        }

        asked.Caller = proven.Value;
        GlobalConditionKeys.Fill(asked);
        foreach (var key in input.ServiceKeys)
        {
            asked.Keys.Add(key.Name, key.Value);
        }

        var decision = await authorizer.GatherAndDecide(new Access(input.RequestedAction, input.Resource) { ResourceAccount = context.Caller.Account }, asked);
        var answer = new CheckAccessResponse
        {
            Decision = decision.Outcome switch { Outcome.Allowed => "allowed", Outcome.ExplicitDeny => "explicitDeny", _ => "implicitDeny" },
            CallerArn = proven.Value.Arn,
            CallerUserId = proven.Value.UserId,
            CallerAccount = proven.Value.Account,
        };
        return decision.IsAllowed ? answer : await Denied(answer, decision, input, asked, context.Caller.Account);
    }

    private async ValueTask<CheckAccessResponse> Denied(
        CheckAccessResponse answer, Decision decision, CheckAccessRequest input, OperationContext asked, string account)
    {
        // The policies of another account, unless it is of one organisation with it, are nothing the service may learn of.
        var together = await denials.BelongTogether(asked.Caller.Account, account, asked.Cancelled);
        var error = CommonErrors.AccessDenied(DenialMessage.Create(
            decision, asked.Caller.Arn, input.RequestedAction, input.Resource, together, Denials.PolicyOf(decision, asked)));
        return answer with
        {
            ErrorCode = error.Code,
            ErrorStatus = error.Status,
            ErrorMessage = error.Message,
            EncodedAuthorizationMessage = messages.Encode(decision, asked.Authorization, asked.Policies, asked.Caller.UserId, asked.Caller.Account, asked.Now),
        };
    }

    private static AwsError? Validate(CheckAccessRequest input, string account)
    {
        // A request signed for one of these is no evidence of what its signer wants of another service.
        if (ReservedServices.Contains(input.SigningName))
        {
            return CommonErrors.ValidationError($"Requests signed for {input.SigningName} are decided by this service alone.");
        }

        if (!Arn.TryParse(input.Resource, out var arn))
        {
            return CommonErrors.NotAnArn(input.Resource);
        }

        if (!arn.Account.IsEmpty && !arn.Account.SequenceEqual(account))
        {
            return CommonErrors.ValidationError("The resource belongs to another account than the service that asks.");
        }

        var service = input.RequestedAction.IndexOf(':');
        if (service <= 0 || service == input.RequestedAction.Length - 1 || input.RequestedAction.LastIndexOf(':') != service)
        {
            return CommonErrors.ValidationError("RequestedAction is not a service and a name, joined by a colon.");
        }

        if (input.SourceIp is not null && SourceAddress.Read(input.SourceIp) is null)
        {
            return CommonErrors.ValidationError("SourceIp is not an IP address.");
        }

        if (input.Headers.Any(static header =>
            header.Value.Length > RequestSource.LongestHeader && header.Name.ToLowerInvariant() is "user-agent" or "referer"))
        {
            return CommonErrors.ValidationError("The User-Agent or Referer header has more than 4096 characters.");
        }

        // Otherwise a service could say that its caller has MFA, or is somebody else.
        var prefix = input.RequestedAction[..(service + 1)].ToLowerInvariant();
        foreach (var key in input.ServiceKeys)
        {
            if (!key.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) || prefix is "aws:" or "sts:" or "iam:" or "saml:")
            {
                return CommonErrors.ValidationError($"{key.Name} is not a condition key of the action's service.");
            }
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
