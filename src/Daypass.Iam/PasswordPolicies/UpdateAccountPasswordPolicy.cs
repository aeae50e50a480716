namespace Daypass.Iam.PasswordPolicies;

/// <summary>Sets every rule of the account's password policy, those it leaves out to their defaults.</summary>
internal sealed class UpdateAccountPasswordPolicy(IamServices iam) : IamAccountOperation<UpdateAccountPasswordPolicyRequest, NoOutput>(iam)
{
    protected override ValueTask<Result<NoOutput>> Handle(UpdateAccountPasswordPolicyRequest input, OperationContext context) =>
        Iam.Store.ChangeAccount(context, (_, account) => new(account with { PasswordPolicy = Create(input) }));

    private static PasswordPolicy Create(UpdateAccountPasswordPolicyRequest input)
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
}
