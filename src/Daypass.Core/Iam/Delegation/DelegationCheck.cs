using Daypass.Core.Entities;
using Daypass.Core.Requests;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;

namespace Daypass.Core.Iam.Delegation;

/// <summary>Says whether the caller has itself what a request would delegate, as far as that can be said without the requests that will come.</summary>
internal static class DelegationCheck
{
    private const string Allowed = "ALLOWED";
    private const string Denied = "DENIED";
    private const string Unsure = "UNSURE";

    /// <summary><c>ALLOWED</c> when the caller may do every action on every resource, <c>DENIED</c> when there is one it may not, <c>UNSURE</c> when a wildcard or a condition leaves it open.</summary>
    public static string Of(DelegationRequest request, OperationContext context)
    {
        if (!CompiledPolicy.TryCompile(request.PermissionPolicy, PolicyKind.Session, null, out var policy, out var fault))
        {
            throw new InvalidDataException($"A stored delegated policy does not compile: {fault.Message}");
        }

        var answer = Allowed;
        foreach (var statement in policy.Statements)
        {
            if (statement.Effect is Effect.Deny)
            {
                continue;
            }

            if (statement.IsNotAction || statement.IsNotResource || statement.Conditions is { Count: > 0 })
            {
                answer = Unsure;
                continue;
            }

            foreach (var action in statement.Actions ?? [])
            {
                foreach (var resource in statement.Resources ?? [])
                {
                    var isPattern = action.Contains('*', StringComparison.Ordinal) || action.Contains('?', StringComparison.Ordinal);
                    if (!Ask(action, resource, context))
                    {
                        return isPattern ? Unsure : Denied;
                    }

                    answer = isPattern || (resource.Contains('*', StringComparison.Ordinal) && resource != "*") ? Unsure : answer;
                }
            }
        }

        return answer;
    }

    // The caller's documents were gathered when this very operation was authorized.
    private static bool Ask(string action, string resource, OperationContext context)
    {
        context.Authorization.Action = action;
        context.Authorization.Resource = resource;
        context.Authorization.ResourceAccount = context.Caller.Account;
        context.Policies.ResourcePolicy = null;
        return PolicyEngine.Decide(context.Authorization, context.Policies).IsAllowed;
    }
}
