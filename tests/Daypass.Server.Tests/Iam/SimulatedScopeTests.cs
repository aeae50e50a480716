using Daypass.Protocol.Iam;
using Daypass.Server.Tests.Sts;

namespace Daypass.Server.Tests.Iam;

/// <summary>Scope down policies in a simulation: each limits for itself, whatever else allows.</summary>
public sealed class SimulatedScopeTests(World world) : IClassFixture<World>
{
    private const string Alice = "arn:aws:iam::111111111111:user/alice";
    private const string Object = "arn:aws:s3:::bucket/key";

    [Theory]
    [InlineData("s3:GetObject", "s3:Get*", "s3:*", "allowed")]
    [InlineData("s3:GetObject", "s3:Get*", "s3:Put*", "implicitDeny")]
    [InlineData("s3:GetObject", "ec2:*", "s3:*", "implicitDeny")]
    public async Task Scope_down_policies_limit_one_by_one(string action, string first, string second, string decision)
    {
        var result = await Simulate(new SimulateCustomPolicyRequest
        {
            PolicyInputList = [World.Allow("s3:*")],
            ScopePolicyInputList = [World.Allow(first), World.Allow(second)],
            ActionNames = [action],
            CallerArn = "arn:aws:sts::111111111111:assumed-role/app/one",
        });
        Assert.Equal(decision, result.EvalDecision);
    }

    [Theory]
    [InlineData("s3:*", "allowed")]
    [InlineData("ec2:*", "implicitDeny")]
    public async Task A_resource_policy_does_not_pass_by_a_scope(string scope, string decision)
    {
        var result = await Simulate(new SimulateCustomPolicyRequest
        {
            PolicyInputList = [],
            ScopePolicyInputList = [World.Allow(scope)],
            ActionNames = ["s3:GetObject"],
            ResourceArns = [Object],
            ResourcePolicy =
                $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{{Alice}}}"},"Action":"s3:*","Resource":"{{{Object}}}"}}""",
            CallerArn = Alice,
        });
        Assert.Equal(decision, result.EvalDecision);
    }

    private async Task<EvaluationResult> Simulate(SimulateCustomPolicyRequest request) =>
        Assert.Single((await world.Server.Api.Get(request, world.Admin)).EvaluationResults);
}
