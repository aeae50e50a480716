using Daypass.Core.Entities;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Iam.Tags;
using Daypass.Core.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Users;

/// <summary>Makes a user.</summary>
internal sealed class CreateUser(IamParts iam) : IamOperation<CreateUserRequest, CreateUserResponse>(iam)
{
    public override async ValueTask<Result<CreateUserResponse>> Handle(CreateUserRequest input, OperationContext context)
    {
        var tags = EntityTags.Of(input.Tags, Iam.Quotas);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        var account = AccountId.Parse(context.Caller.Account);
        return await Iam.Store.Write<User>(
            async transaction => await Boundaries.Refuse(transaction, Iam, input.PermissionsBoundary, context) ?? await transaction.Add(
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
            context.Cancelled).Then(user => new CreateUserResponse { User = user.ToWireInFull(Iam.Arns) });
    }

    protected override IamTarget Target(CreateUserRequest input) =>
        IamTarget.Make(input.Path, input.UserName) with { Tags = input.Tags, Boundary = input.PermissionsBoundary };
}
