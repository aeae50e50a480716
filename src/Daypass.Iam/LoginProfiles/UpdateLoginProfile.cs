namespace Daypass.Iam.LoginProfiles;

/// <summary>Sets another password, or only whether the next sign-in must choose one.</summary>
internal sealed class UpdateLoginProfile(IamServices iam, Logins logins)
    : LoginProfileOperation<UpdateLoginProfileRequest, NoOutput>(iam, logins, static input => input.UserName)
{
    protected override async ValueTask<Result<NoOutput>> Handle(UpdateLoginProfileRequest input, Owner owner, LoginProfile known, OperationContext context)
    {
        var reset = input.PasswordResetRequired ?? known.ResetRequired;
        return input.Password is { } password
            ? await Logins.Renew(known, password, reset, context).Then(renewed => Logins.Store(owner, known, renewed, context))
            : await Logins.Store(owner, known, known with { ResetRequired = reset }, context);
    }
}
