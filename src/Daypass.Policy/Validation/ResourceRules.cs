using Daypass.Policy.Language;
using Daypass.Policy.Parsing;

namespace Daypass.Policy.Validation;

/// <summary>What may stand in Resource and NotResource.</summary>
internal static class ResourceRules
{
    private const string Missing = "Policy statement must contain resources.";
    private const string Vendor = "Resource vendor must be fully qualified and cannot contain regexes.";

    private static readonly string[] IamTypes =
    [
        "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/",
        "sms-mfa/", "saml-provider/", "oidc-provider/", "report/", "access-report/",
    ];

    /// <summary>
    /// Refuses what IAM's old parser does not read: a resource without a service, and one with fewer than six parts of which one is empty. Other short ARNs
    /// are taken, as <c>arn:aws:logs:*</c>. A resource that is no ARN at all is told so in the place of this.
    /// </summary>
    public static PolicyFault? ValidateLegacy(List<Statement> statements, PolicyKind kind)
    {
        if (!IsOfIdentity(kind))
        {
            return null;
        }

        foreach (var statement in statements)
        {
            if (ValidateFormat(statement, kind) is not null)
            {
                return null;
            }

            foreach (var resource in statement.Resources ?? [])
            {
                if (resource != "*" && !IsLegacy(resource))
                {
                    return Refuse(PolicyReader.FailedLegacyParsing, resource, statement);
                }
            }
        }

        return null;
    }

    public static PolicyFault? ValidateFormat(Statement statement, PolicyKind kind)
    {
        foreach (var resource in statement.Resources ?? [])
        {
            if (FindProblem(resource, kind) is { } message)
            {
                return Refuse(message, resource, statement);
            }
        }

        return null;
    }

    public static PolicyFault? ValidatePresence(Statement statement) =>
        statement.Resources is { Count: > 0 } ? null : DocumentRules.Malformed(Missing, statement.Start);

    /// <summary>A trust policy is about its role and names none.</summary>
    public static PolicyFault? ValidateTrust(Statement statement) => statement.Resources is null ? null
        : DocumentRules.Malformed(statement.IsNotResource ? "AssumeRole policy must not contain resources." : "Has prohibited field Resource", statement.Start);

    private static PolicyFault Refuse(string message, string resource, Statement statement) =>
        DocumentRules.Malformed(message, statement.Start) with { Detail = $"The resource is \"{resource}\"." };

    private static bool IsOfIdentity(PolicyKind kind) =>
        kind is PolicyKind.Identity or PolicyKind.Managed or PolicyKind.Boundary or PolicyKind.Session or PolicyKind.ResourceControl;

    private static bool IsLegacy(string resource)
    {
        var parts = resource.Split(':', 6);
        return parts[2].Length > 0 && (parts.Length == 6 || !resource.Contains("::", StringComparison.Ordinal));
    }

    private static string? FindProblem(string resource, PolicyKind kind)
    {
        if (resource == "*")
        {
            return null;
        }

        var parts = resource.Split(':', 6);
        if (parts.Length > 1 && !IsPartition(parts[1]))
        {
            return $"Partition \"{parts[1]}\" is not valid for resource \"{CompleteArn(parts)}\".";
        }

        if (parts.Length == 1 || parts[0] != "arn")
        {
            return $"Resource {resource} must be in ARN format or \"*\".";
        }

        if (parts.Length == 2)
        {
            return Vendor;
        }

        if (!IsOfIdentity(kind))
        {
            return null;
        }

        var region = parts.Length > 3 ? parts[3] : "";
        var path = parts.Length > 5 ? parts[5] : "";
        return parts[2].AsSpan().ContainsAny('*', '?') ? Vendor
            : parts[2] switch
            {
                "iam" => FindIamProblem(resource, region, path),
                "s3" when region.Length > 0 && region != "*" && !IsAccessPoint(path) => $"Resource {resource} can not contain region information.",
                _ => null,
            };
    }

    private static string? FindIamProblem(string resource, string region, string path)
    {
        if (region.Length > 0)
        {
            return $"IAM resource {resource} cannot contain region information.";
        }

        // "root" and role templates are newer than the sentence: AssumeRoot is asked for on arn:P:iam::A:root.
        return path is "*" or "root" || path.StartsWith("role-template/", StringComparison.Ordinal)
            || Array.Exists(IamTypes, type => path.StartsWith(type, StringComparison.Ordinal))
            ? null
            : $"IAM resource path must either be \"*\" or start with {string.Join(", ", IamTypes)}.";
    }

    private static bool IsAccessPoint(string rest) =>
        rest.StartsWith("accesspoint/", StringComparison.Ordinal) || rest.StartsWith("job/", StringComparison.Ordinal)
        || rest.StartsWith("storage-lens/", StringComparison.Ordinal);

    private static bool IsPartition(string partition) => partition is "*" or "aws" || partition.StartsWith("aws-", StringComparison.Ordinal);

    /// <summary>The resource as AWS prints it in the partition sentence: an ARN, whatever it begins with, with stars for missing parts.</summary>
    private static string CompleteArn(string[] parts)
    {
        var completed = new string[6];
        completed[0] = "arn";
        for (var i = 1; i < completed.Length; i++)
        {
            completed[i] = i < parts.Length ? parts[i] : "*";
        }

        return string.Join(':', completed);
    }
}
