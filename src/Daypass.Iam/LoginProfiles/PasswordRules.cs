using System.Globalization;

namespace Daypass.Iam.LoginProfiles;

/// <summary>What a new password must be: the account's policy, or the default one (IAM User Guide, "Set an account password policy").</summary>
internal static class PasswordRules
{
    private const string Symbols = "!@#$%^&*()_+-=[]{}|'";
    private const int DefaultLength = 8;
    private const int DefaultClasses = 3;

    /// <summary>What the password breaks, or null.</summary>
    public static AwsError? Validate(string password, Account account) =>
        account.PasswordPolicy is { } policy ? ValidateBy(policy, password) : ValidateByDefault(password, account);

    /// <summary>A refusal by the policy.</summary>
    public static AwsError Violation(string sentence) => new(ErrorCode.PasswordPolicyViolation, sentence);

    private static AwsError? ValidateBy(PasswordPolicy policy, string password) =>
        password.Length < policy.MinimumLength ? TooShort(policy.MinimumLength)
        : policy.RequireUppercase && !password.Any(char.IsAsciiLetterUpper) ? Violation("Password should have at least one uppercase letter")
        : policy.RequireLowercase && !password.Any(char.IsAsciiLetterLower) ? Violation("Password should have at least one lowercase letter")
        : policy.RequireNumbers && !password.Any(char.IsAsciiDigit) ? Violation("Password should have at least one number")
        : policy.RequireSymbols && !password.Any(Symbols.Contains) ? Violation($"Password should have at least one of the following symbols: {Symbols}")
        : null;

    private static AwsError? ValidateByDefault(string password, Account account)
    {
        if (password.Length < DefaultLength)
        {
            return TooShort(DefaultLength);
        }

        var classes = (password.Any(char.IsAsciiLetterUpper) ? 1 : 0) + (password.Any(char.IsAsciiLetterLower) ? 1 : 0)
            + (password.Any(char.IsAsciiDigit) ? 1 : 0) + (password.Any(Symbols.Contains) ? 1 : 0);
        if (classes < DefaultClasses)
        {
            return Violation("Password should have at least three of these: uppercase letters, lowercase letters, numbers, symbols");
        }

        return Is(account.Id) || Is(account.Alias) || Is(account.DisplayName) ? Violation("Password should not be the name of the account") : null;

        bool Is(string? name) => string.Equals(name, password, StringComparison.OrdinalIgnoreCase);
    }

    private static AwsError TooShort(int length) =>
        Violation(string.Create(CultureInfo.InvariantCulture, $"Password should have a minimum length of {length}"));
}
