using Daypass.Core.Entities;
using Daypass.Core.Iam.Documents;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Policies;

/// <summary>The operations on versions of managed policies.</summary>
internal sealed class VersionRoutes(IamParts iam)
{
    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        iam.Route<CreatePolicyVersionRequest, CreatePolicyVersionResponse>(static input => IamTarget.By(input.PolicyArn), Create),
        iam.Route<GetPolicyVersionRequest, GetPolicyVersionResponse>(static input => IamTarget.By(input.PolicyArn), Get),
        iam.Route<ListPolicyVersionsRequest, ListPolicyVersionsResponse>(static input => IamTarget.By(input.PolicyArn), List),
        iam.Route<DeletePolicyVersionRequest, NoOutput>(static input => IamTarget.By(input.PolicyArn), Delete),
        iam.Route<SetDefaultPolicyVersionRequest, NoOutput>(static input => IamTarget.By(input.PolicyArn), SetDefault),
    ];

    private async ValueTask<Result<CreatePolicyVersionResponse>> Create(CreatePolicyVersionRequest input, OperationContext context)
    {
        if (PolicyDocuments.RefuseManaged(input.PolicyDocument, iam.Quotas) is { } refusal)
        {
            return refusal;
        }

        return await Change(input.PolicyArn, context, policy =>
        {
            if (policy.Versions.Count >= iam.Quotas.VersionsPerPolicy)
            {
                return TooMany();
            }

            var (number, now) = (policy.LastVersion + 1, iam.Now);
            var isDefault = input.SetAsDefault is true;
            return policy with
            {
                Versions = [.. policy.Versions, new PolicyVersion(number, input.PolicyDocument, now)],
                LastVersion = number,
                DefaultVersion = isDefault ? number : policy.DefaultVersion,
                UpdatedAt = now,
            };
        }).Then(static policy => new CreatePolicyVersionResponse { PolicyVersion = policy.Versions[^1].ToWire(policy) });
    }

    private ValueTask<Result<GetPolicyVersionResponse>> Get(GetPolicyVersionRequest input, OperationContext context) =>
        Find(input.PolicyArn, context).Then(policy =>
            new ValueTask<Result<GetPolicyVersionResponse>>(Version(policy, input.VersionId) is { } version
                ? new GetPolicyVersionResponse { PolicyVersion = version.ToWire(policy) with { Document = version.Document } }
                : IamErrors.UnknownVersion(input.PolicyArn, input.VersionId)));

    private ValueTask<Result<ListPolicyVersionsResponse>> List(ListPolicyVersionsRequest input, OperationContext context) =>
        Find(input.PolicyArn, context).Then(policy =>
            iam.Pager.Read(
                PageRequest.Of(ListPolicyVersionsRequest.Operation, context, input.Marker, input.MaxItems),
                [.. policy.Versions.Reverse().Select(version => version.ToWire(policy))],
                static version => version.VersionId!))
            .Then(static page => new ListPolicyVersionsResponse { Versions = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker });

    private ValueTask<Result<NoOutput>> Delete(DeletePolicyVersionRequest input, OperationContext context) =>
        Change(input.PolicyArn, context, policy =>
            Version(policy, input.VersionId) is not { } version ? IamErrors.UnknownVersion(input.PolicyArn, input.VersionId)
            : version.Number == policy.DefaultVersion ? IamErrors.DefaultVersionStays
            : policy with { Versions = [.. policy.Versions.Where(other => other != version)] }).Silent();

    private ValueTask<Result<NoOutput>> SetDefault(SetDefaultPolicyVersionRequest input, OperationContext context) =>
        Change(input.PolicyArn, context, policy => Version(policy, input.VersionId) is { } version
            ? policy with { DefaultVersion = version.Number, UpdatedAt = iam.Now }
            : IamErrors.UnknownVersion(input.PolicyArn, input.VersionId)).Silent();

    private ValueTask<Result<ManagedPolicy>> Find(string arn, OperationContext context) =>
        ManagedPolicies.FindUsable(iam.Store, iam.Arns, context.Caller.Account, arn, context.Cancelled);

    private ValueTask<Result<ManagedPolicy>> Change(string arn, OperationContext context, Func<ManagedPolicy, Result<ManagedPolicy>> change) =>
        ManagedPolicies.Change(iam.Store, iam.Arns, context.Caller.Account, arn, (_, policy) => new(change(policy)), context.Cancelled);

    private static PolicyVersion? Version(ManagedPolicy policy, string id) => policy.Versions.FirstOrDefault(version => WireShapes.VersionId(version.Number) == id);

    private AwsError TooMany() => new(
        ErrorCode.LimitExceeded,
        409,
        $"A managed policy can have up to {iam.Quotas.VersionsPerPolicy} versions. Before you create a new version, you must delete an existing version.");
}
