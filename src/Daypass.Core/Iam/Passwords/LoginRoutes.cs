using Daypass.Core.Entities;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Passwords;

/// <summary>The operations on console passwords.</summary>
internal sealed class LoginRoutes(IamParts iam, Logins logins)
{
    /// <summary>The operations.</summary>
    public static IEnumerable<OperationRoute> All(IamParts iam)
    {
        var logins = new Logins(iam, new PasswordHash());
        return [.. new LoginRoutes(iam, logins).All(), OperationRoute.Of(new ChangePassword(iam, logins)), .. new PasswordPolicyRoutes(iam).All()];
    }

    private IEnumerable<OperationRoute> All() =>
    [
        iam.Route<CreateLoginProfileRequest, CreateLoginProfileResponse>(static input => IamTarget.Of(input.UserName), (input, context) =>
            Owners.Find(iam.Store, input.UserName, context).Then(owner => Create(owner, input, context))),
        iam.Route<GetLoginProfileRequest, GetLoginProfileResponse>(static input => IamTarget.Of(input.UserName), (input, context) =>
            Known(input.UserName, context).Then(static found => new GetLoginProfileResponse { LoginProfile = ToWire(found.Owner, found.Login) })),
        iam.Route<UpdateLoginProfileRequest, NoOutput>(static input => IamTarget.Of(input.UserName), (input, context) =>
            Known(input.UserName, context).Then(found => Update(found.Owner, found.Login, input, context))),
        iam.Route<DeleteLoginProfileRequest, NoOutput>(static input => IamTarget.Of(input.UserName), (input, context) =>
            Known(input.UserName, context).Then(found => logins.Store(found.Owner, found.Login, null, context))),
    ];

    private async ValueTask<Result<CreateLoginProfileResponse>> Create(Owner owner, CreateLoginProfileRequest input, OperationContext context)
    {
        if (await logins.Find(owner, context) is not null)
        {
            return IamErrors.AlreadyExists($"Login Profile for user {owner.Name} already exists.");
        }

        if (input.Password is null && owner.User is not null)
        {
            return IamErrors.Invalid("1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null");
        }

        return await logins.Renew(null, input.Password, input.PasswordResetRequired ?? false, context)
            .Then(profile => logins.Store(owner, null, profile, context).Then(_ => new CreateLoginProfileResponse { LoginProfile = ToWire(owner, profile) }));
    }

    private async ValueTask<Result<NoOutput>> Update(Owner owner, LoginProfile known, UpdateLoginProfileRequest input, OperationContext context)
    {
        var reset = input.PasswordResetRequired ?? known.ResetRequired;
        return input.Password is { } password
            ? await logins.Renew(known, password, reset, context).Then(renewed => logins.Store(owner, known, renewed, context))
            : await logins.Store(owner, known, known with { ResetRequired = reset }, context);
    }

    private ValueTask<Result<(Owner Owner, LoginProfile Login)>> Known(string? userName, OperationContext context) =>
        Owners.Find(iam.Store, userName, context).Then(async owner =>
            await logins.Find(owner, context) is { } login ? (Result<(Owner, LoginProfile)>)(owner, login) : Logins.Unknown(owner));

    private static LoginProfileShape ToWire(Owner owner, LoginProfile login) =>
        new() { UserName = owner.Name, CreateDate = login.CreatedAt, PasswordResetRequired = login.ResetRequired };
}
