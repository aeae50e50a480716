using Daypass.Core.Authorization;
using Daypass.Core.Operations;
using Daypass.Core.Pipeline;
using Daypass.Core.Requests;
using Daypass.Core.Sessions;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Temporary credentials for somebody whom the calling user or root speaks for: at most what both the user and the session policies allow.</summary>
internal sealed class GetFederationToken(ServiceParts parts) : IOperation<GetFederationTokenRequest, GetFederationTokenResponse>
{
    public ValueTask<Result<AccessList>> Demand(GetFederationTokenRequest input, OperationContext context)
    {
        var tags = input.Tags.Pairs();
        var combined = SessionTagRules.Combine(tags, [], []);
        if (!combined.Succeeded)
        {
            return new(combined.Error);
        }

        SessionTagRules.AddKeys(context.Keys, tags, []);
        context.Subject = combined.Value;
        var resource = parts.Arns.FederatedUser(context.Caller.Account, input.Name);
        var federate = new Access("sts:GetFederationToken", resource);
        return new(input.Tags.Count == 0 ? AccessList.Of(federate) : AccessList.Of([federate, new Access("sts:TagSession", resource)]));
    }

    public async ValueTask<Result<GetFederationTokenResponse>> Handle(GetFederationTokenRequest input, OperationContext context)
    {
        var caller = context.Caller;
        if (await SessionPolicyRules.Refuse(parts.Directory, caller.Account, input.Policy, input.PolicyArns, context.Cancelled) is { } refusal)
        {
            return refusal;
        }

        var grant = new SessionGrant
        {
            Kind = SessionKind.FederatedUser,
            Account = caller.Account,
            PrincipalId = caller.UserId,
            PrincipalName = caller.User?.User.Name ?? "",
            Origin = caller.AccessKeyId,
            SessionName = input.Name,
            Policy = input.Policy,
            PolicyArns = input.PolicyArns.Arns(),
            Tags = (SessionTag[])context.Subject!,
        };
        var minted = parts.Mint.Mint(grant, GetSessionToken.Lifetime(caller, input.DurationSeconds), input.MinimumSessionTokenSize ?? 0);
        return minted.Token.Fits
            ? new GetFederationTokenResponse
            {
                Credentials = minted.ToCredentials(),
                FederatedUser = new FederatedUser { FederatedUserId = $"{caller.Account}:{input.Name}", Arn = parts.Arns.FederatedUser(caller.Account, input.Name) },
                PackedPolicySize = minted.PackedPolicySize() ?? 0,
                SessionTokenSize = minted.Token.Size,
                SessionTokenUtilization = minted.Token.Utilization,
            }
            : minted.TooLarge();
    }
}
