namespace Daypass.Iam.LoginProfiles;

/// <summary>An operation on the console password that a user, or root, has.</summary>
/// <typeparam name="TInput">The request record.</typeparam>
/// <typeparam name="TOutput">The answer record.</typeparam>
internal abstract class LoginProfileOperation<TInput, TOutput>(IamServices iam, Logins logins, Func<TInput, string?> nameOf)
    : OwnerOperation<TInput, TOutput>(iam, nameOf)
    where TInput : IOperationInput<TInput, TOutput>
    where TOutput : IOperationOutput<TOutput>
{
    /// <summary>The passwords.</summary>
    protected Logins Logins { get; } = logins;

    /// <summary>Does the work on the profile.</summary>
    protected abstract ValueTask<Result<TOutput>> Handle(TInput input, Owner owner, LoginProfile known, OperationContext context);

    protected sealed override async ValueTask<Result<TOutput>> Handle(TInput input, Owner owner, OperationContext context) =>
        await Logins.Find(owner, context) is { } known ? await Handle(input, owner, known, context) : Logins.Unknown(owner);
}
