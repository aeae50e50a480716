using Daypass.Core.Authentication;
using Daypass.Core.Authorization;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Verification;

namespace Daypass.Core.Verification;

/// <summary>
/// Decides for a service about somebody who gave it a user name and a password, or an API key. Whoever asks must be allowed
/// <c>daypass:CheckServiceCredential</c> on the resource; only credentials of their own account are looked at.
/// </summary>
public sealed class CheckServiceCredential(CredentialAuthenticator authenticator, AccessQuestions questions)
    : Operation<CheckServiceCredentialRequest, NoTarget, CheckAccessResponse>
{
    private static readonly AwsError OneProof =
        CommonErrors.ValidationError("Either ServiceUserName and ServicePassword or ServiceCredentialSecret must be given.");

    /// <inheritdoc/>
    protected override ValueTask<Result<Demand<NoTarget>>> Resolve(CheckServiceCredentialRequest input, OperationContext context) =>
        new(Validate(input, context.Caller.Account) is { } refusal
            ? refusal
            : new Demand<NoTarget>([new Access("daypass:CheckServiceCredential", input.Resource)], default));

    /// <inheritdoc/>
    protected override async ValueTask<Result<CheckAccessResponse>> Handle(
        CheckServiceCredentialRequest input, NoTarget target, OperationContext context)
    {
        if (CredentialService.Find(input.ServiceName) is not { } service || ProofOf(input, service) is not { } proof)
        {
            return AccessQuestions.Unauthenticated(CredentialAuthenticator.Wrong, context);
        }

        var account = context.Caller.Account;
        var asked = AccessQuestions.ContextOf(input, null, null, context);
        var proven = await authenticator.Authenticate(account, service, proof.Alias, proof.Secret, asked);
        return proven.Succeeded ? await questions.Decide(input, proven.Value, asked, context)
            : AccessQuestions.Unauthenticated(proven.Error, context);
    }

    // A password proves nothing at a service with API keys, nor the other way round.
    private static (string Alias, string Secret)? ProofOf(CheckServiceCredentialRequest input, CredentialService service) =>
        input.ServiceCredentialSecret is { } key ? service.Split(key)
        : service.KeyPrefix is null ? (input.ServiceUserName!, input.ServicePassword!)
        : null;

    private static AwsError? Validate(CheckServiceCredentialRequest input, string account)
    {
        var (hasName, hasPassword, hasKey) = (input.ServiceUserName is not null, input.ServicePassword is not null, input.ServiceCredentialSecret is not null);
        return hasName != hasPassword || hasName == hasKey ? OneProof : AccessQuestions.Validate(input, account);
    }
}
