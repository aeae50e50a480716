using Daypass.Protocol.Iam;

namespace Daypass.Core.Tests.Iam;

/// <summary>Simulations answer what the road would decide, in the shape recorded from AWS (iam.md 9).</summary>
public sealed class SimulationTests(IamWorld world) : IClassFixture<IamWorld>
{
    private const string Document = """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::bucket/*"},
          {"Effect":"Deny","Action":"s3:Delete*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}]}
        """;

    [Fact]
    public async Task Every_action_and_resource_has_its_decision_with_the_statements_that_made_it()
    {
        var answer = await world.Do(new SimulateCustomPolicyRequest
        {
            PolicyInputList = [Document],
            ActionNames = ["s3:GetObject", "s3:DeleteObject"],
            ResourceArns = ["arn:aws:s3:::bucket/a", "arn:aws:s3:::other/a"],
            ContextEntries = [new ContextEntry { ContextKeyName = "aws:MultiFactorAuthPresent", ContextKeyType = "boolean", ContextKeyValues = ["false"] }],
        });
        Assert.Equal(
            [
                ("s3:GetObject", "arn:aws:s3:::bucket/a", "allowed"), ("s3:GetObject", "arn:aws:s3:::other/a", "implicitDeny"),
                ("s3:DeleteObject", "arn:aws:s3:::bucket/a", "explicitDeny"), ("s3:DeleteObject", "arn:aws:s3:::other/a", "explicitDeny"),
            ],
            answer.EvaluationResults.Select(static result => (result.EvalActionName, result.EvalResourceName!, result.EvalDecision)));

        var statement = Assert.Single(answer.EvaluationResults[0].MatchedStatements!);
        Assert.Equal(("PolicyInputList.1", "IAM Policy", 2, 3), (statement.SourcePolicyId, statement.SourcePolicyType, statement.StartPosition!.Line, statement.StartPosition.Column));
        Assert.Equal(3, Assert.Single(answer.EvaluationResults[2].MatchedStatements!).StartPosition!.Line);
        Assert.True(answer.EvaluationResults[0].OrganizationsDecisionDetail!.AllowedByOrganizations);
        Assert.Empty(answer.EvaluationResults[0].EvalDecisionDetails!);
    }

    [Fact]
    public async Task A_key_that_was_not_given_is_told_as_missing()
    {
        var answer = await world.Do(new SimulateCustomPolicyRequest { PolicyInputList = [Document], ActionNames = ["s3:DeleteObject"], ResourceArns = ["arn:aws:s3:::bucket/a"] });
        Assert.Equal(["aws:MultiFactorAuthPresent"], Assert.Single(answer.EvaluationResults).MissingContextValues!);
    }

    [Fact]
    public async Task What_a_principal_may_counts_its_groups_its_boundary_and_what_is_added()
    {
        await world.Do(new CreatePolicyRequest { PolicyName = "fence", PolicyDocument = IamWorld.Allows("s3:Get*") });
        await world.Do(new CreateGroupRequest { GroupName = "lenders" });
        await world.Do(new PutGroupPolicyRequest { GroupName = "lenders", PolicyName = "lent", PolicyDocument = IamWorld.Allows("s3:*") });
        await world.Do(new CreateUserRequest { UserName = "asked", PermissionsBoundary = world.Arn("policy/fence") });
        await world.Do(new AddUserToGroupRequest { GroupName = "lenders", UserName = "asked" });

        var answer = await world.Do(new SimulatePrincipalPolicyRequest
        {
            PolicySourceArn = world.Arn("user/asked"),
            PolicyInputList = [IamWorld.Allows("sqs:*")],
            ActionNames = ["s3:GetObject", "s3:PutObject", "sqs:SendMessage"],
        });
        Assert.Equal(["allowed", "implicitDeny", "implicitDeny"], answer.EvaluationResults.Select(static result => result.EvalDecision));
        Assert.Equal([true, false, false], answer.EvaluationResults.Select(static result => result.PermissionsBoundaryDecisionDetail!.AllowedByPermissionsBoundary));
        Assert.Equal(["group_lenders_lent", world.Arn("policy/fence")], answer.EvaluationResults[0].MatchedStatements!.Select(static statement => statement.SourcePolicyId));
    }

    [Theory]
    [InlineData(null, "allowed")]
    [InlineData("own", "allowed")]
    [InlineData("123456789012", "implicitDeny")]
    public async Task A_resource_whose_ARN_names_no_account_is_the_callers_unless_an_owner_is_named(string? owner, string decision)
    {
        var answer = await world.Do(new SimulateCustomPolicyRequest
        {
            PolicyInputList = [Document],
            ActionNames = ["s3:GetObject"],
            ResourceArns = ["arn:aws:s3:::bucket/a"],
            ResourceOwner = owner == "own" ? world.Arn("root") : owner,
        });
        Assert.Equal(decision, Assert.Single(answer.EvaluationResults).EvalDecision);
    }

    [Fact]
    public async Task A_resource_policy_is_asked_beside_the_callers_own_and_each_side_is_told()
    {
        var caller = world.Arn("user/admin");
        var request = new SimulateCustomPolicyRequest
        {
            PolicyInputList = [IamWorld.Allows("sqs:*")],
            ActionNames = ["s3:GetObject"],
            ResourceArns = ["arn:aws:s3:::bucket/a"],
            CallerArn = caller,
            ResourcePolicy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{caller}}"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*"}]}""",
        };
        var result = Assert.Single((await world.Do(request)).EvaluationResults);
        Assert.Equal(("allowed", "implicitDeny", "allowed"), (result.EvalDecision, result.EvalDecisionDetails!["IAM policies"], result.EvalDecisionDetails["Resource policies"]));
        await world.Refuses(request with { CallerArn = null }, "InvalidInput", 400, "A ResourcePolicy is about a caller: CallerArn is needed too.");
    }

    [Fact]
    public async Task Results_page()
    {
        var (seen, marker) = (new List<string?>(), (string?)null);
        do
        {
            var page = await world.Do(new SimulateCustomPolicyRequest { PolicyInputList = [Document], ActionNames = ["a:1", "a:2", "a:3", "a:4", "a:5"], MaxItems = 2, Marker = marker });
            seen.AddRange(page.EvaluationResults.Select(static result => result.EvalActionName));
            marker = page.Marker;
        }
        while (marker is not null);
        Assert.Equal(["a:1", "a:2", "a:3", "a:4", "a:5"], seen);
    }

    [Fact]
    public async Task What_cannot_be_simulated_is_named()
    {
        await world.Refuses(new SimulateCustomPolicyRequest { PolicyInputList = [Document], ActionNames = ["s3:*"] }, "InvalidInput", 400, "Invalid Action: s3:*");
        var error = await world.Refused(new SimulateCustomPolicyRequest { PolicyInputList = [Document, "{"], ActionNames = ["s3:GetObject"] });
        Assert.Equal(("InvalidInput", 400), (error.Code, error.Status));
        Assert.StartsWith("PolicyInputList.2: ", error.Message, StringComparison.Ordinal);
        await world.Refuses(new SimulatePrincipalPolicyRequest { PolicySourceArn = world.Arn("user/nobody"), ActionNames = ["s3:GetObject"] }, "NoSuchEntity", 404, "The user with name nobody cannot be found.");
        await world.Refuses(new SimulatePrincipalPolicyRequest { PolicySourceArn = "there is no colon here", ActionNames = ["s3:GetObject"] }, "ValidationError", 400, "Invalid ARN:  Could not be parsed!");
    }

    [Fact]
    public async Task The_keys_a_policy_asks_for_are_listed_once()
    {
        const string Keyed = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username}/*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"${aws:PrincipalTag/team}"},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}
            """;
        var keys = (await world.Do(new GetContextKeysForCustomPolicyRequest { PolicyInputList = [Keyed, Keyed] })).ContextKeyNames;
        Assert.Equal(["aws:PrincipalTag/team", "aws:SourceIp", "aws:username"], keys!.Order(StringComparer.Ordinal));
        await world.Do(new CreateUserRequest { UserName = "keyed" });
        await world.Do(new PutUserPolicyRequest { UserName = "keyed", PolicyName = "p", PolicyDocument = Keyed });
        Assert.Equal(keys!.Order(StringComparer.Ordinal), (await world.Do(new GetContextKeysForPrincipalPolicyRequest { PolicySourceArn = world.Arn("user/keyed") })).ContextKeyNames!.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Policies_that_grant_access_to_a_service_are_listed_with_what_holds_them()
    {
        await world.Do(new CreateGroupRequest { GroupName = "givers" });
        await world.Do(new PutGroupPolicyRequest { GroupName = "givers", PolicyName = "given", PolicyDocument = IamWorld.Allows("s3:GetObject") });
        await world.Do(new CreateUserRequest { UserName = "taker" });
        await world.Do(new AddUserToGroupRequest { GroupName = "givers", UserName = "taker" });
        await world.Do(new AttachUserPolicyRequest { UserName = "taker", PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" });
        var services = (await world.Do(new ListPoliciesGrantingServiceAccessRequest { Arn = world.Arn("user/taker"), ServiceNamespaces = ["s3", "sqs"] })).PoliciesGrantingServiceAccess;
        Assert.Equal(["s3", "sqs"], services.Select(static service => service.ServiceNamespace));
        Assert.Equal(
            [("AdministratorAccess", "MANAGED", null), ("given", "INLINE", "givers")],
            services[0].Policies!.Select(static policy => (policy.PolicyName, policy.PolicyType, policy.EntityName)));
        Assert.Equal("AdministratorAccess", Assert.Single(services[1].Policies!).PolicyName);
    }
}
