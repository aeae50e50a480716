using Daypass.Policy.Validation;
using Daypass.Protocol.Iam;
using Daypass.Testing.Server;

namespace Daypass.Iam.Tests;

/// <summary>What is saved where: inline documents are taken that managed ones may not be, and trust policies name services that are there.</summary>
public sealed class SavingTests(IamWorld world) : IClassFixture<IamWorld>
{
    private const string WrongVersion = "Policy document must be version 2012-10-17 or greater.";

    public static TheoryData<string> OldVersions => new()
    {
        """{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}}""",
        """{"Statement":{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}}""",
    };

    [Theory, MemberData(nameof(OldVersions))]
    public async Task An_old_version_may_be_inline_and_not_managed(string document)
    {
        var name = $"o{Guid.NewGuid():N}";
        await world.Do(new CreateUserRequest { UserName = name });
        await world.Do(new CreateGroupRequest { GroupName = name });
        await world.Do(new CreateRoleRequest { RoleName = name, AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Do(new PutUserPolicyRequest { UserName = name, PolicyName = "old", PolicyDocument = document });
        await world.Do(new PutGroupPolicyRequest { GroupName = name, PolicyName = "old", PolicyDocument = document });
        await world.Do(new PutRolePolicyRequest { RoleName = name, PolicyName = "old", PolicyDocument = document });
        Assert.Equal(document, (await world.Do(new GetRolePolicyRequest { RoleName = name, PolicyName = "old" })).PolicyDocument);

        await world.Refuses(new CreatePolicyRequest { PolicyName = name, PolicyDocument = document }, "MalformedPolicyDocument", 400, WrongVersion);
        var managed = (await world.Do(new CreatePolicyRequest { PolicyName = name, PolicyDocument = IamWorld.EverythingAllowed })).Policy!.Arn!;
        await world.Refuses(
            new CreatePolicyVersionRequest { PolicyArn = managed, PolicyDocument = document }, "MalformedPolicyDocument", 400, WrongVersion);
    }

    [Theory]
    [InlineData("2012-10-17", true)]
    [InlineData("2008-10-17", false)]
    public async Task A_variable_is_text_in_an_old_version(string version, bool allowed)
    {
        var name = $"v{Guid.NewGuid():N}";
        var key = await world.NewUser(name, $$"""
            {"Version":"{{version}}","Statement":{"Effect":"Allow","Action":"iam:GetUser","Resource":"{{world.Arn("user/")}}${aws:username}"} }
            """);
        Assert.Equal(allowed, (await world.Server.Api.Call(new GetUserRequest { UserName = name }, key)).Succeeded);
    }

    [Theory]
    [InlineData("arn:aws:logs:*")]
    [InlineData("arn:aws:dynamodb:*")]
    [InlineData("arn:aws:s3:*")]
    [InlineData("arn:aws:codebuild")]
    public async Task A_short_ARN_is_saved(string resource)
    {
        var name = $"s{Guid.NewGuid():N}";
        await world.Do(new CreatePolicyRequest { PolicyName = name, PolicyDocument = IamWorld.Allows("s3:*", resource) });
        await world.NewUser(name, IamWorld.Allows("s3:*", resource));
    }

    [Fact]
    public async Task A_service_of_ones_own_is_trusted_when_the_operator_says_so()
    {
        var trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"backup.internal"},"Action":"sts:AssumeRole"}]}""";
        var create = new CreateRoleRequest { RoleName = "backup", AssumeRolePolicyDocument = trust };
        await world.Refuses(create, "MalformedPolicyDocument", 400, "Invalid principal in policy: \"SERVICE\":\"backup.internal\"");

        await using var server = await RunningServer.Start(world.Clock, static options => options with
        {
            Trust = new TrustRules { Services = ["backup.internal"] },
        });
        Assert.Equal("backup", (await server.Api.Get(create, server.Admin)).Role.RoleName);
    }

    [Fact]
    public async Task Trust_that_strict_servers_refuse_is_saved_with_a_line_in_the_log()
    {
        var name = $"g{Guid.NewGuid():N}";
        var trust = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"{{world.Arn("oidc-provider/gitlab.com")}}"},
            "Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{"gitlab.com:sub":"project_path:*"} } }]}
            """;
        Assert.DoesNotContain(world.Server.Log.All, static line => line.Contains("gitlab.com serves many organizations", StringComparison.Ordinal));
        await world.Do(new CreateRoleRequest { RoleName = name, AssumeRolePolicyDocument = trust });
        await world.Do(new UpdateAssumeRolePolicyRequest { RoleName = name, PolicyDocument = trust });

        var advice = world.Server.Log.All.Where(static line => line.Contains("gitlab.com serves many organizations", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, advice.Count);
        Assert.Contains("CreateRole", advice[0], StringComparison.Ordinal);
        Assert.Contains("UpdateAssumeRolePolicy", advice[1], StringComparison.Ordinal);
    }
}
