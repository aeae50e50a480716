using Daypass.Core.Entities;
using Daypass.Core.Iam.Accounts;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Passwords;

/// <summary>The operations on the account's password policy; an update sets every rule, those it leaves out to their defaults.</summary>
internal sealed class PasswordPolicyRoutes(IamParts iam)
{
    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        iam.Route<GetAccountPasswordPolicyRequest, GetAccountPasswordPolicyResponse>(static _ => IamTarget.None, async (_, context) =>
            (await iam.Store.OwnAccount(context)).PasswordPolicy is { } policy ? new GetAccountPasswordPolicyResponse { PasswordPolicy = ToWire(policy) } : None(context)),
        iam.Route<UpdateAccountPasswordPolicyRequest, NoOutput>(static _ => IamTarget.None, (input, context) =>
            iam.Store.ChangeAccount(context, (_, account) => new(account with { PasswordPolicy = Of(input) }))),
        iam.Route<DeleteAccountPasswordPolicyRequest, NoOutput>(static _ => IamTarget.None, (_, context) =>
            iam.Store.ChangeAccount(context, (_, account) => new(account.PasswordPolicy is null ? None(context) : account with { PasswordPolicy = null }))),
    ];

    private static AwsError None(OperationContext context) => IamErrors.NoSuchEntity($"The Password Policy with domain name {context.Caller.Account} cannot be found.");

    private static PasswordPolicy Of(UpdateAccountPasswordPolicyRequest input)
    {
        var defaults = new PasswordPolicy();
        return new PasswordPolicy
        {
            MinimumLength = input.MinimumPasswordLength ?? defaults.MinimumLength,
            RequireSymbols = input.RequireSymbols ?? false,
            RequireNumbers = input.RequireNumbers ?? false,
            RequireUppercase = input.RequireUppercaseCharacters ?? false,
            RequireLowercase = input.RequireLowercaseCharacters ?? false,
            UsersMayChange = input.AllowUsersToChangePassword ?? false,
            MaxAgeDays = input.MaxPasswordAge,
            ReusePrevention = input.PasswordReusePrevention,
            HardExpiry = input.HardExpiry,
        };
    }

    private static PasswordPolicyShape ToWire(PasswordPolicy policy) => new()
    {
        MinimumPasswordLength = policy.MinimumLength,
        RequireSymbols = policy.RequireSymbols,
        RequireNumbers = policy.RequireNumbers,
        RequireUppercaseCharacters = policy.RequireUppercase,
        RequireLowercaseCharacters = policy.RequireLowercase,
        AllowUsersToChangePassword = policy.UsersMayChange,
        ExpirePasswords = policy.MaxAgeDays is not null,
        MaxPasswordAge = policy.MaxAgeDays,
        PasswordReusePrevention = policy.ReusePrevention,
        HardExpiry = policy.HardExpiry,
    };
}
