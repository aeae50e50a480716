using System.Text;
using Daypass.Core.Verification;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Validation;
using Daypass.Protocol;

namespace Daypass.Iam.ResourcePolicies;

/// <summary>What may be saved as the policy of a resource: S3's rules for bucket policies (Amazon S3 User Guide, "Policies and permissions").</summary>
public static class ResourcePolicyDocument
{
    /// <summary>The longest ARN, in bytes: databases find policies by it.</summary>
    private const int LongestArn = 1280;

    /// <summary>Refuses an ARN that names no resource which an account can give a policy.</summary>
    /// <param name="text">The ARN.</param>
    /// <param name="account">The account.</param>
    /// <param name="partition">The server's partition.</param>
    public static AwsError? ValidateArn(string text, string account, string partition)
    {
        if (AccessQuestions.ValidateResource(text, account) is { } refusal)
        {
            return refusal;
        }

        var arn = Arn.Parse(text);
        return ReservedServices.Contains(arn.Service.ToString())
            ? CommonErrors.ValidationError($"Resources of {arn.Service} have no policies of this kind.")
            : arn.Partition.SequenceEqual(partition) && IsService(arn.Service) && !text.AsSpan().ContainsAny('*', '?')
            && Encoding.UTF8.GetByteCount(text) <= LongestArn ? null
            : CommonErrors.ValidationError("ResourceArn is not the ARN of one resource of this partition, of at most 1280 bytes.");
    }

    /// <summary>Refuses a document for what stands in it; whether its principals exist is another question.</summary>
    /// <param name="resourceArn">The resource it is for.</param>
    /// <param name="document">The document.</param>
    /// <param name="quotas">How long it may be.</param>
    public static PolicyFault? Validate(string resourceArn, string document, PolicyQuotas quotas)
    {
        ArgumentNullException.ThrowIfNull(quotas);
        if ((quotas.ValidateResource(document) ?? PolicyValidator.Validate(document, PolicyKind.Resource)) is { } fault)
        {
            return fault;
        }

        if (!CompiledPolicy.TryCompile(document, PolicyKind.Resource, out var policy, out fault))
        {
            return fault;
        }

        var service = Arn.Parse(resourceArn).Service;
        foreach (var statement in policy.Statements)
        {
            if (FindProblem(statement, resourceArn, service) is { } message)
            {
                return new PolicyFault(PolicyFault.Malformed, message, statement.Start);
            }
        }

        return null;
    }

    private static string? FindProblem(Statement statement, string resourceArn, ReadOnlySpan<char> service)
    {
        foreach (var action in statement.Actions ?? [])
        {
            if (action != "*" && !(action.AsSpan().StartsWith(service, StringComparison.OrdinalIgnoreCase) && action.AsSpan(service.Length).StartsWith(":")))
            {
                return "Policy has invalid action";
            }
        }

        foreach (var resource in statement.Resources ?? [])
        {
            if (!resource.StartsWith(resourceArn, StringComparison.Ordinal) || (resource.Length > resourceArn.Length && resource[resourceArn.Length] != '/'))
            {
                return "Policy has invalid resource";
            }
        }

        return null;
    }

    private static bool IsService(ReadOnlySpan<char> service)
    {
        foreach (var character in service)
        {
            if (!char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '-')
            {
                return false;
            }
        }

        return true;
    }
}
