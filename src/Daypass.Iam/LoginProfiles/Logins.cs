namespace Daypass.Iam.LoginProfiles;

/// <summary>The passwords of users and of root: hashed outside of transactions, stored only if the profile is still the one that was looked at.</summary>
internal sealed class Logins(IamServices iam, PasswordHash hashes)
{
    /// <summary>How many former passwords are ever remembered: the most a policy can ask for.</summary>
    private const int MostFormer = 24;

    /// <summary>The profile of an owner, or null.</summary>
    public async ValueTask<LoginProfile?> Find(Owner owner, OperationContext context) =>
        owner.User is { } user ? user.Login : (await iam.Store.OwnAccount(context)).RootLogin;

    /// <summary>There is none.</summary>
    public static AwsError Unknown(Owner owner) => IamErrors.NoSuchEntity($"Login Profile for User {owner.Name} cannot be found.");

    /// <summary>A profile as answers show it.</summary>
    public static LoginProfileShape ToWire(Owner owner, LoginProfile login) =>
        new() { UserName = owner.Name, CreateDate = login.CreatedAt, PasswordResetRequired = login.ResetRequired };

    /// <summary>The profile with a new password, or what the rules say against it.</summary>
    /// <param name="known">The profile there is, or null.</param>
    /// <param name="password">The new password; null for root, who gets a random one that is not shown and has to recover it.</param>
    /// <param name="resetRequired">Whether the next sign-in must choose another one.</param>
    /// <param name="context">The request.</param>
    public async ValueTask<Result<LoginProfile>> Renew(LoginProfile? known, string? password, bool resetRequired, OperationContext context)
    {
        var account = await iam.Store.OwnAccount(context);
        if (password is not null && PasswordRules.Validate(password, account) is { } violation)
        {
            return violation;
        }

        IReadOnlyList<string> former = known is null ? [] : [known.PasswordHash, .. known.FormerHashes];
        var refused = account.PasswordPolicy?.ReusePrevention ?? 0;
        for (var index = 0; password is not null && index < Math.Min(refused, former.Count); index++)
        {
            if (await hashes.Matches(former[index], password, context.Cancelled))
            {
                return PasswordRules.Violation("Password has been used before; choose one that was not.");
            }
        }

        var now = iam.Now;
        return new LoginProfile
        {
            CreatedAt = known?.CreatedAt ?? now,
            PasswordChangedAt = now,
            ResetRequired = resetRequired,
            PasswordHash = password is null ? "" : await hashes.Make(password, context.Cancelled),
            FormerHashes = [.. former.Take(MostFormer)],
        };
    }

    /// <summary>Whether a password is the hashed one's.</summary>
    public ValueTask<bool> Matches(string hash, string password, OperationContext context) => hashes.Matches(hash, password, context.Cancelled);

    /// <summary>Puts a profile in the place of the one that was looked at; null removes it.</summary>
    public ValueTask<Result<NoOutput>> Store(Owner owner, LoginProfile? known, LoginProfile? renewed, OperationContext context) =>
        owner.User is { } user
            ? iam.Store.Change(user, (_, found) => new(Same(found.Login, known) ? found with { Login = renewed } : Changing(owner)), context.Cancelled)
                .WithoutOutput()
            : iam.Store.ChangeAccount(context, (_, account) => new(Same(account.RootLogin, known) ? account with { RootLogin = renewed } : Changing(owner)));

    private static AwsError Changing(Owner owner) => new(
        ErrorCode.EntityTemporarilyUnmodifiable, 409, $"Login Profile for User {owner.Name} cannot be modified while login profile is being created.");

    // A salted hash is never made twice, so it tells one state of a profile from another.
    private static bool Same(LoginProfile? one, LoginProfile? other) => one?.PasswordHash == other?.PasswordHash && one?.ResetRequired == other?.ResetRequired;
}
