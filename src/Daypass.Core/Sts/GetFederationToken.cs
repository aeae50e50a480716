using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Sessions;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Temporary credentials for somebody whom the calling user or root speaks for: at most what both the user and the session policies allow.</summary>
internal sealed class GetFederationToken(EntityDirectory directory, CredentialMint mint)
    : Operation<GetFederationTokenRequest, SessionTag[], GetFederationTokenResponse>
{
    protected override ValueTask<Result<Demand<SessionTag[]>>> Resolve(GetFederationTokenRequest input, OperationContext context)
    {
        var tags = input.Tags.Pairs();
        var combined = SessionTagRules.Combine(tags, [], []);
        if (!combined.Succeeded)
        {
            return new(combined.Error);
        }

        SessionTagRules.AddKeys(context.Keys, tags, []);
        var resource = directory.Arns.FederatedUser(context.Caller.Account, input.Name);
        var federate = new Access("sts:GetFederationToken", resource);
        return new(new Demand<SessionTag[]>(
            input.Tags.Count == 0 ? [federate] : [federate, new Access("sts:TagSession", resource)], combined.Value));
    }

    protected override async ValueTask<Result<GetFederationTokenResponse>> Handle(
        GetFederationTokenRequest input, SessionTag[] tags, OperationContext context)
    {
        var caller = context.Caller;
        if (await SessionPolicyRules.Validate(directory, caller.Account, input.Policy, input.PolicyArns, context.Cancelled) is { } refusal)
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
            Tags = tags,
        };
        var minted = mint.Mint(grant, GetSessionToken.Lifetime(caller, input.DurationSeconds), input.MinimumSessionTokenSize ?? 0);
        return minted.Token.Fits
            ? new GetFederationTokenResponse
            {
                Credentials = minted.ToCredentials(),
                FederatedUser = new FederatedUser
                {
                    FederatedUserId = $"{caller.Account}:{input.Name}",
                    Arn = directory.Arns.FederatedUser(caller.Account, input.Name),
                },
                PackedPolicySize = minted.PackedPolicySize() ?? 0,
                SessionTokenSize = minted.Token.Size,
                SessionTokenUtilization = minted.Token.Utilization,
            }
            : minted.TooLarge();
    }
}
