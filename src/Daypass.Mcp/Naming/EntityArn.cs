using Daypass.Protocol;

namespace Daypass.Mcp.Naming;

/// <summary>The ARNs of what rules can be about.</summary>
internal static class EntityArn
{
    /// <summary>The word that an ARN of a kind has in front of its name.</summary>
    public static string Word(NamedKind kind) => kind switch
    {
        NamedKind.Role => "role",
        NamedKind.User => "user",
        NamedKind.Group => "group",
        NamedKind.Policy => "policy",
        _ => "*-provider",
    };

    /// <summary>What an ARN names; null for everything that rules cannot be about.</summary>
    public static NamedKind? Classify(string? text)
    {
        if (!Arn.TryParse(text, out var arn))
        {
            return null;
        }

        return (arn.Service.ToString(), arn.ResourceType.ToString()) switch
        {
            ("iam", "role") or ("sts", "assumed-role") => NamedKind.Role,
            ("iam", "user") => NamedKind.User,
            ("iam", "group") => NamedKind.Group,
            ("iam", "policy") => NamedKind.Policy,
            ("iam", "saml-provider") or ("iam", "oidc-provider") => NamedKind.Provider,
            _ => null,
        };
    }

    /// <summary>The ARN of the role, for the ARN of one of its sessions; every other one as it is.</summary>
    public static string Normalize(string text)
    {
        if (!Arn.TryParse(text, out var arn) || !arn.Service.SequenceEqual("sts") || !arn.ResourceType.SequenceEqual("assumed-role"))
        {
            return text;
        }

        var parts = arn.Resource.ToString().Split('/');
        return parts.Length < 2 ? text : $"arn:{arn.Partition}:iam::{arn.Account}:role/{parts[1]}";
    }

    /// <summary>The same in one partition for all: the account and the name are what decides.</summary>
    public static string InOnePartition(string text)
    {
        const string Start = "arn:";
        var end = text.StartsWith(Start, StringComparison.OrdinalIgnoreCase) ? text.IndexOf(':', Start.Length) : -1;
        return end < 0 ? text : string.Concat("arn:aws", text.AsSpan(end));
    }
}
