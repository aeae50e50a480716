using System.IO.Enumeration;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Protocol;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Delegation;

/// <summary>
/// The permissions boundaries that roles made with delegated credentials must have (IAM API Reference, "DelegationRequest", RolePermissionRestrictionArns).
/// A role outlives the delegation, so a delegated policy may let roles be made only where a condition asks for a boundary by name.
/// </summary>
public static class RoleRestrictions
{
    private const string Action = "iam:CreateRole";
    private const string Key = "iam:PermissionsBoundary";

    private static readonly string[] Operators = ["StringEquals", "StringLike", "ArnEquals", "ArnLike"];

    /// <summary>The boundaries; empty when no roles may be made, and the sentence that refuses the policy when one may be made without.</summary>
    public static Result<IReadOnlyList<string>> FindBoundaries(string permissionPolicy)
    {
        if (!CompiledPolicy.TryCompile(permissionPolicy, PolicyKind.Session, null, out var policy, out var fault))
        {
            throw new InvalidDataException($"A checked delegated policy does not compile: {fault.Message}");
        }

        var boundaries = new List<string>();
        foreach (var statement in policy.Statements)
        {
            if (statement.Effect is Effect.Deny || !MayMakeRoles(statement))
            {
                continue;
            }

            if (statement.Conditions?.FirstOrDefault(IsRestriction) is not { } restriction)
            {
                return IamErrors.InvalidInput($"A statement of the permission policy that allows {Action} must have a condition on {Key} that names the"
                    + $" boundaries by their ARNs.");
            }

            boundaries.AddRange(restriction.Values.Except(boundaries));
        }

        return boundaries;
    }

    private static bool MayMakeRoles(Statement statement)
    {
        var named = false;
        foreach (var pattern in statement.Actions ?? [])
        {
            named |= FileSystemName.MatchesSimpleExpression(pattern, Action, ignoreCase: true);
        }

        return named != statement.IsNotAction;
    }

    private static bool IsRestriction(ConditionEntry condition) =>
        string.Equals(condition.Key, Key, StringComparison.OrdinalIgnoreCase)
        && Operators.Contains(condition.Operator, StringComparer.OrdinalIgnoreCase)
        && condition.Values.All(static value =>
            !value.AsSpan().ContainsAny('*', '?', '$') && Arn.TryParse(value, out var arn) && arn.ResourceType.SequenceEqual("policy"));
}
