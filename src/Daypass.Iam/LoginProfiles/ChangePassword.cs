using Daypass.Core.Directory;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;

namespace Daypass.Iam.LoginProfiles;

/// <summary>Changes the calling user's own password; wrong old passwords are answered ever more slowly.</summary>
internal sealed class ChangePassword(IamServices iam, Logins logins) : IamOperation<ChangePasswordRequest, Found<User>, NoOutput>(
    iam, new IamPermission(ChangePasswordRequest.Operation.Name, IamResource.User, IamScope.Existing))
{
    private const string Attempts = "password";

    /// <summary>How many wrong passwords are answered without delay.</summary>
    private const int FreeAttempts = 5;

    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AttemptsKept = TimeSpan.FromDays(1);

    private static readonly AwsError NotAUser = new(ErrorCode.InvalidUserType, "Only IAM Users can change their own password.");
    private static readonly AwsError Wrong = new("AccessDenied", 403, "The old password was incorrect.");
    private static readonly AwsError Same = new("AccessDenied", 403, "The new password is the old one.");
    private static readonly AwsError TooOften = new(ErrorCode.EntityTemporarilyUnmodifiable, "There were too many wrong passwords. Try again in a minute.");

    /// <summary>Root and role sessions are asked about themselves here, and told afterwards that they have no password to change.
    /// What the account's password policy lets every user do, it lets by the user's resource: a denial or a session policy still counts.</summary>
    protected override async ValueTask<Result<Demand<Found<User>>>> Resolve(ChangePasswordRequest input, OperationContext context)
    {
        var caller = context.Caller;
        if (caller.Role is { } role)
        {
            return Require(PermissionSubject.From(role.Role, IamResource.Role, Iam.Arns), default, input, context);
        }

        var owner = await Owner.Find(Iam.Store, null, context);
        if (!owner.Succeeded)
        {
            return owner.Error;
        }

        var asked = Require(owner.Value.ToSubject(Iam.Arns), new Found<User>(owner.Value.User), input, context);
        return asked.Succeeded && caller.User is not null && (await Iam.Store.OwnAccount(context)).PasswordPolicy is { UsersMayChange: true }
            ? asked.Value with { Accesses = [.. asked.Value.Accesses.Select(access => access with { ResourcePolicy = LetsItself(access, caller) })] }
            : asked;
    }

    protected override async ValueTask<Result<NoOutput>> Handle(ChangePasswordRequest input, Found<User> target, OperationContext context)
    {
        if (target.Item is not { } user || context.Caller.User is null)
        {
            return NotAUser;
        }

        var owner = new Owner(user.Account, user);
        if (user.Login is not { } known)
        {
            return Logins.Unknown(owner);
        }

        var account = await Iam.Store.OwnAccount(context);
        if (account.PasswordPolicy is { HardExpiry: true, MaxAgeDays: { } days } && known.PasswordChangedAt.AddDays(days) <= context.Now)
        {
            return PasswordRules.Violation("The password has expired; an administrator has to set another one.");
        }

        if (await ValidateOld(owner, known.PasswordHash, input.OldPassword, context) is { } refusal)
        {
            return refusal;
        }

        if (string.Equals(input.OldPassword, input.NewPassword, StringComparison.Ordinal))
        {
            return Same;
        }

        return await logins.Renew(known, input.NewPassword, false, context).Then(renewed => logins.Store(owner, known, renewed, context));
    }

    private static NamedPolicy LetsItself(Access access, Caller caller)
    {
        var document = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{caller.Principal.Arn}}"},"""
            + $$""" "Action":"{{access.Action}}","Resource":"{{access.Resource}}"}]}""";
        return CompiledPolicy.TryCompile(document, PolicyKind.Resource, null, out var policy, out var fault)
            ? new NamedPolicy("AllowUsersToChangePassword", policy)
            : throw new InvalidOperationException($"The user's own policy does not compile: {fault.Message}");
    }

    private async ValueTask<AwsError?> ValidateOld(Owner owner, string hash, string password, OperationContext context)
    {
        var ephemeral = Iam.Ephemeral;

        // Counted before it is looked at, so that many at once get no more guesses than one after the other.
        var before = await ephemeral.FindAttempts(Attempts, owner.Id, context.Cancelled);
        if (before is { Count: >= FreeAttempts } known && context.Now < known.Last + Delay)
        {
            return TooOften;
        }

        var count = await ephemeral.CountAttempt(Attempts, owner.Id, context.Now, context.Now + AttemptsKept, context.Cancelled);
        if (count > Math.Max(FreeAttempts, (before?.Count ?? 0) + 1))
        {
            return TooOften;
        }

        if (!await logins.Matches(hash, password, context))
        {
            return Wrong;
        }

        await ephemeral.ForgetAttempts(Attempts, owner.Id, context.Cancelled);
        return null;
    }
}
