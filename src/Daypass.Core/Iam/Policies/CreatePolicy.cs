using Daypass.Core.Entities;
using Daypass.Core.Iam.Documents;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Iam.Tags;
using Daypass.Core.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Policies;

/// <summary>Makes a managed policy with its first version.</summary>
internal sealed class CreatePolicy(IamParts iam) : IamOperation<CreatePolicyRequest, CreatePolicyResponse>(iam)
{
    public override async ValueTask<Result<CreatePolicyResponse>> Handle(CreatePolicyRequest input, OperationContext context)
    {
        var tags = EntityTags.Of(input.Tags, Iam.Quotas);
        if ((tags.Error ?? PolicyDocuments.RefuseManaged(input.PolicyDocument, Iam.Quotas)) is { } refusal)
        {
            return refusal;
        }

        var (account, now) = (AccountId.Parse(context.Caller.Account), Iam.Now);
        return await Iam.Store.Write<ManagedPolicy>(
            transaction => transaction.Add(
                () => new ManagedPolicy
                {
                    Account = context.Caller.Account,
                    Name = input.PolicyName,
                    Id = UniqueId.New(UniqueIdKind.ManagedPolicy, account),
                    Path = input.Path ?? "/",
                    CreatedAt = now,
                    UpdatedAt = now,
                    Description = input.Description,
                    Versions = [new PolicyVersion(1, input.PolicyDocument, now)],
                    DefaultVersion = 1,
                    LastVersion = 1,
                    Tags = tags.Value!,
                },
                ("PoliciesPerAccount", Iam.Quotas.Policies),
                context.Cancelled),
            context.Cancelled).Then(policy => new CreatePolicyResponse { Policy = policy.ToWire(Iam.Arns, 0, 0) with { Tags = policy.Tags.OrNone() } });
    }

    protected override IamTarget Target(CreatePolicyRequest input) => IamTarget.Make(input.Path, input.PolicyName) with { Tags = input.Tags };
}
