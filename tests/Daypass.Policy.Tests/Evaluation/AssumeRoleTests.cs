using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Tests.Evaluation;

public sealed class AssumeRoleTests
{
    private const string Role = "arn:aws:iam::111111111111:role/app";
    private static readonly Principal Alice = Principal.User("arn:aws:iam::111111111111:user/alice", "AIDAALICEALICEALICEAL");

    [Fact]
    public void A_user_named_by_the_trust_policy_needs_no_identity_policy_in_the_same_account()
    {
        var decision = Decide(Alice, Ask.Trust("""{"AWS":"arn:aws:iam::111111111111:user/alice"}"""), null);
        Assert.Equal((Outcome.Allowed, DecisionLayer.Trust), (decision.Outcome, decision.Layer));
    }

    [Fact]
    public void An_account_named_by_the_trust_policy_leaves_the_choice_to_the_accounts_own_policies()
    {
        const string Trust = """{"AWS":"arn:aws:iam::111111111111:root"}""";
        Assert.Equal(DecisionLayer.Identity, Decide(Alice, Ask.Trust(Trust), null).Layer);
        Assert.True(Decide(Alice, Ask.Trust(Trust), Ask.Allow("sts:AssumeRole", Role)).IsAllowed);
    }

    [Fact]
    public void An_identity_policy_alone_does_not_suffice()
    {
        var decision = Decide(Alice, Ask.Trust("""{"AWS":"arn:aws:iam::111111111111:user/bob"}"""), Ask.Allow("sts:*"));
        Assert.Equal((Outcome.ImplicitDeny, DecisionLayer.Trust), (decision.Outcome, decision.Layer));
    }

    [Fact]
    public void A_role_in_another_account_needs_both_policies()
    {
        var stranger = Principal.User("arn:aws:iam::222222222222:user/eve");
        var trust = Ask.Trust("""{"AWS":"arn:aws:iam::222222222222:user/eve"}""");
        Assert.False(Decide(stranger, trust, null).IsAllowed);
        Assert.False(Decide(stranger, Ask.Trust("""{"AWS":"333333333333"}"""), Ask.Allow("*")).IsAllowed);
        Assert.True(Decide(stranger, trust, Ask.Allow("*")).IsAllowed);
    }

    private static Decision Decide(Principal caller, string trust, string? identity) => PolicyEngine.Decide(
        Ask.Request(caller, "sts:AssumeRole", Role),
        new PolicySet
        {
            ResourcePolicy = Ask.Named(trust, PolicyKind.Trust),
            IdentityPolicies = identity is null ? [] : [Ask.Named(identity)],
        });
}
