using Daypass.Iam.Documents;
using Daypass.Iam.Tags;
using Daypass.Protocol;

namespace Daypass.Iam.Policies;

/// <summary>Makes a managed policy with its first version.</summary>
internal sealed class CreatePolicy(IamServices iam) : CreateOperation<CreatePolicyRequest, PolicyResponse>(
    iam, IamResource.Policy, static input => (input.Path, input.PolicyName), PermissionKeys.RequestTags, "iam:TagPolicy")
{
    protected override IamRequestKeys KeysOf(CreatePolicyRequest input) => new() { Tags = input.Tags };

    protected override async ValueTask<Result<PolicyResponse>> Handle(CreatePolicyRequest input, OperationContext context)
    {
        var tags = EntityTags.Create<ManagedPolicy>(input.Tags, Iam.Quotas);
        if ((tags.Error ?? PolicyDocuments.ValidateManaged(input.PolicyDocument, Iam.Quotas)) is { } refusal)
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
            context.Cancelled).Then(policy => new PolicyResponse { Policy = policy.ToWire(Iam.Arns, 0, 0) with { Tags = policy.Tags.OrNone() } });
    }
}
