using System.Globalization;
using Daypass.Policy.Language;

namespace Daypass.S3.Policies;

/// <summary>Tells policies that make a bucket public from others (Amazon S3 User Guide, "The meaning of public"). In doubt a policy is public.</summary>
public static class PublicPolicies
{
    private const string Any = "ForAnyValue:";
    private const int LeastBitsOfIp4 = 8;
    private const int LeastBitsOfIp6 = 32;

    /// <summary>The keys that confine a statement when they are compared with fixed values.</summary>
    private static readonly HashSet<string> ConfiningKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:SourceArn", "aws:SourceVpc", "aws:SourceVpce", "aws:SourceAccount", "aws:SourceOwner", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths",
        "aws:PrincipalAccount", "aws:PrincipalArn", "aws:userid", "aws:CalledVia", "s3:DataAccessPointArn", "s3:DataAccessPointAccount",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
    };

    /// <summary>The operators that let nothing pass but what is named.</summary>
    private static readonly HashSet<string> NamingOperators = new(StringComparer.OrdinalIgnoreCase)
    {
        "StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike",
    };

    /// <summary>Whether one of the statements makes public.</summary>
    public static bool IsPublic(IReadOnlyList<Statement> statements)
    {
        ArgumentNullException.ThrowIfNull(statements);
        foreach (var statement in statements)
        {
            if (statement.Effect == Effect.Allow && NamesEverybody(statement) && !IsConfined(statement))
            {
                return true;
            }
        }

        return false;
    }

    private static bool NamesEverybody(Statement statement)
    {
        if (statement.IsNotPrincipal)
        {
            return true;
        }

        foreach (var principal in statement.Principals ?? [])
        {
            if (principal.Type == "*" || principal.Value.AsSpan().ContainsAny('*', '?'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsConfined(Statement statement)
    {
        foreach (var condition in statement.Conditions ?? [])
        {
            var name = condition.Operator.StartsWith(Any, StringComparison.OrdinalIgnoreCase) ? condition.Operator[Any.Length..] : condition.Operator;
            if (condition.Values.Count > 0
                && (NamingOperators.Contains(name) && ConfiningKeys.Contains(condition.Key) ? All(condition.Values, IsFixed)
                    : name.Equals("IpAddress", StringComparison.OrdinalIgnoreCase) && condition.Key.Equals("aws:SourceIp", StringComparison.OrdinalIgnoreCase)
                    && All(condition.Values, IsNarrow)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool All(IReadOnlyList<string> values, Func<string, bool> rule)
    {
        foreach (var value in values)
        {
            if (!rule(value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsFixed(string value) => value.Length > 0 && !value.AsSpan().ContainsAny('*', '?') && !value.Contains("${", StringComparison.Ordinal);

    private static bool IsNarrow(string value)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        if (!System.Net.IPAddress.TryParse(slash < 0 ? value : value[..slash], out var address))
        {
            return false;
        }

        var isIp4 = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;
        return slash < 0 || (int.TryParse(value.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
            && bits >= (isIp4 ? LeastBitsOfIp4 : LeastBitsOfIp6));
    }
}
