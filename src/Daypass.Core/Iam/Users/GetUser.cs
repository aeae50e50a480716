using Daypass.Core.Entities;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Users;

/// <summary>Describes a user, the calling one when no name is given; under root that is root, which has no user name.</summary>
internal sealed class GetUser(IamParts iam) : IamOperation<GetUserRequest, GetUserResponse>(iam)
{
    public override ValueTask<Result<GetUserResponse>> Handle(GetUserRequest input, OperationContext context) =>
        Owners.Find(Iam.Store, input.UserName, context).Then(async owner =>
            owner.User is { } user ? Answer(user.ToWireInFull(Iam.Arns)) : await Root(owner.Account, context));

    protected override IamTarget Target(GetUserRequest input) => IamTarget.Of(input.UserName);

    private async ValueTask<Result<GetUserResponse>> Root(string account, OperationContext context)
    {
        var stored = await Iam.Store.Find<Account>("", account, context.Cancelled) ?? throw new InvalidOperationException($"Account {account} called and is not there.");
        return Answer(new UserShape { Path = "/", UserId = account, Arn = Iam.Arns.Root(account), CreateDate = stored.CreatedAt });
    }

    private static Result<GetUserResponse> Answer(UserShape user) => new GetUserResponse { User = user };
}
