using Daypass.Protocol;

namespace Daypass.Iam.Groups;

/// <summary>Makes a group.</summary>
internal sealed class CreateGroup(IamServices iam)
    : CreateOperation<CreateGroupRequest, CreateGroupResponse>(iam, IamResource.Group, static input => (input.Path, input.GroupName))
{
    protected override ValueTask<Result<CreateGroupResponse>> Handle(CreateGroupRequest input, OperationContext context) => Iam.Store.Write<Group>(
        transaction => transaction.Add(
            () => new Group
            {
                Account = context.Caller.Account,
                Name = input.GroupName,
                Id = UniqueId.New(UniqueIdKind.Group, AccountId.Parse(context.Caller.Account)),
                Path = input.Path ?? "/",
                CreatedAt = Iam.Now,
            },
            ("GroupsPerAccount", Iam.Quotas.Groups),
            context.Cancelled),
        context.Cancelled).Then(group => new CreateGroupResponse { Group = group.ToWire(Iam.Arns) });
}
