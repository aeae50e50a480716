using Daypass.Core.Pipeline;
using Daypass.Core.Principals;
using Daypass.Core.Sessions;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Temporary credentials for the calling user or root itself. Policies have no say in it.</summary>
internal sealed class GetSessionToken(ServiceParts parts) : IOperation<GetSessionTokenRequest, GetSessionTokenResponse>
{
    private const int UserDefault = 43200;
    private const int RootMost = 3600;

    private static readonly AccessList Asked = AccessList.Of(new Access("sts:GetSessionToken", "*"));

    public ValueTask<Result<AccessList>> Demand(GetSessionTokenRequest input, OperationContext context) => new(Asked);

    public ValueTask<Result<GetSessionTokenResponse>> Handle(GetSessionTokenRequest input, OperationContext context)
    {
        if (input.SerialNumber is not null || input.TokenCode is not null)
        {
            return new(new AwsError("ValidationError", 400, "MFA is not served yet."));
        }

        var caller = context.Caller;

        // A longer request by root is shortened without a word, as at AWS.
        var seconds = caller.Kind is CallerKind.Root ? Math.Min(input.DurationSeconds ?? RootMost, RootMost) : input.DurationSeconds ?? UserDefault;
        var minted = parts.Mint.Mint(
            new SessionGrant
            {
                Kind = SessionKind.UserSession,
                Account = caller.Account,
                PrincipalId = caller.UserId,
                PrincipalName = caller.User?.User.Name ?? "",
            },
            TimeSpan.FromSeconds(seconds));
        return new(new GetSessionTokenResponse { Credentials = minted.ToCredentials() });
    }
}
