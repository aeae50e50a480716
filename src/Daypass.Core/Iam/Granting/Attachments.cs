using Daypass.Core.Entities;
using Daypass.Core.Iam.Records;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Granting;

/// <summary>Managed policies attached to users, groups and roles, and the ones that bound users and roles.</summary>
internal sealed class Attachments(IamParts iam)
{
    /// <summary>Attaches a policy; one that is attached already stays so.</summary>
    public ValueTask<Result<NoOutput>> Attach<T>(string holderName, string policyArn, OperationContext context) where T : class, IGranted<T> =>
        iam.Store.ChangeGrants<T>(holderName, context, async (transaction, holder) =>
        {
            var policy = await ManagedPolicies.FindAttachable(transaction, iam.Arns, context.Caller.Account, policyArn, context.Cancelled);
            if (!policy.Succeeded)
            {
                return policy.Error;
            }

            if (holder.Grants.Attached.Contains(policyArn))
            {
                return holder.Grants;
            }

            var (quota, limit) = QuotaOf(T.Kind);
            return holder.Grants.Attached.Count >= limit
                ? IamErrors.QuotaExceeded(quota, limit)
                : holder.Grants with { Attached = [.. holder.Grants.Attached, policyArn] };
        });

    /// <summary>Detaches a policy.</summary>
    public ValueTask<Result<NoOutput>> Detach<T>(string holderName, string policyArn, OperationContext context) where T : class, IGranted<T> =>
        iam.Store.ChangeGrants<T>(holderName, context, (_, holder) =>
        {
            if (!Arn.TryParse(policyArn, out Arn _))
            {
                return new(IamErrors.UnreadableArn);
            }

            return new(holder.Grants.Attached.Contains(policyArn)
                ? holder.Grants with { Attached = [.. holder.Grants.Attached.Where(attached => attached != policyArn)] }
                : IamErrors.UnknownPolicy(policyArn));
        });

    /// <summary>A page of the attached policies whose path begins so.</summary>
    public async ValueTask<Result<Page<AttachedPolicy>>> List<T>(string holderName, string? pathPrefix, PageRequest request, OperationContext context) where T : class, IGranted<T>
    {
        if (await iam.Store.Find<T>(context.Caller.Account, holderName, context.Cancelled) is not { } holder)
        {
            return EntityWords.Unknown(T.Kind, holderName);
        }

        var under = pathPrefix ?? "/";
        return await iam.Pager.Read(request, [.. ToWire(holder.Grants).Where(policy => Arn.Parse(policy.PolicyArn!).ResourcePath.StartsWith(under))], static policy => policy.PolicyArn!);
    }

    /// <summary>The attached policies as answers show them.</summary>
    public static IEnumerable<AttachedPolicy> ToWire(Grants grants) =>
        grants.Attached.Select(static arn => new AttachedPolicy { PolicyName = Arn.Parse(arn).ResourceName.ToString(), PolicyArn = arn });

    /// <summary>Sets the permissions boundary in place of the one there is.</summary>
    public ValueTask<Result<NoOutput>> Bound<T>(string holderName, string policyArn, OperationContext context) where T : class, IGranted<T> =>
        iam.Store.ChangeGrants<T>(holderName, context, async (transaction, holder) =>
        {
            var policy = await ManagedPolicies.FindAttachable(transaction, iam.Arns, context.Caller.Account, policyArn, context.Cancelled);
            return policy.Succeeded ? holder.Grants with { Boundary = policyArn } : policy.Error;
        });

    /// <summary>Takes the permissions boundary away.</summary>
    public ValueTask<Result<NoOutput>> Unbound<T>(string holderName, OperationContext context) where T : class, IGranted<T> =>
        iam.Store.ChangeGrants<T>(holderName, context, (_, holder) => new(holder.Grants.Boundary is null
            ? IamErrors.NoSuchEntity($"The {EntityWords.Noun(T.Kind)} {holder.Name} has no permissions boundary.")
            : holder.Grants with { Boundary = null }));

    private (string Quota, int Limit) QuotaOf(EntityKind holder) => holder switch
    {
        EntityKind.User => ("PoliciesPerUser", iam.Quotas.AttachedPoliciesPerUser),
        EntityKind.Group => ("PoliciesPerGroup", iam.Quotas.AttachedPoliciesPerGroup),
        _ => ("PoliciesPerRole", iam.Quotas.AttachedPoliciesPerRole),
    };
}
