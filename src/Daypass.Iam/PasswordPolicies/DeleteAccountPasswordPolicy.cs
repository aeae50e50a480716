namespace Daypass.Iam.PasswordPolicies;

/// <summary>Goes back to the default password policy.</summary>
internal sealed class DeleteAccountPasswordPolicy(IamServices iam) : IamAccountOperation<DeleteAccountPasswordPolicyRequest, NoOutput>(iam)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeleteAccountPasswordPolicyRequest input, OperationContext context) =>
        Iam.Store.ChangeAccount(context, (_, account) =>
            new(account.PasswordPolicy is null ? GetAccountPasswordPolicy.Absent(context) : account with { PasswordPolicy = null }));
}
