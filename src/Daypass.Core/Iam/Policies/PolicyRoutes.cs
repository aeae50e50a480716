using Daypass.Core.Entities;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Policies;

/// <summary>The operations on managed policies as a whole.</summary>
internal sealed class PolicyRoutes(IamParts iam)
{
    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        OperationRoute.Of(new CreatePolicy(iam)),
        iam.Route<GetPolicyRequest, GetPolicyResponse>(static input => IamTarget.By(input.PolicyArn), Get),
        OperationRoute.Of(new ListPolicies(iam)),
        iam.Route<DeletePolicyRequest, NoOutput>(static input => IamTarget.By(input.PolicyArn), Delete),
        OperationRoute.Of(new ListEntitiesForPolicy(iam)),
        OperationRoute.Of(new ListPoliciesGrantingServiceAccess(iam)),
        .. new VersionRoutes(iam).All(),
    ];

    private ValueTask<Result<GetPolicyResponse>> Get(GetPolicyRequest input, OperationContext context) =>
        ManagedPolicies.FindUsable(iam.Store, iam.Arns, context.Caller.Account, input.PolicyArn, context.Cancelled).Then(async policy =>
        {
            var shown = await iam.Show(policy, context.Caller.Account, context.Cancelled);
            return (Result<GetPolicyResponse>)new GetPolicyResponse { Policy = shown with { Description = policy.Description, Tags = policy.Tags.OrNone() } };
        });

    private ValueTask<Result<NoOutput>> Delete(DeletePolicyRequest input, OperationContext context) => iam.Store.Write<NoOutput>(
        transaction => ManagedPolicies.FindUsable(transaction, iam.Arns, context.Caller.Account, input.PolicyArn, context.Cancelled).Then(async policy =>
        {
            if (await transaction.CountReferrers(policy.Account, Relation.Attached, input.PolicyArn, context.Cancelled) > 0
                || await transaction.CountReferrers(policy.Account, Relation.Boundary, input.PolicyArn, context.Cancelled) > 0)
            {
                return (Result<NoOutput>)IamErrors.PolicyIsAttached;
            }

            if (policy.Versions.Count > 1)
            {
                return IamErrors.PolicyHasVersions;
            }

            await transaction.TryDelete(policy, context.Cancelled);
            return NoOutput.Instance;
        }),
        context.Cancelled);
}
