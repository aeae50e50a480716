using System.Globalization;
using Daypass.Core.Iam.Paging;
using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Simulation;

/// <summary>Asks the one policy engine what it would decide, action by action and resource by resource. A page decides only what it shows.</summary>
internal static class Simulator
{
    private const string PolicyType = "IAM Policy";
    private const string Everything = "*";

    /// <summary>The results in the order of the actions, and for each action of the resources.</summary>
    public static PageSource<EvaluationResult> Results(SimulationRequest simulated) => (after, limit) =>
    {
        var rows = new List<Listed<EvaluationResult>>();
        var total = (long)simulated.Actions.Count * simulated.Resources.Count;
        for (var index = after.Length == 0 ? 0 : long.Parse(after, CultureInfo.InvariantCulture) + 1; index < total && rows.Count < limit; index++)
        {
            var (action, resource) = Math.DivRem(index, simulated.Resources.Count);
            rows.Add(new Listed<EvaluationResult>(index.ToString(CultureInfo.InvariantCulture), Decide(simulated, simulated.Actions[(int)action], simulated.Resources[(int)resource])));
        }

        return new(rows);
    };

    private static EvaluationResult Decide(SimulationRequest simulated, string action, string resource)
    {
        var owner = OwnerOf(resource, simulated);
        var request = new AuthorizationRequest { Principal = simulated.Caller, Action = action, Resource = resource, ResourceAccount = owner };
        foreach (var entry in simulated.Context)
        {
            Add(request.Context, entry);
        }

        var policies = new PolicySet
        {
            IdentityPolicies = simulated.Identity,
            Boundaries = simulated.Boundary,
            SessionPolicies = simulated.Session,
            ResourcePolicy = simulated.Resource,
        };
        var trace = new DecisionTrace();
        var decision = PolicyEngine.Decide(request, policies, trace);
        var outcome = Word(decision.Outcome);
        var matched = Matched(trace, decision.Outcome);
        var boundary = simulated.Boundary is null
            ? null
            : new PermissionsBoundaryDecisionDetail { AllowedByPermissionsBoundary = trace.Layers.GetValueOrDefault(DecisionLayer.Boundary) == Outcome.Allowed };
        var details = Details(simulated, trace, owner);

        // What is missing is told of the resource when one was named, and of the action when none was.
        var named = resource != Everything;
        return new EvaluationResult
        {
            EvalActionName = action,
            EvalResourceName = resource,
            EvalDecision = outcome,
            MatchedStatements = matched,
            MissingContextValues = named ? [] : trace.MissingContextKeys,
            OrganizationsDecisionDetail = new OrganizationsDecisionDetail { AllowedByOrganizations = true },
            PermissionsBoundaryDecisionDetail = boundary,
            EvalDecisionDetails = details ?? (named ? new Dictionary<string, string>() : null),
            ResourceSpecificResults = !named ? [] :
            [
                new ResourceSpecificResult
                {
                    EvalResourceName = resource,
                    EvalResourceDecision = outcome,
                    MatchedStatements = matched,
                    MissingContextValues = trace.MissingContextKeys,
                    EvalDecisionDetails = details,
                    PermissionsBoundaryDecisionDetail = boundary,
                },
            ],
        };
    }

    // Who owns a resource whose ARN names no account: whom the request says, otherwise the caller's account.
    private static string OwnerOf(string resource, SimulationRequest simulated) =>
        Arn.TryParse(resource, out var arn) && arn.TryGetAccountId(out var account) ? account.ToString() : simulated.ResourceAccount ?? simulated.Caller.Account;

    // What each side says for itself, told only when caller and resource are of two accounts.
    private static Dictionary<string, string>? Details(SimulationRequest simulated, DecisionTrace trace, string owner)
    {
        if (owner == simulated.Caller.Account)
        {
            return null;
        }

        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["IAM policies"] = Word(trace.Layers.GetValueOrDefault(DecisionLayer.Identity, Outcome.ImplicitDeny)),
        };
        if (simulated.Resource is { } policy)
        {
            var layer = policy.Policy.Kind == PolicyKind.Trust ? DecisionLayer.Trust : DecisionLayer.Resource;
            details.Add("Resource policies", Word(trace.Layers.GetValueOrDefault(layer, Outcome.ImplicitDeny)));
        }

        return details;
    }

    private static List<MatchedStatement> Matched(DecisionTrace trace, Outcome outcome)
    {
        var effect = outcome == Outcome.ExplicitDeny ? Effect.Deny : Effect.Allow;
        var matched = new List<MatchedStatement>();
        foreach (var traced in trace.Matched)
        {
            if (traced.Statement.Effect == effect)
            {
                matched.Add(new MatchedStatement
                {
                    SourcePolicyId = traced.Label,
                    SourcePolicyType = PolicyType,
                    StartPosition = ToWire(traced.Statement.Start),
                    EndPosition = ToWire(traced.Statement.End),
                });
            }
        }

        return matched;
    }

    private static void Add(RequestContext context, ContextEntry entry)
    {
        if (entry.ContextKeyName is not { } name)
        {
            return;
        }

        if (entry.ContextKeyValues.Count == 1 && entry.ContextKeyType is { } type && !type.EndsWith("List", StringComparison.Ordinal))
        {
            context.Add(name, entry.ContextKeyValues[0]);
        }
        else
        {
            context.Add(name, entry.ContextKeyValues);
        }
    }

    private static Position ToWire(TextPosition position) => new() { Line = position.Line, Column = position.Column };

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => "allowed",
        Outcome.ExplicitDeny => "explicitDeny",
        _ => "implicitDeny",
    };
}
