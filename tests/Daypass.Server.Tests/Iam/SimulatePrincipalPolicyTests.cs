using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Sts;

namespace Daypass.Server.Tests.Iam;

/// <summary>SimulatePrincipalPolicy and GetContextKeysForPrincipalPolicy: what stored users, groups and roles may do.</summary>
public sealed class SimulatePrincipalPolicyTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_user_has_its_own_policies_those_of_its_groups_and_what_is_added()
    {
        var (user, _) = await world.NewUser("s3:GetObject");
        var (group, arn) = await NewGroup("ec2:DescribeInstances");
        await world.Server.Api.Get(new AddUserToGroupRequest { GroupName = group, UserName = user.Name }, world.Admin);
        var results = (await world.Server.Api.Get(
            new SimulatePrincipalPolicyRequest { PolicySourceArn = world.Parts.Arns.For(user), PolicyInputList = [World.Allow("sqs:SendMessage")],
                ActionNames = ["s3:GetObject", "ec2:DescribeInstances", "sqs:SendMessage", "sns:Publish"] },
            world.Admin)).EvaluationResults;
        Assert.Equal(["allowed", "allowed", "allowed", "implicitDeny"], results.Select(static result => result.EvalDecision));
        Assert.Equal(
            [$"user_{user.Name}_own", $"group_{group}_own", "PolicyInputList.1"],
            results.Take(3).Select(static result => Assert.Single(result.MatchedStatements!).SourcePolicyId));

        var alone = await Only(new SimulatePrincipalPolicyRequest { PolicySourceArn = arn, ActionNames = ["ec2:DescribeInstances"] });
        Assert.Equal("allowed", alone.EvalDecision);
    }

    [Fact]
    public async Task A_stored_boundary_counts_and_another_can_be_tried_in_its_place()
    {
        var (user, _) = await world.NewUser("*");
        var boundary =
            (await world.Server.Api.Get(new CreatePolicyRequest { PolicyName = "boundary-" + user.Name, PolicyDocument = World.Allow("ec2:*") }, world.Admin))
            .Policy!.Arn!;
        await world.Server.Api.Get(new PutUserPermissionsBoundaryRequest { UserName = user.Name, PermissionsBoundary = boundary }, world.Admin);
        var request = new SimulatePrincipalPolicyRequest { PolicySourceArn = world.Parts.Arns.For(user), ActionNames = ["s3:GetObject"] };
        var limited = await Only(request);
        Assert.Equal(("implicitDeny", false), (limited.EvalDecision, limited.PermissionsBoundaryDecisionDetail!.AllowedByPermissionsBoundary));
        Assert.Equal("allowed", (await Only(request with { PermissionsBoundaryPolicyInputList = [World.Allow("s3:*")] })).EvalDecision);
    }

    [Fact]
    public async Task The_simulation_and_the_service_decide_alike()
    {
        var (user, key) = await world.NewUser(World.Probe);
        var request = new SimulatePrincipalPolicyRequest { PolicySourceArn = world.Parts.Arns.For(user), ActionNames = [World.Probe] };
        Assert.Equal(("allowed", true), ((await Only(request)).EvalDecision, await world.MayProbe(key)));
        await world.Server.Api.Get(
            new PutUserPolicyRequest { UserName = user.Name, PolicyName = "no",
            PolicyDocument = World.Allow(World.Probe).Replace("Allow", "Deny", StringComparison.Ordinal) }, world.Admin);
        Assert.Equal(("explicitDeny", false), ((await Only(request)).EvalDecision, await world.MayProbe(key)));
    }

    [Fact]
    public async Task A_role_is_asked_as_itself_unless_another_caller_is_named()
    {
        var (_, arn) = await world.NewTrustingRole("s3:*");
        var trust = World.TrustPrincipal(arn);
        var request = new SimulatePrincipalPolicyRequest { PolicySourceArn = arn, ActionNames = ["sts:AssumeRole"],
            ResourceArns = [$"arn:aws:iam::{world.Account}:role/target"], TrustPolicy = trust };
        Assert.Equal("allowed", (await Only(request)).EvalDecision);
        Assert.Equal("implicitDeny", (await Only(request with { CallerArn = $"arn:aws:iam::{world.Account}:user/bob" })).EvalDecision);
    }

    [Fact]
    public async Task The_keys_of_everything_a_principal_holds_are_listed()
    {
        var (user, _) = await world.NewUser(
            document: """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":"""
            + """{"aws:SourceVpc":"v"}}}}""");
        var keys = (await world.Server.Api.Get(
            new GetContextKeysForPrincipalPolicyRequest { PolicySourceArn = world.Parts.Arns.For(user),
                PolicyInputList = [World.Allow("*", "arn:aws:s3:::b/${aws:username}")] }, world.Admin)).ContextKeyNames;
        Assert.Equal(["aws:SourceVpc", "aws:username"], keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_is_not_there_or_cannot_call_is_refused()
    {
        var request = new SimulatePrincipalPolicyRequest { PolicySourceArn = $"arn:aws:iam::{world.Account}:user/nobody", ActionNames = ["s3:GetObject"] };
        Assert.Equal(("NoSuchEntity", 404), await Refusal(request));
        Assert.Equal(("InvalidInput", 400), await Refusal(request with { PolicySourceArn = $"arn:aws:iam::{world.Account}:mfa/nobody" }));
        Assert.Equal(("InvalidInput", 400), await Refusal(request with { PolicySourceArn = "arn:aws:iam::999999999999:user/admin" }));
    }

    [Fact]
    public async Task A_source_is_found_whatever_its_path_and_authorized_by_its_own_ARN()
    {
        var name = "moved-" + Guid.NewGuid().ToString("N");
        await world.Server.Api.Get(new CreateUserRequest { UserName = name, Path = "/real/" }, world.Admin);
        var written = $"arn:aws:iam::{world.Account}:user/written/{name}";
        var (_, key) = await world.NewUser(document: World.Allow("iam:SimulatePrincipalPolicy", $"arn:aws:iam::{world.Account}:user/real/*"));
        var (_, other) = await world.NewUser(document: World.Allow("iam:SimulatePrincipalPolicy", $"arn:aws:iam::{world.Account}:user/written/*"));
        var request = new SimulatePrincipalPolicyRequest { PolicySourceArn = written, ActionNames = ["s3:GetObject"] };
        Assert.Null((await world.Server.Api.Call(request, key)).Error);
        Assert.Equal("AccessDenied", (await world.Server.Api.Call(request, other)).Error!.Code);
    }

    [Fact]
    public async Task A_denial_does_not_tell_who_is_in_another_account_and_where()
    {
        var (account, _, admin) = await world.NewAccount();
        const string Name = "somebody";
        const string Nobody = "somenone";
        await world.Server.Api.Get(new CreateUserRequest { UserName = Name, Path = "/real/", Tags = [new Tag { Key = "team", Value = "red" }] }, admin);
        await world.Server.Api.Get(
            new CreateRoleRequest { RoleName = Name, Path = "/real/", AssumeRolePolicyDocument = World.TrustAccount(account) }, admin);
        await world.Server.Api.Get(new CreateGroupRequest { GroupName = Name, Path = "/real/" }, admin);
        var (_, nothing) = await world.NewUser("sqs:SendMessage");
        var (_, written) = await world.NewUser(document: Below("written"));
        var (_, real) = await world.NewUser(document: Below("real"));
        var (_, tagged) = await world.NewUser(document: """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*",
            "Condition":{"StringEquals":{"iam:ResourceTag/team":"red"}}}]}
            """);
        foreach (var type in new[] { "user", "role", "group" })
        {
            foreach (var key in new[] { nothing, written, real, tagged })
            {
                var there = await Denials($"arn:aws:iam::{account}:{type}/written/{Name}", key);
                Assert.DoesNotContain("/real/", there, StringComparison.Ordinal);
                Assert.Equal(there.Replace(Name, Nobody, StringComparison.Ordinal), await Denials($"arn:aws:iam::{account}:{type}/written/{Nobody}", key));
            }
        }

        string Below(string path) => $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":["arn:aws:iam::{{account}}:user/{{path}}/*",
            "arn:aws:iam::{{account}}:role/{{path}}/*","arn:aws:iam::{{account}}:group/{{path}}/*"]}]}
            """;
    }

    [Fact]
    public async Task Policies_of_a_kind_an_ARN_or_a_name_can_be_left_out()
    {
        var (user, _) = await world.NewUser("s3:GetObject");
        var managed = "managed-" + user.Name;
        var arn = (await world.Server.Api.Get(new CreatePolicyRequest { PolicyName = managed, PolicyDocument = World.Allow("s3:GetObject") }, world.Admin))
            .Policy!.Arn!;
        await world.Server.Api.Get(new AttachUserPolicyRequest { UserName = user.Name, PolicyArn = arn }, world.Admin);
        var request = new SimulatePrincipalPolicyRequest { PolicySourceArn = world.Parts.Arns.For(user), ActionNames = ["s3:GetObject"] };
        Assert.Equal(2, (await Only(request)).MatchedStatements!.Count);
        var inline = new PolicyIdentifier
        {
            InlinePolicyIdentifier = new() { PolicyName = "own", AttachmentType = "user", AttachmentName = user.Name[..^1] + "?" },
        };
        Assert.Equal([managed], await Sources(request with { PolicyExclusionList = [inline] }));
        Assert.Equal([managed], await Sources(request with { PolicyExclusionList = [new() { PolicyType = "inline" }] }));
        Assert.Equal([$"user_{user.Name}_own"], await Sources(request with { PolicyExclusionList = [new() { PolicyArn = arn }] }));
        Assert.Empty(await Sources(request with { PolicyExclusionList = [inline, new() { PolicyType = "user-managed" }] }));
        Assert.Equal(("InvalidInput", 400), await Refusal(request with { PolicyExclusionList = [inline with { PolicyType = "inline" }] }));
    }

    private async Task<string> Denials(string source, SigningCredentials key)
    {
        var simulation = (await world.Server.Api.Call(
            new SimulatePrincipalPolicyRequest { PolicySourceArn = source, ActionNames = ["s3:GetObject"] }, key)).Error!;
        var keys = (await world.Server.Api.Call(new GetContextKeysForPrincipalPolicyRequest { PolicySourceArn = source }, key)).Error!;
        return string.Join('\n', new[] { simulation, keys }.Select(error => $"{error.Code} {WithoutCipher(error.Message!)}"))
            .Replace(key.AccessKeyId, "", StringComparison.Ordinal);

        // What is enciphered is different each time; it is packed, so that its length says nothing that can be compared.
        static string WithoutCipher(string message) => message[..(message.LastIndexOf(' ') + 1)];
    }

    private async Task<IEnumerable<string?>> Sources(SimulatePrincipalPolicyRequest request) =>
        (await Only(request)).MatchedStatements!.Select(static matched => matched.SourcePolicyId);

    private async Task<(string Name, string Arn)> NewGroup(string allow)
    {
        var name = "group-" + Guid.NewGuid().ToString("N");
        var arn = (await world.Server.Api.Get(new CreateGroupRequest { GroupName = name }, world.Admin)).Group!.Arn!;
        await world.Server.Api.Get(new PutGroupPolicyRequest { GroupName = name, PolicyName = "own", PolicyDocument = World.Allow(allow) }, world.Admin);
        return (name, arn);
    }

    private async Task<(string Code, int Status)> Refusal(SimulatePrincipalPolicyRequest request)
    {
        var refused = (await world.Server.Api.Call(request, world.Admin)).Error!;
        return (refused.Code, refused.Status);
    }

    private async Task<EvaluationResult> Only(SimulatePrincipalPolicyRequest request) =>
        Assert.Single((await world.Server.Api.Get(request, world.Admin)).EvaluationResults);
}
