namespace Daypass.Iam.LoginProfiles;

/// <summary>Gives a user a password; root gets a random one that is not shown and has to recover it.</summary>
internal sealed class CreateLoginProfile(IamServices iam, Logins logins)
    : OwnerOperation<CreateLoginProfileRequest, LoginProfileResponse>(iam, static input => input.UserName)
{
    protected override async ValueTask<Result<LoginProfileResponse>> Handle(CreateLoginProfileRequest input, Owner owner, OperationContext context)
    {
        if (await logins.Find(owner, context) is not null)
        {
            return IamErrors.AlreadyExists($"Login Profile for user {owner.Name} already exists.");
        }

        if (input.Password is null && owner.User is not null)
        {
            return IamErrors.Invalid("1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null");
        }

        return await logins.Renew(null, input.Password, input.PasswordResetRequired ?? false, context).Then(profile =>
            logins.Store(owner, null, profile, context).Then(_ => new LoginProfileResponse { LoginProfile = Logins.ToWire(owner, profile) }));
    }
}
