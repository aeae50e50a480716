using Daypass.Policy.Decisions;

namespace Daypass.Policy.Tests.Decisions;

public sealed class DenialMessageTests
{
    private const string Caller = "arn:aws:iam::111111111111:user/alice";
    private const string Role = "arn:aws:iam::111111111111:role/app";

    [Theory]
    [InlineData(DecisionLayer.Identity, "because no identity-based policy allows the sts:AssumeRole action")]
    [InlineData(DecisionLayer.Resource, "because no resource-based policy allows the sts:AssumeRole action")]
    [InlineData(DecisionLayer.Trust, "because no role trust policy allows the sts:AssumeRole action")]
    [InlineData(DecisionLayer.Boundary, "because no permissions boundary allows the sts:AssumeRole action")]
    [InlineData(DecisionLayer.Scope, "because no session policy allows the sts:AssumeRole action")]
    [InlineData(DecisionLayer.Session, "because no session policy allows the sts:AssumeRole action")]
    [InlineData(DecisionLayer.ServiceControl, "because no service control policy allows the sts:AssumeRole action")]
    [InlineData(DecisionLayer.Endpoint, "because no VPC endpoint policy allows the sts:AssumeRole action")]
    public void An_implicit_denial_names_the_layer_that_did_not_allow(DecisionLayer layer, string reason) =>
        Assert.Equal(
            $"User: {Caller} is not authorized to perform: sts:AssumeRole on resource: {Role} {reason}",
            DenialMessage.Create(new Decision(Outcome.ImplicitDeny, layer, -1, -1, -1), Caller, "sts:AssumeRole", Role));

    [Theory]
    [InlineData(DecisionLayer.Identity, "with an explicit deny in an identity-based policy")]
    [InlineData(DecisionLayer.Resource, "with an explicit deny in a resource-based policy")]
    [InlineData(DecisionLayer.Trust, "with an explicit deny in the role trust policy")]
    [InlineData(DecisionLayer.Boundary, "with an explicit deny in a permissions boundary")]
    [InlineData(DecisionLayer.Scope, "with an explicit deny in a session policy")]
    [InlineData(DecisionLayer.Session, "with an explicit deny in a session policy")]
    [InlineData(DecisionLayer.ServiceControl, "with an explicit deny in a service control policy")]
    [InlineData(DecisionLayer.ResourceControl, "with an explicit deny in a resource control policy")]
    [InlineData(DecisionLayer.Endpoint, "with an explicit deny in a VPC endpoint policy")]
    public void An_explicit_denial_names_the_layer_that_denied(DecisionLayer layer, string reason) =>
        Assert.Equal(
            $"User: {Caller} is not authorized to perform: sts:AssumeRole on resource: {Role} {reason}",
            DenialMessage.Create(new Decision(Outcome.ExplicitDeny, layer, -1, 0, 0), Caller, "sts:AssumeRole", Role));

    [Fact]
    public void The_resource_is_left_out_for_actions_without_one()
    {
        var decision = new Decision(Outcome.ImplicitDeny, DecisionLayer.Identity, -1, -1, -1);
        Assert.Equal(
            $"User: {Caller} is not authorized to perform: sts:GetAccessKeyInfo because no identity-based policy allows the sts:GetAccessKeyInfo action",
            DenialMessage.Create(decision, Caller, "sts:GetAccessKeyInfo", null));
        Assert.Equal(
            $"User: {Caller} is not authorized to perform: iam:ListUsers on resource: * because no identity-based policy allows the iam:ListUsers action",
            DenialMessage.Create(decision, Caller, "iam:ListUsers", "*"));
    }

    [Fact]
    public void The_reason_can_be_withheld() =>
        Assert.Equal(
            $"User: {Caller} is not authorized to perform: sts:AssumeRole on resource: {Role}",
            DenialMessage.Create(new Decision(Outcome.ImplicitDeny, DecisionLayer.Trust, -1, -1, -1), Caller, "sts:AssumeRole", Role, withReason: false));

    [Theory]
    [InlineData(DecisionLayer.ServiceControl, true)]
    [InlineData(DecisionLayer.ResourceControl, true)]
    [InlineData(DecisionLayer.Boundary, true)]
    [InlineData(DecisionLayer.Session, true)]
    [InlineData(DecisionLayer.Identity, true)]
    [InlineData(DecisionLayer.Trust, false)]
    [InlineData(DecisionLayer.Resource, false)]
    public void The_policy_is_named_for_the_layers_AWS_names_it_for(DecisionLayer layer, bool named) =>
        Assert.Equal(named, DenialMessage.CreateReason(new Decision(Outcome.ExplicitDeny, layer, -1, 0, 0), "a:b", "arn:aws:iam::1:policy/p")
            .EndsWith(": arn:aws:iam::1:policy/p", StringComparison.Ordinal));

    [Fact]
    public void Unsigned_operations_have_the_short_sentence() =>
        Assert.Equal("Not authorized to perform sts:AssumeRoleWithWebIdentity", DenialMessage.CreateForUnsigned("sts:AssumeRoleWithWebIdentity"));
}
