using Daypass.Core.Entities;
using Daypass.Core.Iam.Records;
using Daypass.Core.Iam.Documents;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Granting;

/// <summary>Inline policies of users, groups and roles.</summary>
internal sealed class InlinePolicies(IamParts iam)
{
    /// <summary>Stores a policy under a name, in place of one of that name whatever its case.</summary>
    public async ValueTask<Result<NoOutput>> Put<T>(string holderName, string policyName, string document, OperationContext context) where T : class, IGranted<T>
    {
        if (PolicyDocuments.RefuseInline(document) is { } refusal)
        {
            return refusal;
        }

        return await iam.Store.ChangeGrants<T>(holderName, context, (_, holder) =>
        {
            var policies = holder.Grants.Inline.Where(other => !SameName(other.Name, policyName)).Append(new InlinePolicy(policyName, document))
                .OrderBy(static policy => EntityKey.Fold(policy.Name), StringComparer.Ordinal).ToList();
            return new(PolicyDocuments.RefuseTogether(T.Kind, holder.Name, policies, iam.Quotas) is { } tooLarge ? tooLarge : holder.Grants with { Inline = policies });
        });
    }

    /// <summary>The holder's name as it is written, and the policy.</summary>
    public async ValueTask<Result<(string Holder, InlinePolicy Policy)>> Get<T>(string holderName, string policyName, OperationContext context) where T : class, IGranted<T>
    {
        if (await iam.Store.Find<T>(context.Caller.Account, holderName, context.Cancelled) is not { } holder)
        {
            return EntityWords.Unknown(T.Kind, holderName);
        }

        return holder.Grants.Inline.FirstOrDefault(policy => SameName(policy.Name, policyName)) is { } found ? (holder.Name, found) : EntityWords.UnknownInline(T.Kind, policyName);
    }

    /// <summary>A page of the policies' names.</summary>
    public async ValueTask<Result<Page<string>>> List<T>(string holderName, PageRequest request, OperationContext context) where T : class, IGranted<T> =>
        await iam.Store.Find<T>(context.Caller.Account, holderName, context.Cancelled) is { } holder
            ? await iam.Pager.Read(request, [.. holder.Grants.Inline.Select(static policy => policy.Name)], static name => name)
            : EntityWords.Unknown(T.Kind, holderName);

    /// <summary>Removes a policy.</summary>
    public ValueTask<Result<NoOutput>> Delete<T>(string holderName, string policyName, OperationContext context) where T : class, IGranted<T> =>
        iam.Store.ChangeGrants<T>(holderName, context, (_, holder) =>
        {
            var kept = holder.Grants.Inline.Where(policy => !SameName(policy.Name, policyName)).ToList();
            return new(kept.Count == holder.Grants.Inline.Count ? EntityWords.UnknownInline(T.Kind, policyName) : holder.Grants with { Inline = kept });
        });

    private static bool SameName(string one, string other) => EntityKey.Fold(one) == EntityKey.Fold(other);
}
