using Daypass.Policy.Keys;
using Daypass.Policy.Language;
using Daypass.S3.Actions;
using Daypass.S3.Errors;

namespace Daypass.S3.Policies;

/// <summary>What a statement of a bucket's policy may be about.</summary>
internal static class StatementRules
{
    private const string Prefix = "s3:";

    /// <summary>Keys of access points and grants, which buckets here do not have: a policy may name them, and no request has them.</summary>
    private static readonly string[] ForeignKeys =
        ["s3:AccessPointNetworkOrigin", "s3:DataAccessPointAccount", "s3:DataAccessPointArn", "s3:AccessGrantsInstanceArn"];

    public static S3Error? Check(Statement statement, string bucketArn)
    {
        foreach (var action in statement.Actions ?? [])
        {
            if (action != "*" && !Matching(action).Any())
            {
                return BucketPolicyRules.Malformed("Policy has invalid action");
            }
        }

        if (statement.Principals is { Count: 0 })
        {
            return BucketPolicyRules.Malformed("Invalid principal in policy");
        }

        if (statement.Resources is not { Count: > 0 } resources || !resources.All(resource => IsOf(resource, bucketArn)))
        {
            return BucketPolicyRules.Malformed("Policy has invalid resource");
        }

        return CheckCombination(statement, resources, bucketArn) ?? CheckConditions(statement);
    }

    /// <summary>Each action has to be one of a bucket or an object that the statement is about.</summary>
    private static S3Error? CheckCombination(Statement statement, IReadOnlyList<string> resources, string bucketArn)
    {
        if (statement.IsNotAction || statement.IsNotResource)
        {
            return null;
        }

        var hasBucket = resources.Any(resource => resource.Length == bucketArn.Length);
        var hasObjects = resources.Any(resource => resource.Length > bucketArn.Length);
        foreach (var action in statement.Actions ?? [])
        {
            if (!Matching(action).Any(each => each.Target switch
            {
                ActionTarget.Bucket => hasBucket,
                ActionTarget.Object => hasObjects,
                _ => false,
            }))
            {
                return BucketPolicyRules.Malformed("Action does not apply to any resource(s) in statement");
            }
        }

        return null;
    }

    /// <summary>Each key has to be there in requests for each action; for a pattern one of its actions is enough.</summary>
    private static S3Error? CheckConditions(Statement statement)
    {
        foreach (var condition in statement.Conditions ?? [])
        {
            if (!condition.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                if (!condition.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase) || ContextKeys.Find(condition.Key) is null)
                {
                    return BucketPolicyRules.Malformed("Policy has an invalid condition key");
                }

                continue;
            }

            if (IsCommon(condition.Key) || statement.IsNotAction)
            {
                continue;
            }

            foreach (var action in statement.Actions ?? [])
            {
                if (!Matching(action).Any(each => each.Has(condition.Key)))
                {
                    return BucketPolicyRules.Malformed("Conditions do not apply to combination of actions and resources in statement");
                }
            }
        }

        return null;
    }

    private static bool IsCommon(string key) =>
        S3Actions.CommonKeys.Contains(key, StringComparer.OrdinalIgnoreCase) || ForeignKeys.Contains(key, StringComparer.OrdinalIgnoreCase)
        || IsTag(key, "s3:BucketTag/") || IsTag(key, "s3:AccessPointTag/");

    private static bool IsTag(string key, string family) => key.Length > family.Length && key.StartsWith(family, StringComparison.OrdinalIgnoreCase);

    private static bool IsOf(string resource, string bucketArn) =>
        resource.StartsWith(bucketArn, StringComparison.Ordinal) && (resource.Length == bucketArn.Length || resource[bucketArn.Length] == '/');

    private static IEnumerable<S3Action> Matching(string pattern)
    {
        if (pattern == "*")
        {
            return S3Actions.ByName.Values;
        }

        if (!pattern.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        var name = pattern[Prefix.Length..];
        return !name.AsSpan().ContainsAny('*', '?')
            ? S3Actions.ByName.TryGetValue(name, out var one) ? [one] : []
            : S3Actions.ByName.Values.Where(action => IsMatch(name, action.Name));
    }

    private static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var (star, resume, at, read) = (-1, 0, 0, 0);
        while (read < name.Length)
        {
            if (at < pattern.Length && (pattern[at] == '?' || char.ToLowerInvariant(pattern[at]) == char.ToLowerInvariant(name[read])))
            {
                at++;
                read++;
            }
            else if (at < pattern.Length && pattern[at] == '*')
            {
                (star, resume) = (at++, read);
            }
            else if (star >= 0)
            {
                (at, read) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        while (at < pattern.Length && pattern[at] == '*')
        {
            at++;
        }

        return at == pattern.Length;
    }
}
