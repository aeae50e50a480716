using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Policy.Decisions;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Verification;

namespace Daypass.Core.Verification;

/// <summary>
/// Hands a service the documents of its own account that bear on a resource, whoever asks for it: the policies of the resource and of what it is in, and what
/// the organisation says of the account's resources.
/// </summary>
public sealed class GetResourceDocuments(EntityDirectory directory, IDirectoryStore store, ChangeNames names, FollowedChanges followed)
    : Operation<GetResourceDocumentsRequest, NoTarget, GetResourceDocumentsResponse>
{
    /// <inheritdoc/>
    public override Permission Permission =>
        new VerificationPermission("GetResourceDocuments", "arn:${Partition}:daypass:${Region}:${Account}:service/${Service}");

    /// <inheritdoc/>
    protected override ValueTask<Result<Demand<NoTarget>>> Resolve(GetResourceDocumentsRequest input, OperationContext context)
    {
        var account = context.Caller.Account;
        if (AccessQuestions.ValidateResource(input.ResourceArn, account) is { } refusal)
        {
            return new(refusal);
        }

        var arn = Arn.Parse(input.ResourceArn);
        var service = $"arn:{directory.Arns.Partition}:daypass:{arn.Region}:{account}:service/{arn.Service}";
        return new(new Demand<NoTarget>([new Access(Permission.Action, service)], default));
    }

    /// <inheritdoc/>
    protected override async ValueTask<Result<GetResourceDocumentsResponse>> Handle(
        GetResourceDocumentsRequest input, NoTarget target, OperationContext context)
    {
        // Read before everything else: what changes afterwards is heard of, even when it is in this answer already.
        var named = names.Now;
        var mark = ChangeMark.Of(followed.Last, named).ToString();
        var (account, outerArn) = (context.Caller.Account, ResourcePolicy.OuterOf(input.ResourceArn));
        var (own, outer) = await directory.FindResourcePolicies(account, input.ResourceArn, context.Cancelled);
        var place = await directory.PlaceOf(account, context.Cancelled);
        return new GetResourceDocumentsResponse
        {
            Mark = mark,
            MadeOf = [named.Everything, named.Of(new EntityKey(EntityKind.Account, "", account)), named.OfResources(account, outerArn)],
            Policies = [.. Write(own), .. Write(outer)],
            OthersHavePolicies = (own is not null && outerArn.Length < input.ResourceArn.Length) || await HasOthers(account, outerArn, context.Cancelled),
            ResourceControlPolicies = CallerPolicies.WriteLevels(DecisionLayer.ResourceControl, place?.Resource),
            ResourceControlLevels = place?.Resource?.Count,
            ResourceOrgId = place?.OrganizationId,
            ResourceOrgPaths = place?.Paths ?? [],
        };
    }

    private static IEnumerable<ResourceDocument> Write(ResourcePolicyEntry? entry)
    {
        if (entry is { Policy: var policy })
        {
            yield return new ResourceDocument
            {
                ResourceArn = policy.ResourceArn,
                Document = policy.Document,
                PrincipalIds = [.. policy.PrincipalIds.Select(static each => new PrincipalId { Principal = each.Key, UniqueId = each.Value })],
            };
        }
    }

    /// <summary>Whether anything in the outer resource has a policy. The names of all of it stand together, the outer resource's own first.</summary>
    private async ValueTask<bool> HasOthers(string account, string outerArn, CancellationToken cancelled)
    {
        var prefix = ResourcePolicy.KeyPrefix(outerArn);
        return await store.List(EntityKind.ResourcePolicy, account, "/", prefix, 1, cancelled) is [{ Key.Name: var next }]
            && next.StartsWith(prefix, StringComparison.Ordinal);
    }
}
