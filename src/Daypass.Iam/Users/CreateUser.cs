using Daypass.Iam.Tags;
using Daypass.Protocol;

namespace Daypass.Iam.Users;

/// <summary>Makes a user.</summary>
internal sealed class CreateUser(IamServices iam) : CreateOperation<CreateUserRequest, UserResponse>(
    iam, IamResource.User, static input => (input.Path, input.UserName), PermissionKeys.RequestTags | PermissionKeys.Boundary, "iam:TagUser")
{
    protected override IamRequestKeys KeysOf(CreateUserRequest input) => new() { Tags = input.Tags, Boundary = input.PermissionsBoundary };

    protected override async ValueTask<Result<UserResponse>> Handle(CreateUserRequest input, OperationContext context)
    {
        var tags = EntityTags.Create<User>(input.Tags, Iam.Quotas);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        var account = AccountId.Parse(context.Caller.Account);
        return await Iam.Store.Write<User>(
            async transaction => await Boundaries.Validate(transaction, Iam.Arns, input.PermissionsBoundary, context) ?? await transaction.Add(
                () => new User
                {
                    Account = context.Caller.Account,
                    Name = input.UserName,
                    Id = UniqueId.New(UniqueIdKind.User, account),
                    Path = input.Path ?? "/",
                    CreatedAt = Iam.Now,
                    Tags = tags.Value,
                    Grants = Grants.None with { Boundary = input.PermissionsBoundary },
                },
                ("UsersPerAccount", Iam.Quotas.Users),
                context.Cancelled),
            context.Cancelled).Then(user => new UserResponse { User = user.ToWireInFull(Iam.Arns) });
    }
}
