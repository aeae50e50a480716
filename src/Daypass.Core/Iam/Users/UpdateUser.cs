using Daypass.Core.Entities;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Users;

/// <summary>Renames a user or moves it to another path: the ARN changes, the id and everything that hangs on it stays.</summary>
internal sealed class UpdateUser(IamParts iam) : IamOperation<UpdateUserRequest, NoOutput>(iam)
{
    public override ValueTask<Result<NoOutput>> Handle(UpdateUserRequest input, OperationContext context) =>
        Iam.Store.Change<User>(
            context.Caller.Account,
            input.UserName,
            (_, user) => new(user with { Name = input.NewUserName ?? user.Name, Path = input.NewPath ?? user.Path }),
            context.Cancelled).Silent();

    protected override IamTarget Target(UpdateUserRequest input) => IamTarget.Of(input.UserName) with
    {
        Renamed = NewName.Of(input.NewPath, input.NewUserName),
    };
}
