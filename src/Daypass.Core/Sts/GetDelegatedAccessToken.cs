using Daypass.Core.Delegation;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Sessions;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Credentials of the approver of a delegation request, within what was delegated, for the partner that asked.</summary>
internal sealed class GetDelegatedAccessToken(IDirectoryStore store, EntityDirectory directory, TradeInTokens tokens, CredentialMint mint)
    : AccountOperation<GetDelegatedAccessTokenRequest, GetDelegatedAccessTokenResponse>
{
    private const int RootMost = 4 * 3600;

    protected override async ValueTask<Result<GetDelegatedAccessTokenResponse>> Handle(GetDelegatedAccessTokenRequest input, OperationContext context)
    {
        // An operator who takes a partner's registration away means the tokens it still holds, too.
        if (await directory.FindAccount(context.Caller.Account, context.Cancelled) is not { Partner: true })
        {
            return Denied(context, Reasons.NotPartner.Text);
        }

        if (tokens.Open(input.TradeInToken, context.Caller.Account) is not { } id
            || await store.Find<DelegationRequest>("", id, context.Cancelled) is not { State: DelegationState.Finalized, Approver: { } approver } request)
        {
            return Denied(context, Reasons.TradeInTokenNotTheirs.Text);
        }

        var isRoot = approver.PrincipalId == request.OwnerAccount;
        var seconds = isRoot ? Math.Min(request.SessionSeconds, RootMost) : request.SessionSeconds;
        var expiresAt = request.ReleasedAt!.Value.AddSeconds(seconds);
        if (expiresAt <= context.Now)
        {
            return StsErrors.ExpiredTradeInToken();
        }

        var grant = new SessionGrant
        {
            Kind = SessionKind.Delegated,
            Account = request.OwnerAccount!,
            PrincipalId = approver.PrincipalId,
            PrincipalName = approver.PrincipalName,
            SessionName = approver.SessionName,
            Tags = [.. approver.Tags.Select(tag => new SessionTag(tag.Key, tag.Value, approver.TransitiveTagKeys.Contains(tag.Key)))],
            SourceIdentity = approver.SourceIdentity,
            FederatedProvider = approver.FederatedProvider,
            FederatedKeys = approver.FederatedKeys,
            RequestContext = approver.RequestContext,
            DelegatedPolicy = request.PermissionPolicy,
            Origin = request.Id,
        };

        // All of them began when the token was sent: a policy that ends what was issued until some time ends them however late they were had.
        var minted = mint.MintUntil(grant, request.ReleasedAt.Value, expiresAt);
        return minted.Token.Fits
            ? new GetDelegatedAccessTokenResponse
            {
                Credentials = minted.ToCredentials(),
                PackedPolicySize = minted.Token.Utilization,
                AssumedPrincipal = approver.Arn,
            }
            : minted.TooLarge();
    }

    private static AwsError Denied(OperationContext context, string reason) =>
        CommonErrors.NotAuthorized(context.Caller.Arn, "sts:GetDelegatedAccessToken") with { Reason = reason };
}
