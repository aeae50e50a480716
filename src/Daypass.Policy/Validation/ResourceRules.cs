using Daypass.Policy.Language;

namespace Daypass.Policy.Validation;

/// <summary>What may stand in Resource and NotResource.</summary>
internal static class ResourceRules
{
    private const string Missing = "Policy statement must contain resources.";
    private const string Vendor = "Resource vendor must be fully qualified and cannot contain regexes.";
    private const string Legacy = "The policy failed legacy parsing";

    private static readonly string[] IamTypes =
    [
        "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/",
        "sms-mfa/", "saml-provider/", "oidc-provider/", "report/", "access-report/",
    ];

    public static PolicyFault? Check(Statement statement, PolicyKind kind)
    {
        if (kind == PolicyKind.Trust)
        {
            return statement.Resources is null
                ? null
                : DocumentRules.Malformed(statement.IsNotResource ? "Has prohibited field NotResource" : "Has prohibited field Resource", statement.Start);
        }

        if (statement.Resources is not { Count: > 0 } resources)
        {
            return DocumentRules.Malformed(Missing, statement.Start);
        }

        foreach (var resource in resources)
        {
            if (Message(resource, kind) is { } message)
            {
                return DocumentRules.Malformed(message, statement.Start) with { Detail = $"The resource is \"{resource}\"." };
            }
        }

        return null;
    }

    private static string? Message(string resource, PolicyKind kind)
    {
        if (resource == "*")
        {
            return null;
        }

        var parts = resource.Split(':', 6);
        if (parts.Length == 1 || parts[0] != "arn")
        {
            return $"Resource {resource} must be in ARN format or \"*\".";
        }

        if (!IsPartition(parts[1]))
        {
            return $"Partition \"{parts[1]}\" is not valid for resource \"{Completed(parts)}\".";
        }

        if (parts.Length == 2)
        {
            return Vendor;
        }

        if (kind is not (PolicyKind.Identity or PolicyKind.Boundary or PolicyKind.Session or PolicyKind.ResourceControl))
        {
            return null;
        }

        return parts[2].Length == 0 || parts[2].AsSpan().ContainsAny('*', '?') ? Vendor
            : parts.Length < 6 ? Legacy
            : parts[2] switch
            {
                "iam" => IamMessage(resource, parts),
                "s3" when parts[3].Length > 0 && parts[3] != "*" && !IsAccessPoint(parts[5]) => $"Resource {resource} can not contain region information.",
                _ => null,
            };
    }

    private static string? IamMessage(string resource, string[] parts)
    {
        if (parts[3].Length > 0)
        {
            return $"IAM resource {resource} cannot contain region information.";
        }

        // "root" is newer than the sentence: AssumeRoot is asked for on arn:P:iam::A:root.
        var path = parts[5];
        return path is "*" or "root" || Array.Exists(IamTypes, type => path.StartsWith(type, StringComparison.Ordinal))
            ? null
            : $"IAM resource path must either be \"*\" or start with {string.Join(", ", IamTypes)}.";
    }

    private static bool IsAccessPoint(string rest) => rest.StartsWith("accesspoint/", StringComparison.Ordinal) || rest.StartsWith("job/", StringComparison.Ordinal)
        || rest.StartsWith("storage-lens/", StringComparison.Ordinal);

    private static bool IsPartition(string partition) => partition is "*" or "aws" || partition.StartsWith("aws-", StringComparison.Ordinal);

    /// <summary>The resource as AWS prints it in the partition sentence: missing parts are stars.</summary>
    private static string Completed(string[] parts)
    {
        var completed = new string[6];
        for (var i = 0; i < completed.Length; i++)
        {
            completed[i] = i < parts.Length ? parts[i] : "*";
        }

        return string.Join(':', completed);
    }
}
