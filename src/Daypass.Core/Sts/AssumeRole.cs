using Daypass.Core.Pipeline;
using Daypass.Core.Principals;
using Daypass.Core.Sessions;
using Daypass.Policy;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Temporary credentials for a role, to whoever its trust policy and their own policies let become it.</summary>
internal sealed class AssumeRole(ServiceParts parts) : IOperation<AssumeRoleRequest, AssumeRoleResponse>
{
    private const int DefaultSeconds = 3600;
    private const int ChainedMost = 3600;

    public async ValueTask<Result<AccessList>> Demand(AssumeRoleRequest input, OperationContext context)
    {
        if (context.Caller.IsRoot)
        {
            return new AwsError("AccessDenied", 403, "Roles may not be assumed by root accounts.");
        }

        if (input is { SerialNumber: not null } or { TokenCode: not null } or { SourceIdentity: not null } or { Tags.Count: > 0 } or { TransitiveTagKeys.Count: > 0 } or { PolicyArns.Count: > 0 } or { ProvidedContexts.Count: > 0 })
        {
            return new AwsError("ValidationError", 400, "MFA, session tags, source identity, policy ARNs and provided contexts are not served yet.");
        }

        if (!Arn.TryParse(input.RoleArn, out var arn))
        {
            return new AwsError("ValidationError", 400, $"{input.RoleArn} is invalid");
        }

        context.Keys.Add("sts:RoleSessionName", input.RoleSessionName);
        if (input.ExternalId is { } externalId)
        {
            context.Keys.Add("sts:ExternalId", externalId);
        }

        // An unknown role is asked about like one that trusts nobody: the answer must not tell them apart.
        var role = await parts.Directory.FindRole(arn, context.Cancelled);
        return AccessList.Of(new Access("sts:AssumeRole", input.RoleArn)
        {
            ResourceAccount = arn.Account.ToString(),
            ResourcePolicy = role?.Trust ?? RoleTrust.Nobody,
            Style = DenialStyle.CallerSideOnly,
        });
    }

    public async ValueTask<Result<AssumeRoleResponse>> Handle(AssumeRoleRequest input, OperationContext context)
    {
        if (await parts.Directory.FindRole(Arn.Parse(input.RoleArn), context.Cancelled) is not { } role)
        {
            return new AwsError("AccessDenied", 403, $"User: {context.Caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {input.RoleArn}");
        }

        var seconds = input.DurationSeconds ?? DefaultSeconds;
        if (seconds > role.Role.MaxSessionSeconds)
        {
            return new AwsError("ValidationError", 400, "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }

        var chained = context.Caller.Kind is CallerKind.RoleSession;
        if (chained && seconds > ChainedMost)
        {
            return new AwsError("ValidationError", 400, "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        }

        if (input.Policy is { } policy && PolicyChecker.Check(policy, PolicyKind.Session) is { } fault)
        {
            return new AwsError(fault.Code, 400, fault.Message);
        }

        var minted = parts.Mint.Mint(
            new SessionGrant
            {
                Kind = SessionKind.Role,
                Account = role.Role.Account,
                PrincipalId = role.Role.Id,
                PrincipalName = role.Role.Name,
                SessionName = input.RoleSessionName,
                Policy = input.Policy,
                Chained = chained,
            },
            TimeSpan.FromSeconds(seconds));
        return new AssumeRoleResponse
        {
            AssumedRoleUser = new AssumedRoleUser
            {
                AssumedRoleId = $"{role.Role.Id}:{input.RoleSessionName}",
                Arn = parts.Arns.AssumedRole(role.Role.Account, role.Role.Name, input.RoleSessionName),
            },
            Credentials = minted.ToCredentials(),
        };
    }
}
