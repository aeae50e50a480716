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
        Assert.Equal((3, 17, 4, 54), (matched.StartPosition!.Line, matched.StartPosition.Column, matched.EndPosition!.Line, matched.EndPosition.Column));
        Assert.Empty(result.MissingContextValues!);
        Assert.Null(result.OrganizationsDecisionDetail);
        Assert.Null(result.PermissionsBoundaryDecisionDetail);
        Assert.Empty(result.ResourceSpecificResults!);
    }

    [Fact]
    public async Task An_explicit_denial_lists_the_denying_statement_only()
    {
        var result = await Only(new SimulateCustomPolicyRequest { PolicyInputList = [TwoStatements], ActionNames = ["s3:PutObject"] });
        Assert.Equal("explicitDeny", result.EvalDecision);
        var matched = Assert.Single(result.MatchedStatements!);
        Assert.Equal((4, 54, 5, 56), (matched.StartPosition!.Line, matched.StartPosition.Column, matched.EndPosition!.Line, matched.EndPosition.Column));
    }

    [Fact]
    public async Task A_Deny_that_costs_too_much_to_be_compared_to_its_end_is_never_an_Allow()
    {
        var slow = string.Join(',', Enumerable.Range(0, 800).Select(static number => $"\"*{new string('a', 40)}?b?*{number}*\""));
        var policy = $$$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},
            {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringLike":{"aws:UserAgent":[{{{slow}}},"*"]} }}]}
            """;
        var agent = new ContextEntry { ContextKeyName = "aws:UserAgent", ContextKeyType = "string", ContextKeyValues = [new string('a', 4096)] };
        var result = await Only(new SimulateCustomPolicyRequest { PolicyInputList = [policy], ActionNames = ["s3:GetObject"], ContextEntries = [agent] });
        Assert.Equal("implicitDeny", result.EvalDecision);
        Assert.Empty(result.MatchedStatements!);
    }

    [Fact]
    public async Task A_simulation_that_asks_for_more_than_one_request_may_compare_is_refused()
    {
        var keys = string.Join(',', Enumerable.Range(0, 3000).Select(static number => $"\"aws:PrincipalTag/k{number}\":\"1\""));
        var request = new SimulateCustomPolicyRequest
        {
            PolicyInputList =
            [
                $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{ {{{keys}}} }} }}""",
            ],
            ActionNames = ["s3:GetObject"],
            ResourceArns = [.. Enumerable.Range(0, 400).Select(static number => $"arn:aws:s3:::bucket/{number}")],
        };
        var refusal = (await world.Server.Api.Call(request, world.Admin)).Error!;
        Assert.Equal("InvalidInput", refusal.Code);
        Assert.StartsWith("The simulation compares more than one request may.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(3000, (await Only(request with { ResourceArns = [Object] })).MissingContextValues!.Count);
    }

    [Fact]
    public async Task What_nothing_allows_is_an_implicit_denial_without_statements()
    {
        var result = await Only(new SimulateCustomPolicyRequest { PolicyInputList = [TwoStatements], ActionNames = ["ec2:RunInstances"] });
        Assert.Equal("implicitDeny", result.EvalDecision);
        Assert.Empty(result.MatchedStatements!);
    }

    [Fact]
    public async Task Every_action_has_one_result_for_all_its_resources_and_pages_have_no_gaps()
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
            all.AddRange(page.EvaluationResults.Select(static result => $"{result.EvalActionName} {result.EvalResourceName} {result.EvalDecision}: "
                + string.Join(", ", result.ResourceSpecificResults!.Select(static one => $"{one.EvalResourceName} {one.EvalResourceDecision}"))));
            marker = page.Marker;
            Assert.Equal(page.IsTruncated, marker is not null);
        }
        while (marker is not null);

        Assert.Equal(
            [
                "s3:GetObject arn:aws:s3:::${BucketName}/${KeyName} implicitDeny: arn:aws:s3:::a/k allowed, arn:aws:s3:::b/k implicitDeny",
                "s3:PutObject arn:aws:s3:::${BucketName}/${KeyName} implicitDeny: arn:aws:s3:::a/k allowed, arn:aws:s3:::b/k implicitDeny",
                "ec2:RunInstances arn:aws:ec2:${Region}:${Account}:${ResourceType}/${ResourcePath} implicitDeny: "
                    + "arn:aws:s3:::a/k implicitDeny, arn:aws:s3:::b/k implicitDeny",
            ],
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
    public async Task Missing_keys_are_told_with_the_action_and_with_the_resource()
    {
        var policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":"""
            + """{"aws:PrincipalTag/team":"red"}}}}""";
        var whole = await Only(new SimulateCustomPolicyRequest { PolicyInputList = [policy], ActionNames = ["s3:GetObject"] });
        Assert.Equal(["aws:PrincipalTag/team"], whole.MissingContextValues);
        Assert.Empty(whole.ResourceSpecificResults!);

        var named = await Only(new SimulateCustomPolicyRequest { PolicyInputList = [policy], ActionNames = ["s3:GetObject"], ResourceArns = [Object] });
        Assert.Equal(["aws:PrincipalTag/team"], named.MissingContextValues);
        Assert.Equal(["aws:PrincipalTag/team"], Assert.Single(named.ResourceSpecificResults!).MissingContextValues);
    }

    /// <summary>AWS as recorded in September 2026; in April 2025 it answered empty lists for each resource, too (docs/recorded.md).</summary>
    [Fact]
    public async Task Lists_without_members_stand_with_the_action_and_not_with_its_resources()
    {
        var result = await Only(new SimulateCustomPolicyRequest
        {
            PolicyInputList = [TwoStatements], ActionNames = ["s3:GetObject"], ResourceArns = [Object],
        });
        Assert.Empty(result.MissingContextValues!);
        var one = Assert.Single(result.ResourceSpecificResults!);
        Assert.Single(one.MatchedStatements!);
        Assert.Null(one.MissingContextValues);

        result = await Only(new SimulateCustomPolicyRequest
        {
            PolicyInputList = [World.Allow("s3:PutObject", Object)], ActionNames = ["s3:GetObject"], ResourceArns = [Object],
        });
        Assert.Empty(result.MatchedStatements!);
        Assert.Null(Assert.Single(result.ResourceSpecificResults!).MatchedStatements);
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
            Assert.Equal(("implicitDeny", "allowed"), (result.EvalDecisionDetails!["IAM Policy"], result.EvalDecisionDetails["Resource Policy"]));
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
        { "The action is invalid since it is missing names", new() { PolicyInputList = [World.Allow("*")], ActionNames = ["GetObject"] } },
        { "Policy input list item 2 has invalid content",
            new() { PolicyInputList = [World.Allow("*"), """{"Statement":[{"Action":"*"}]}"""], ActionNames = ["s3:GetObject"] } },
        { "Permissions boundary policy input list item 1 has invalid content",
            new() { PolicyInputList = [World.Allow("*")], PermissionsBoundaryPolicyInputList = ["nonsense"], ActionNames = ["s3:GetObject"] } },
        { "The list of Permissions Boundary policies cannot exceed 1 items.",
            new() { PolicyInputList = [], PermissionsBoundaryPolicyInputList = [World.Allow("*"), World.Allow("*")], ActionNames = ["s3:GetObject"] } },
        { "The list of scope down policies cannot exceed 3 items.",
            new() { PolicyInputList = [], ScopePolicyInputList = [.. Enumerable.Repeat(World.Allow("*"), 4)], ActionNames = ["s3:GetObject"] } },
        { "Invalid caller - Caller cannot be null or empty.",
            new() { PolicyInputList = [World.Allow("*")], ResourcePolicy = "{}", ActionNames = ["s3:GetObject"] } },
        { "CallerArn arn:aws:iam::111111111111:mfa/m names no caller.",
            new() { PolicyInputList = [World.Allow("*")], CallerArn = "arn:aws:iam::111111111111:mfa/m", ActionNames = ["s3:GetObject"] } },
        { "'me' is not a valid as a Resource Owner.", new() { PolicyInputList = [World.Allow("*")], ResourceOwner = "me", ActionNames = ["s3:GetObject"] } },
        { "ResourceNames are not in a valid ARN format: bucket.",
            new() { PolicyInputList = [World.Allow("*")], ResourceArns = ["bucket"], ActionNames = ["s3:GetObject"] } },
        { "Invalid Input Actions: [s3:GetObject] and [s3:Get*,made:Up] require different authorization information. ",
            new() { PolicyInputList = [World.Allow("*")], ResourceArns = [Object], ActionNames = ["s3:GetObject", "s3:Get*", "made:Up"] } },
        { "Invalid marker for pagination.", new() { PolicyInputList = [World.Allow("*")], ActionNames = ["s3:GetObject"], Marker = "made-up" } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_simulated_is_refused(string message, SimulateCustomPolicyRequest request)
    {
        Assert.NotNull(request);
        var refused = await world.Server.Api.Call(request, world.Admin);
        Assert.Equal(("InvalidInput", 400, message), (refused.Error!.Code, refused.Error.Status, refused.Error.Message));
    }

    [Theory]
    [InlineData("PolicyInputList")]
    [InlineData("PermissionsBoundaryPolicyInputList")]
    [InlineData("SessionPolicyInputList")]
    [InlineData("ScopePolicyInputList")]
    [InlineData("ResourcePolicy")]
    [InlineData("TrustPolicy")]
    [InlineData("OrderedOrganizationPolicyInputList")]
    public async Task A_misspelt_operator_is_an_error_wherever_it_stands(string parameter)
    {
        var misspelt = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"arn:aws:s3:::bucket/*","Condition":"""
            + """{"StringEqualz":{"aws:username":"true"}}}}""";
        var request = new SimulateCustomPolicyRequest
        {
            PolicyInputList = [World.Allow("*")], ActionNames = ["s3:GetObject"], ResourceArns = [Object], CallerArn = Alice,
        };
        request = parameter switch
        {
            "PolicyInputList" => request with { PolicyInputList = [World.Allow("*"), misspelt] },
            "PermissionsBoundaryPolicyInputList" => request with { PermissionsBoundaryPolicyInputList = [misspelt] },
            "SessionPolicyInputList" => request with { SessionPolicyInputList = [misspelt] },
            "ScopePolicyInputList" => request with { ScopePolicyInputList = [misspelt] },
            "ResourcePolicy" => request with { ResourcePolicy = misspelt },
            "TrustPolicy" => request with { TrustPolicy = misspelt },
            _ => request with { OrderedOrganizationPolicyInputList = [new() { ServiceControlPolicyInputList = [misspelt] }] },
        };
        var refused = await world.Server.Api.Call(request, world.Admin);
        Assert.Equal("InvalidInput", refused.Error!.Code);
        Assert.EndsWith("has invalid content: There is no operator StringEqualz.", refused.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iam:GetUser", "arn:aws:s3:::bucket/key", "implicitDeny")]
    [InlineData("iam:PassRole", "arn:aws:iam::111111111111:user/u", "implicitDeny")]
    [InlineData("iam:PassRole", "arn:aws:iam::111111111111:role/r", "allowed")]
    [InlineData("s3:ListAllMyBuckets", "arn:aws:s3:::bucket", "implicitDeny")]
    [InlineData("s3:GetObject", "arn:aws:s3:::bucket", "allowed")]
    [InlineData("made:Up", "arn:aws:s3:::bucket", "allowed")]
    [InlineData("apigateway:GET", "arn:aws:s3:::bucket", "allowed")]
    public async Task An_action_is_allowed_on_resources_it_can_act_on(string action, string resource, string decision)
    {
        var result = await Only(new SimulateCustomPolicyRequest { PolicyInputList = [World.Allow("*")], ActionNames = [action], ResourceArns = [resource] });
        Assert.Equal(decision, result.EvalDecision);
    }

    [Fact]
    public async Task No_key_policy_is_demanded_and_variables_work_in_every_part_of_an_ARN()
    {
        var policy = World.Allow("kms:Decrypt", "arn:aws:kms:us-east-1:${aws:PrincipalAccount}:key/*");
        var key = $"arn:aws:kms:us-east-1:{world.Account}:key/one";
        var result = await Only(new SimulateCustomPolicyRequest { PolicyInputList = [policy], ActionNames = ["kms:Decrypt"], ResourceArns = [key] });
        Assert.Equal("allowed", result.EvalDecision);
    }

    [Theory]
    [InlineData("Null", "false", null, "allowed")]
    [InlineData("StringNotLike", "*", null, "implicitDeny")]
    [InlineData("StringEquals", "STUB_PRINCIPAL_FOR_POLICY_SIMULATOR", null, "allowed")]
    [InlineData("StringEquals", Alice, Alice, "allowed")]
    public async Task The_caller_always_has_an_id(string test, string value, string? caller, string decision)
    {
        var policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"TEST":{"aws:userid":"VALUE"}}}}"""
            .Replace("TEST", test, StringComparison.Ordinal).Replace("VALUE", value, StringComparison.Ordinal);
        var result = await Only(new SimulateCustomPolicyRequest { PolicyInputList = [policy], ActionNames = ["s3:GetObject"], CallerArn = caller });
        Assert.Equal(decision, result.EvalDecision);
        Assert.Equal(decision == "allowed" ? [] : ["aws:userid"], result.MissingContextValues);
    }

    [Fact]
    public async Task An_unreadable_number_or_address_fails_negated_comparisons_too()
    {
        var policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":"""
            + """{"NotIpAddress":{"aws:SourceIp":"bad"}}}}""";
        var address = new ContextEntry { ContextKeyName = "aws:SourceIp", ContextKeyType = "ip", ContextKeyValues = ["192.0.2.1"] };
        var request = new SimulateCustomPolicyRequest { PolicyInputList = [policy], ActionNames = ["s3:GetObject"], ContextEntries = [address] };
        Assert.Equal("implicitDeny", (await Only(request)).EvalDecision);

        var number = new ContextEntry { ContextKeyName = "app:n", ContextKeyType = "string", ContextKeyValues = ["many"] };
        policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericNotEquals":{"app:n":"1"}}}}""";
        Assert.Equal("implicitDeny", (await Only(request with { PolicyInputList = [policy], ContextEntries = [number] })).EvalDecision);
    }

    [Theory]
    [InlineData("192.0.2.0/24", "::ffff:192.0.2.1", "allowed")]
    [InlineData("192.0.2.0/24", "::FFFF:c000:201", "allowed")]
    [InlineData("192.0.3.0/24", "::ffff:192.0.2.1", "implicitDeny")]
    [InlineData("::/0", "::ffff:192.0.2.1", "implicitDeny")]
    public async Task An_IPv4_address_that_IPv6_carries_is_one_of_IPv4(string range, string address, string decision)
    {
        var policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","""
            + """ "Condition":{"IpAddress":{"aws:SourceIp":"RANGE"}}}}""";
        var entry = new ContextEntry { ContextKeyName = "aws:SourceIp", ContextKeyType = "ip", ContextKeyValues = [address] };
        var request = new SimulateCustomPolicyRequest
        {
            PolicyInputList = [policy.Replace("RANGE", range, StringComparison.Ordinal)], ActionNames = ["s3:GetObject"], ContextEntries = [entry],
        };
        Assert.Equal(decision, (await Only(request)).EvalDecision);

        var dotted = await world.Server.Api.Call(request with { ContextEntries = [entry with { ContextKeyValues = ["2001:db8::192.0.2.1"] }] }, world.Admin);
        Assert.Equal("InvalidInput", dotted.Error!.Code);
    }

    [Fact]
    public async Task The_keys_of_conditions_and_variables_are_listed_once_for_each_document_and_spelling()
    {
        var first = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${aws:username}${*}","Condition":"""
            + """{"StringEquals":{"aws:PrincipalTag/team":"${saml:sub}"},"StringLike":{"aws:username":"a"}}}}""";
        var second = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLike":"""
            + """{"AWS:Username":"x","saml:sub":"y"}}}}""";
        var request = new GetContextKeysForCustomPolicyRequest { PolicyInputList = [first, second, "{}"] };
        var keys = (await world.Server.Api.Get(request, world.Admin)).ContextKeyNames;
        Assert.Equal(["*", "AWS:Username", "aws:PrincipalTag/team", "aws:username", "saml:sub", "saml:sub"], keys.Order(StringComparer.Ordinal));

        var misspelt = first.Replace("StringLike", "StringLikes", StringComparison.Ordinal);
        Assert.Equal("InvalidInput", (await world.Server.Api.Call(request with { PolicyInputList = [misspelt] }, world.Admin)).Error!.Code);
    }

    private async Task<EvaluationResult> Only(SimulateCustomPolicyRequest request) =>
        Assert.Single((await world.Server.Api.Get(request, world.Admin)).EvaluationResults);
}
