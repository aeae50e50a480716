using Daypass.Protocol.Iam;
using Daypass.Server.Tests.Sts;

namespace Daypass.Server.Tests.Iam;

/// <summary>SimulateCustomPolicy and GetContextKeysForCustomPolicy: what policies that nobody holds would decide.</summary>
public sealed class SimulateCustomPolicyTests(World world) : IClassFixture<World>
{
    private const string Alice = "arn:aws:iam::111111111111:user/alice";
    private const string Object = "arn:aws:s3:::bucket/key";
    private const string TwoStatements =
        "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"},\n    {\"Effect\":\"Deny\","
        + "\"Action\":\"s3:Put*\",\"Resource\":\"*\"}\n  ]\n}";

    [Fact]
    public async Task An_allowed_action_names_its_statement_with_line_and_column()
    {
        var result = await Only(new SimulateCustomPolicyRequest { PolicyInputList = [TwoStatements], ActionNames = ["s3:GetObject"] });
        Assert.Equal(("s3:GetObject", "*", "allowed"), (result.EvalActionName, result.EvalResourceName, result.EvalDecision));
        var matched = Assert.Single(result.MatchedStatements!);
        Assert.Equal(("PolicyInputList.1", "IAM Policy"), (matched.SourcePolicyId, matched.SourcePolicyType));
        Assert.Equal((4, 5, 4, 54), (matched.StartPosition!.Line, matched.StartPosition.Column, matched.EndPosition!.Line, matched.EndPosition.Column));
        Assert.Empty(result.MissingContextValues!);
        Assert.True(result.OrganizationsDecisionDetail!.AllowedByOrganizations);
        Assert.Null(result.PermissionsBoundaryDecisionDetail);
        Assert.Empty(result.ResourceSpecificResults!);
    }

    [Fact]
    public async Task An_explicit_denial_lists_the_denying_statement_only()
    {
        var result = await Only(new SimulateCustomPolicyRequest { PolicyInputList = [TwoStatements], ActionNames = ["s3:PutObject"] });
        Assert.Equal("explicitDeny", result.EvalDecision);
        Assert.Equal(5, Assert.Single(result.MatchedStatements!).StartPosition!.Line);
    }

    [Fact]
    public async Task What_nothing_allows_is_an_implicit_denial_without_statements()
    {
        var result = await Only(new SimulateCustomPolicyRequest { PolicyInputList = [TwoStatements], ActionNames = ["ec2:RunInstances"] });
        Assert.Equal("implicitDeny", result.EvalDecision);
        Assert.Empty(result.MatchedStatements!);
    }

    [Fact]
    public async Task Every_action_is_asked_on_every_resource_and_pages_have_no_gaps()
    {
        var request = new SimulateCustomPolicyRequest
        {
            PolicyInputList = [World.Allow("s3:*", "arn:aws:s3:::a/*")], ActionNames = ["s3:GetObject", "s3:PutObject", "ec2:RunInstances"],
                ResourceArns = ["arn:aws:s3:::a/k", "arn:aws:s3:::b/k"], MaxItems = 2,
        };
        var all = new List<string>();
        string? marker = null;
        do
        {
            var page = await world.Server.Api.Get(request with { Marker = marker }, world.Admin);
            Assert.True(page.EvaluationResults.Count <= 2);
            all.AddRange(page.EvaluationResults.Select(static result => $"{result.EvalActionName} {result.EvalResourceName} {result.EvalDecision}"));
            marker = page.Marker;
            Assert.Equal(page.IsTruncated, marker is not null);
        }
        while (marker is not null);

        Assert.Equal(
            ["s3:GetObject arn:aws:s3:::a/k allowed", "s3:GetObject arn:aws:s3:::b/k implicitDeny", "s3:PutObject arn:aws:s3:::a/k allowed",
                "s3:PutObject arn:aws:s3:::b/k implicitDeny", "ec2:RunInstances arn:aws:s3:::a/k implicitDeny",
                "ec2:RunInstances arn:aws:s3:::b/k implicitDeny"],
            all);
    }

    [Theory]
    [InlineData("true", "allowed")]
    [InlineData("false", "implicitDeny")]
    public async Task Context_entries_are_the_condition_keys(string value, string decision)
    {
        var policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":"""
            + """{"aws:MultiFactorAuthPresent":"true"}}}}""";
        var result = await Only(new SimulateCustomPolicyRequest
        {
            PolicyInputList = [policy], ActionNames = ["s3:GetObject"],
                ContextEntries = [new ContextEntry { ContextKeyName = "aws:multifactorauthpresent", ContextKeyType = "boolean", ContextKeyValues = [value] }],
        });
        Assert.Equal(decision, result.EvalDecision);
        Assert.Empty(result.MissingContextValues!);
    }

    [Fact]
    public async Task A_list_is_multivalued_even_with_one_value()
    {
        var policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:TagKeys":"a"}}}}""";
        var entry = new ContextEntry { ContextKeyName = "aws:TagKeys", ContextKeyType = "stringList", ContextKeyValues = ["a"] };
        var request = new SimulateCustomPolicyRequest { PolicyInputList = [policy], ActionNames = ["iam:TagUser"], ContextEntries = [entry] };
        Assert.Equal("implicitDeny", (await Only(request)).EvalDecision);
        Assert.Equal(
            "allowed", (await Only(request with { PolicyInputList = [policy.Replace("StringEquals", "ForAnyValue:StringEquals", StringComparison.Ordinal)] }))
            .EvalDecision);
    }

    [Fact]
    public async Task Missing_keys_are_told_with_the_action_or_with_the_resource_that_was_named()
    {
        var policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":"""
            + """{"aws:PrincipalTag/team":"red"}}}}""";
        var whole = await Only(new SimulateCustomPolicyRequest { PolicyInputList = [policy], ActionNames = ["s3:GetObject"] });
        Assert.Equal(["aws:PrincipalTag/team"], whole.MissingContextValues);
        Assert.Empty(whole.ResourceSpecificResults!);

        var named = await Only(new SimulateCustomPolicyRequest { PolicyInputList = [policy], ActionNames = ["s3:GetObject"], ResourceArns = [Object] });
        Assert.Empty(named.MissingContextValues!);
        Assert.Equal(["aws:PrincipalTag/team"], Assert.Single(named.ResourceSpecificResults!).MissingContextValues);
    }

    [Theory]
    [InlineData("s3:*", "allowed", true)]
    [InlineData("ec2:*", "implicitDeny", false)]
    public async Task A_boundary_limits_and_says_so(string boundary, string decision, bool allowedByBoundary)
    {
        var result = await Only(
            new SimulateCustomPolicyRequest { PolicyInputList = [World.Allow("*")], PermissionsBoundaryPolicyInputList = [World.Allow(boundary)],
            ActionNames = ["s3:GetObject"], ResourceArns = [Object] });
        Assert.Equal((decision, allowedByBoundary), (result.EvalDecision, result.PermissionsBoundaryDecisionDetail!.AllowedByPermissionsBoundary));
        Assert.Equal(allowedByBoundary, Assert.Single(result.ResourceSpecificResults!).PermissionsBoundaryDecisionDetail!.AllowedByPermissionsBoundary);
    }

    [Theory]
    [InlineData("111111111111", "allowed")]
    [InlineData("222222222222", "implicitDeny")]
    public async Task A_resource_policy_grants_by_itself_in_its_own_account_only(string owner, string decision)
    {
        var result = await Only(new SimulateCustomPolicyRequest
        {
            PolicyInputList = [World.Allow("ec2:*")], ActionNames = ["s3:GetObject"], ResourceArns = [Object], CallerArn = Alice,
                ResourceOwner = $"arn:aws:iam::{owner}:root",
            ResourcePolicy =
                """{"Version":"2012-10-17","Statement":"""
                + $$"""{"Effect":"Allow","Principal":{"AWS":"{{Alice}}"},"Action":"s3:GetObject","Resource":"{{Object}}"} }""",
        });
        Assert.Equal(decision, result.EvalDecision);
        if (decision == "allowed")
        {
            Assert.Empty(result.EvalDecisionDetails!);
        }
        else
        {
            Assert.Equal(("implicitDeny", "allowed"), (result.EvalDecisionDetails!["IAM policies"], result.EvalDecisionDetails["Resource policies"]));
        }
    }

    [Fact]
    public async Task A_resource_whose_ARN_names_no_account_is_the_callers()
    {
        var result = await Only(
            new SimulateCustomPolicyRequest { PolicyInputList = [World.Allow("s3:*")], ActionNames = ["s3:GetObject"], ResourceArns = [Object],
            CallerArn = Alice });
        Assert.Equal("allowed", result.EvalDecision);
    }

    [Theory]
    [InlineData("arn:aws:sts::111111111111:assumed-role/app/one", "allowed")]
    [InlineData("arn:aws:sts::111111111111:assumed-role/other/one", "implicitDeny")]
    [InlineData("arn:aws:iam::111111111111:role/app", "allowed")]
    [InlineData("arn:aws:sts::111111111111:federated-user/app", "implicitDeny")]
    [InlineData("lambda.amazonaws.com", "implicitDeny")]
    public async Task Any_kind_of_caller_can_be_asked_about_a_role_by_its_trust_policy(string caller, string decision)
    {
        var result = await Only(new SimulateCustomPolicyRequest
        {
            PolicyInputList = [World.Allow("s3:*")], ActionNames = ["sts:AssumeRole"], ResourceArns = ["arn:aws:iam::111111111111:role/target"],
                CallerArn = caller,
            TrustPolicy = World.TrustPrincipal("arn:aws:iam::111111111111:role/app"),
        });
        Assert.Equal(decision, result.EvalDecision);
    }

    [Theory]
    [InlineData("s3:Get*", "s3:GetObject", "allowed")]
    [InlineData("s3:Get*", "s3:PutObject", "implicitDeny")]
    public async Task Session_policies_limit(string session, string action, string decision)
    {
        var result = await Only(new SimulateCustomPolicyRequest
        {
            PolicyInputList = [World.Allow("s3:*")], SessionPolicyInputList = [World.Allow("ec2:*"), World.Allow(session)], ActionNames = [action],
                CallerArn = "arn:aws:sts::111111111111:assumed-role/app/one",
        });
        Assert.Equal(decision, result.EvalDecision);
    }

    public static TheoryData<string, SimulateCustomPolicyRequest> Refused => new()
    {
        { "Invalid Action: s3:Get*", new() { PolicyInputList = [World.Allow("*")], ActionNames = ["s3:Get*"] } },
        { "Invalid Action: GetObject", new() { PolicyInputList = [World.Allow("*")], ActionNames = ["GetObject"] } },
        { "PolicyInputList.2: Syntax errors in policy.", new() { PolicyInputList = [World.Allow("*"), "{}"], ActionNames = ["s3:GetObject"] } },
        { "PermissionsBoundaryPolicyInputList.1: This policy contains invalid Json",
            new() { PolicyInputList = [World.Allow("*")], PermissionsBoundaryPolicyInputList = ["nonsense"], ActionNames = ["s3:GetObject"] } },
        { "A ResourcePolicy is about a caller: CallerArn is needed too.",
            new() { PolicyInputList = [World.Allow("*")], ResourcePolicy = "{}", ActionNames = ["s3:GetObject"] } },
        { "CallerArn arn:aws:iam::111111111111:group/g names no caller.",
            new() { PolicyInputList = [World.Allow("*")], CallerArn = "arn:aws:iam::111111111111:group/g", ActionNames = ["s3:GetObject"] } },
        { "ResourceOwner me is no account.", new() { PolicyInputList = [World.Allow("*")], ResourceOwner = "me", ActionNames = ["s3:GetObject"] } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_simulated_is_refused(string message, SimulateCustomPolicyRequest request)
    {
        var refused = await world.Server.Api.Call(request, world.Admin);
        Assert.Equal(("InvalidInput", 400, message), (refused.Error!.Code, refused.Error.Status, refused.Error.Message));
    }

    [Fact]
    public async Task The_keys_of_conditions_and_variables_are_listed_once()
    {
        var first = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${aws:username}","Condition":"""
            + """{"StringEquals":{"aws:PrincipalTag/team":"${saml:sub}"}}}}""";
        var second = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLike":{"AWS:Username":"x"}}}}""";
        var keys = (await world.Server.Api.Get(new GetContextKeysForCustomPolicyRequest { PolicyInputList = [first, second] }, world.Admin)).ContextKeyNames;
        Assert.Equal(["aws:PrincipalTag/team", "aws:username", "saml:sub"], keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            "InvalidInput", (await world.Server.Api.Call(new GetContextKeysForCustomPolicyRequest { PolicyInputList = ["{}"] }, world.Admin)).Error!.Code);
    }

    private async Task<EvaluationResult> Only(SimulateCustomPolicyRequest request) =>
        Assert.Single((await world.Server.Api.Get(request, world.Admin)).EvaluationResults);
}
