using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Operations;
using Daypass.Core.Pipeline;
using Daypass.Core.Requests;
using Daypass.Core.Sessions;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Temporary credentials for the calling user or root itself. Policies have no say in it.</summary>
internal sealed class GetSessionToken(ServiceParts parts) : IOperation<GetSessionTokenRequest, GetSessionTokenResponse>
{
    /// <summary>Half a day, unless the caller says otherwise.</summary>
    internal const int UserDefault = 43200;

    /// <summary>Root gets an hour at most; a longer request is shortened without a word, as at AWS.</summary>
    internal const int RootMost = 3600;

    private static readonly AccessList Asked = AccessList.Of(new Access("sts:GetSessionToken", "*"));

    public ValueTask<Result<AccessList>> Demand(GetSessionTokenRequest input, OperationContext context) => new(Asked);

    public async ValueTask<Result<GetSessionTokenResponse>> Handle(GetSessionTokenRequest input, OperationContext context)
    {
        var proven = await MfaProof.Verify(parts, input.SerialNumber, input.TokenCode, context);
        if (!proven.Succeeded)
        {
            return proven.Error;
        }

        var caller = context.Caller;
        var grant = new SessionGrant
        {
            Kind = SessionKind.UserSession,
            Account = caller.Account,
            PrincipalId = caller.UserId,
            PrincipalName = caller.User?.User.Name ?? "",
            Origin = caller.AccessKeyId,
            MfaAt = proven.Value ? context.Now : null,
        };
        var minted = parts.Mint.Mint(grant, Lifetime(caller, input.DurationSeconds), input.MinimumSessionTokenSize ?? 0);
        return minted.Token.Fits
            ? new GetSessionTokenResponse
            {
                Credentials = minted.ToCredentials(),
                SessionTokenSize = minted.Token.Size,
                SessionTokenUtilization = minted.Token.Utilization,
            }
            : minted.TooLarge();
    }

    /// <summary>How long a session of GetSessionToken or GetFederationToken lives.</summary>
    internal static TimeSpan Lifetime(Caller caller, int? seconds) => TimeSpan.FromSeconds(
        caller.Kind is CallerKind.Root ? Math.Min(seconds ?? RootMost, RootMost) : seconds ?? UserDefault);
}
