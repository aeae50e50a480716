using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Iam.Accounts;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Requests;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Passwords;

/// <summary>Changes the calling user's own password; wrong old passwords are answered ever more slowly.</summary>
internal sealed class ChangePassword(IamParts iam, Logins logins) : IamOperation<ChangePasswordRequest, NoOutput>(iam)
{
    private const string Attempts = "password";

    /// <summary>How many wrong passwords are answered without delay.</summary>
    private const int FreeAttempts = 5;

    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AttemptsKept = TimeSpan.FromDays(1);

    private static readonly AwsError NotAUser = new(ErrorCode.InvalidUserType, 400, "Only IAM Users can change their own password.");
    private static readonly AwsError Wrong = new("AccessDenied", 403, "The old password was incorrect.");
    private static readonly AwsError TooOften = new(ErrorCode.EntityTemporarilyUnmodifiable, 409, "There were too many wrong passwords. Try again in a minute.");

    /// <summary>What the account's password policy lets every user do, it lets by the user's resource: a denial or a session policy still counts.</summary>
    public override async ValueTask<Result<AccessList>> Demand(ChangePasswordRequest input, OperationContext context)
    {
        var asked = await base.Demand(input, context);
        return asked.Succeeded && context.Caller.User is not null && (await Iam.Store.OwnAccount(context)).PasswordPolicy is { UsersMayChange: true }
            ? AccessList.Of([.. asked.Value.Accesses.Select(access => access with { ResourcePolicy = LetsItself(access, context.Caller) })])
            : asked;
    }

    public override async ValueTask<Result<NoOutput>> Handle(ChangePasswordRequest input, OperationContext context)
    {
        if (context.Caller.User is null)
        {
            return NotAUser;
        }

        var owner = await Owners.Find(Iam.Store, null, context);
        if (!owner.Succeeded)
        {
            return owner.Error;
        }

        if (owner.Value.User!.Login is not { } known)
        {
            return Logins.Unknown(owner.Value);
        }

        var account = await Iam.Store.OwnAccount(context);
        if (account.PasswordPolicy is { HardExpiry: true, MaxAgeDays: { } days } && known.PasswordChangedAt.AddDays(days) <= context.Now)
        {
            return PasswordRules.Violation("The password has expired; an administrator has to set another one.");
        }

        if (await RefuseOld(owner.Value, known.PasswordHash, input.OldPassword, context) is { } refusal)
        {
            return refusal;
        }

        return await logins.Renew(known, input.NewPassword, false, context).Then(renewed => logins.Store(owner.Value, known, renewed, context));
    }

    // Root and role sessions are asked about themselves here and told in Handle that they have no password to change.
    protected override IamTarget Target(ChangePasswordRequest input) => IamTarget.Self;

    private static NamedPolicy LetsItself(Access access, Caller caller)
    {
        var document = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{caller.Principal.Arn}}"},"Action":"{{access.Action}}","Resource":"{{access.Resource}}"}]}""";
        return CompiledPolicy.TryCompile(document, PolicyKind.Resource, null, out var policy, out var fault)
            ? new NamedPolicy("AllowUsersToChangePassword", policy)
            : throw new InvalidOperationException($"The user's own policy does not compile: {fault.Message}");
    }

    private async ValueTask<AwsError?> RefuseOld(Owner owner, string hash, string password, OperationContext context)
    {
        var facts = Iam.Service.Facts;

        // Counted before it is looked at, so that many at once get no more guesses than one after the other.
        var before = await facts.FindAttempts(Attempts, owner.Id, context.Cancelled);
        if (before is { Count: >= FreeAttempts } known && context.Now < known.Last + Delay)
        {
            return TooOften;
        }

        var count = await facts.CountAttempt(Attempts, owner.Id, context.Now, context.Now + AttemptsKept, context.Cancelled);
        if (count > Math.Max(FreeAttempts, (before?.Count ?? 0) + 1))
        {
            return TooOften;
        }

        if (!await logins.Matches(hash, password, context))
        {
            return Wrong;
        }

        await facts.ForgetAttempts(Attempts, owner.Id, context.Cancelled);
        return null;
    }
}
