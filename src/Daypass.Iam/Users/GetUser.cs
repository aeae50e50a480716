namespace Daypass.Iam.Users;

/// <summary>Describes a user, the calling one when no name is given; under root that is root, which has no user name.</summary>
internal sealed class GetUser(IamServices iam) : OwnerOperation<GetUserRequest, UserResponse>(iam, static input => input.UserName)
{
    protected override async ValueTask<Result<UserResponse>> Handle(GetUserRequest input, Owner owner, OperationContext context) => new UserResponse
    {
        User = owner.User is { } user
            ? user.ToWireInFull(Iam.Arns)
            : new UserShape
            {
                Path = "/",
                UserId = owner.Account,
                Arn = Iam.Arns.Root(owner.Account),
                CreateDate = (await Iam.Store.OwnAccount(context)).CreatedAt,
            },
    };
}
