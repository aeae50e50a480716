namespace Daypass.Iam.LoginProfiles;

/// <summary>Says whether and since when a user has a password.</summary>
internal sealed class GetLoginProfile(IamServices iam, Logins logins)
    : LoginProfileOperation<GetLoginProfileRequest, LoginProfileResponse>(iam, logins, static input => input.UserName)
{
    protected override ValueTask<Result<LoginProfileResponse>> Handle(GetLoginProfileRequest input, Owner owner, LoginProfile known,
        OperationContext context) =>
        new(new LoginProfileResponse { LoginProfile = Logins.ToWire(owner, known) });
}
