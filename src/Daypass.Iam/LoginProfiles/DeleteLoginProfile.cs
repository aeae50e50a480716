namespace Daypass.Iam.LoginProfiles;

/// <summary>Takes the password from a user.</summary>
internal sealed class DeleteLoginProfile(IamServices iam, Logins logins)
    : LoginProfileOperation<DeleteLoginProfileRequest, NoOutput>(iam, logins, static input => input.UserName)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeleteLoginProfileRequest input, Owner owner, LoginProfile known, OperationContext context) =>
        Logins.Store(owner, known, null, context);
}
