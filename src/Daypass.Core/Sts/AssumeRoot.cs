using Daypass.Core.Accounts;
using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Sessions;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Credentials of a member account's root for one task, for those who administer the organisation.</summary>
internal sealed class AssumeRoot(EntityDirectory directory, OrganizationMembers organizations, CredentialMint mint)
    : Operation<AssumeRootRequest, string, AssumeRootResponse>
{
    private const int DefaultSeconds = 900;
    private const string TaskPath = "root-task/";

    private static readonly string[] Tasks =
        ["IAMAuditRootUserCredentials", "IAMCreateRootUserPassword", "IAMDeleteRootUserCredentials", "S3UnlockBucketPolicy", "SQSUnlockQueuePolicy"];

    protected override ValueTask<Result<Demand<string>>> Resolve(AssumeRootRequest input, OperationContext context)
    {
        if (MemberOf(input.TargetPrincipal) is not { } member)
        {
            return new(StsErrors.NoTargetPrincipal());
        }

        if (input.TaskPolicyArn.Arn is not { } task || !Tasks.Any(name => task == directory.Arns.Iam(EntityArns.SharedAccount, "policy", "/" + TaskPath, name)))
        {
            return new(StsErrors.NoTaskPolicy());
        }

        context.Keys.Add("sts:TaskPolicyArn", task);

        // Root of another account has no policy of its own to ask: the caller's decides, and then the organisation.
        var access = new Access("sts:AssumeRoot", directory.Arns.Root(member)) { ResourceAccount = context.Caller.Account, Style = DenialStyle.WithoutReason };
        return new(new Demand<string>([access], member));
    }

    protected override async ValueTask<Result<AssumeRootResponse>> Handle(AssumeRootRequest input, string member, OperationContext context)
    {
        var caller = context.Caller;
        if (await FindObjection(caller, member, context.Cancelled) is { } reason)
        {
            return CommonErrors.NotAuthorized(caller.Arn, "sts:AssumeRoot", directory.Arns.Root(member)) with { Reason = reason };
        }

        var grant = new SessionGrant
        {
            Kind = SessionKind.RootTask,
            Account = member,
            PrincipalId = member,
            TaskPolicyArn = input.TaskPolicyArn.Arn,
            SourceIdentity = caller.Session?.Grant.SourceIdentity,
            Origin = caller.Arn,
            Ancestors = caller.Descent(),
        };
        var seconds = input.DurationSeconds is null or 0 ? DefaultSeconds : input.DurationSeconds.Value;
        var minted = mint.Mint(grant, TimeSpan.FromSeconds(seconds), input.MinimumSessionTokenSize ?? 0);
        return minted.Token.Fits
            ? new AssumeRootResponse
            {
                Credentials = minted.ToCredentials(),
                SourceIdentity = grant.SourceIdentity,
                SessionTokenSize = minted.Token.Size,
                SessionTokenUtilization = minted.Token.Utilization,
            }
            : minted.TooLarge();
    }

    /// <summary>Why not, for the log; callers see the ordinary denial whatever it is.</summary>
    private async ValueTask<string?> FindObjection(Caller caller, string member, CancellationToken cancelled)
    {
        if (caller.Kind is not (CallerKind.User or CallerKind.RoleSession))
        {
            return Reasons.RootTaskNeedsUserOrRole.Text;
        }

        if (await organizations.FindFor(caller.Account, cancelled) is not { } organization || !OrganizationMembers.Administers(organization, caller.Account))
        {
            return Reasons.NotOrganizationAdministrator.Text;
        }

        if (!organization.Features.Contains(OrganizationFeatures.Sessions))
        {
            return Reasons.RootSessionsDisabled.Text;
        }

        return member == organization.ManagementAccount
            || await directory.FindAccount(member, cancelled) is not Account { Closed: false } account || account.OrganizationId != organization.Id
            ? Reasons.NotMemberAccount.Text
            : null;
    }

    private string? MemberOf(string target)
    {
        if (AccountId.TryParse(target, out var account))
        {
            return account.ToString();
        }

        return Arn.TryParse(target, out var arn) && AccountId.TryParse(arn.Account, out account) && target == directory.Arns.Root(account.ToString())
            ? account.ToString()
            : null;
    }
}
