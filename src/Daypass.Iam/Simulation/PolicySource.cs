using Daypass.Core.Directory;
using Daypass.Iam.Policies;
using Daypass.Protocol;

namespace Daypass.Iam.Simulation;

/// <summary>The <c>PolicySourceArn</c> of a simulation: found by kind and name whatever path it gives, and authorized by the ARN it really has.</summary>
internal sealed class PolicySource : PrincipalResource
{
    /// <summary>The only one.</summary>
    public static new PolicySource Instance { get; } = new();

    public override ValueTask<PolicyHolder?> Find(IDirectoryReader reader, EntityArns arns, Arn arn, CancellationToken cancelled) =>
        FindByName(reader, arns, arn, cancelled);

    public override string ArnOf(PolicyHolder? found, Arn asked) => found?.Arn ?? asked.Text;

    /// <summary>Only in the caller's account: a denial must not tell who is in another one.</summary>
    public override bool IsLookedUp(Arn asked, string callerAccount) => asked.Account.SequenceEqual(callerAccount);

    /// <summary>The caller's: whose policies another account has is refused by name, not as a permission.</summary>
    public override string AccountOf(Arn asked, string callerAccount) => callerAccount;

    public override AwsError Unreadable(string text) => IamErrors.InvalidInput($"Invalid ARN provided in the request: {text}");

    public override AwsError? Validate(PolicyHolder? found, Arn arn, string account) =>
        KindOf(arn) is null ? Unreadable(arn.Text)
        : !arn.Account.SequenceEqual(account)
            ? IamErrors.InvalidInput(
                $"Invalid Policy Source Arn: caller's account {account} does not have access to policies in account {arn.Account}.")
        : found is null ? IamErrors.NoSuchEntity("Unable to retrieve specified IAM entity.")
        : null;
}
