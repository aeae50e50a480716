using Daypass.Policy.Language;

namespace Daypass.Iam.Documents;

/// <summary>What the checker finds in a policy, as an error of IAM.</summary>
internal static class PolicyFaultErrors
{
    /// <summary>A document that may not be stored; a size has its own code and status.</summary>
    public static AwsError ToError(this PolicyFault fault) =>
        new(fault.Code, fault.Message) { Reason = $"{fault.Position}: {fault.Detail}" };
}
