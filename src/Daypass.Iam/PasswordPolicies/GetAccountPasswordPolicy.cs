namespace Daypass.Iam.PasswordPolicies;

/// <summary>Shows the account's password policy.</summary>
internal sealed class GetAccountPasswordPolicy(IamServices iam) : IamAccountOperation<GetAccountPasswordPolicyRequest, GetAccountPasswordPolicyResponse>(iam)
{
    protected override async ValueTask<Result<GetAccountPasswordPolicyResponse>> Handle(GetAccountPasswordPolicyRequest input, OperationContext context) =>
        (await Iam.Store.OwnAccount(context)).PasswordPolicy is { } policy
            ? new GetAccountPasswordPolicyResponse { PasswordPolicy = ToWire(policy) }
            : Absent(context);

    /// <summary>There is none.</summary>
    public static AwsError Absent(OperationContext context) =>
        IamErrors.NoSuchEntity($"The Password Policy with domain name {context.Caller.Account} cannot be found.");

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
