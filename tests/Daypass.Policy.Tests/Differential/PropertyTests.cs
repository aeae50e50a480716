using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Tests.Differential;

/// <summary>What must hold for every policy set, shown on generated ones.</summary>
public sealed class PropertyTests
{
    private static readonly Pool Documents = new(0x5EED, 1_000);

    private static int Cases => Environment.GetEnvironmentVariable("DAYPASS_LONG") == "1" ? 500_000 : 40_000;

    [Fact]
    public void Adding_a_deny_never_turns_a_denial_into_an_allow() => ForAll(11, static (dice, drawn, before) =>
    {
        if (before.IsAllowed)
        {
            return true;
        }

        var set = drawn.Policies;
        var generator = new PolicyGenerator(dice);
        NamedPolicy Deny(PolicyKind kind, bool principals) => Pool.Compile(generator.Document(principals, 100, "Deny"), kind, null).Compiled;
        switch (dice.Roll(5))
        {
            case 0:
                set.IdentityPolicies = [.. set.IdentityPolicies, Deny(PolicyKind.Identity, false)];
                break;
            case 1 when set.Boundaries!.Count > 0:
                set.Boundaries = [.. set.Boundaries!, Deny(PolicyKind.Boundary, false)];
                break;
            case 2 when set.SessionPolicies!.Count > 0:
                set.SessionPolicies = [.. set.SessionPolicies!, Deny(PolicyKind.Session, false)];
                break;
            case 3 when set.ServiceControlLevels!.Count > 0:
                set.ServiceControlLevels = [[.. set.ServiceControlLevels![0], Deny(PolicyKind.ServiceControl, false)], .. set.ServiceControlLevels.Skip(1)];
                break;
            default:
                set.ResourcePolicy ??= Deny(PolicyKind.Resource, true);
                break;
        }

        return !PolicyEngine.Decide(drawn.Request, set).IsAllowed;
    });

    [Fact]
    public void Adding_an_identity_allow_never_turns_an_allow_into_a_denial() => ForAll(12, static (dice, drawn, before) =>
    {
        if (!before.IsAllowed)
        {
            return true;
        }

        var more = Pool.Compile(new PolicyGenerator(dice).Document(false, 0, "Allow"), PolicyKind.Identity, null).Compiled;
        drawn.Policies.IdentityPolicies = [more, .. drawn.Policies.IdentityPolicies];
        return PolicyEngine.Decide(drawn.Request, drawn.Policies).IsAllowed;
    });

    [Fact]
    public void A_role_session_with_session_policies_never_has_more_than_one_without() => ForAll(13, static (dice, drawn, _) =>
    {
        if (drawn.Request.Principal.Kind != PrincipalKind.RoleSession)
        {
            return true;
        }

        drawn.Policies.SessionPolicies = null;
        var parent = PolicyEngine.Decide(drawn.Request, drawn.Policies);
        drawn.Policies.SessionPolicies = [Documents.Pick(PolicyKind.Session, dice).Compiled];
        return parent.IsAllowed || !PolicyEngine.Decide(drawn.Request, drawn.Policies).IsAllowed;
    });

    [Fact]
    public void A_federated_session_never_has_more_than_its_user_unless_a_policy_names_it() => ForAll(14, static (dice, drawn, _) =>
    {
        var action = drawn.Request.Action;
        if (action.StartsWith("sts:Get", StringComparison.Ordinal))
        {
            // Two operations are beyond policies, and STS itself limits who may call them.
            return true;
        }

        drawn.Policies.ResourcePolicy = null;
        drawn.Policies.ResourceControlLevels = null;
        drawn.Policies.EndpointPolicies = null;
        drawn.Policies.SessionPolicies = [Documents.Pick(PolicyKind.Session, dice).Compiled];
        drawn.Request.Principal = Principal.FederatedUser($"arn:aws:sts::{Words.A}:federated-user/fred", $"arn:aws:iam::{Words.A}:user/alice", Words.AliceId);
        var child = PolicyEngine.Decide(drawn.Request, drawn.Policies);
        drawn.Policies.SessionPolicies = null;
        drawn.Request.Principal = Principal.User($"arn:aws:iam::{Words.A}:user/alice", Words.AliceId);
        return !child.IsAllowed || PolicyEngine.Decide(drawn.Request, drawn.Policies).IsAllowed;
    });

    [Fact]
    public void A_boundary_and_another_control_level_never_add_anything() => ForAll(15, static (dice, drawn, before) =>
    {
        if (before.IsAllowed)
        {
            return true;
        }

        drawn.Policies.ServiceControlLevels = [.. drawn.Policies.ServiceControlLevels!, [Documents.Pick(PolicyKind.ServiceControl, dice).Compiled]];
        if (drawn.Policies.Boundaries!.Count == 0)
        {
            drawn.Policies.Boundaries = [Documents.Pick(PolicyKind.Boundary, dice).Compiled];
        }

        return !PolicyEngine.Decide(drawn.Request, drawn.Policies).IsAllowed;
    });

    [Fact]
    public void A_trace_changes_no_decision_and_agrees_with_it() => ForAll(16, static (_, drawn, before) =>
    {
        var trace = new DecisionTrace();
        var traced = PolicyEngine.Decide(drawn.Request, drawn.Policies, trace);
        var denies = trace.Matched.Any(static matched => matched.Statement.Effect == Effect.Deny);
        return traced == before
            && drawn.Request.Trace is null
            && (before.Layer == DecisionLayer.None || denies == (before.Outcome == Outcome.ExplicitDeny))
            && trace.DeniedBy.Count > 0 == !before.IsAllowed
            && (before.IsAllowed || trace.DeniedBy.Contains(before.Layer))
            && (before.StatementIndex < 0 || trace.Matched.Any(matched =>
                (matched.Layer, matched.LevelIndex, matched.DocumentIndex, matched.StatementIndex)
                == (before.Layer, before.LevelIndex, before.DocumentIndex, before.StatementIndex)));
    });

    private static void ForAll(ulong seed, Func<Dice, GeneratedCase, Decision, bool> holds)
    {
        var dice = new Dice(seed);
        var request = new AuthorizationRequest();
        for (var i = 0; i < Cases; i++)
        {
            var drawn = GeneratedCase.Draw(dice, Documents, request);
            var before = PolicyEngine.Decide(drawn.Request, drawn.Policies);
            Assert.True(holds(dice, drawn, before), $"case {i}, first decision {before}: {drawn}");
        }
    }
}
