using System.Globalization;
using Daypass.Core.Entities;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Organizations;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;
using Daypass.Server.Tests.Sts;
using Daypass.Server.Tests.Toolbox;

namespace Daypass.Server.Tests.Organizations;

/// <summary>Who sees the text of an organisation's control policies, and how many levels of them there are.</summary>
public sealed class ControlPolicyTextTests(World world) : IClassFixture<World>
{
    private const string Document = """
        {"Version":"2012-10-17","Statement":[{"Sid":"NoGroups","Effect":"Deny","Action":"iam:CreateGroup","Resource":"*",
         "Condition":{"StringNotEquals":{"aws:PrincipalTag/clearance":"secret"}}}]}
        """;

    [Fact]
    public async Task A_member_is_shown_which_control_policy_denied_and_not_its_document()
    {
        var (admin, member, session) = await Organize("shown");
        var policy = (await world.Server.Api.Get(
            new CreateControlPolicyRequest { Name = "hidden", Description = "", Type = ControlPolicy.ServiceType, Content = Document }, admin))
            .Policy!.PolicySummary!;
        await world.Server.Api.Get(new AttachControlPolicyRequest { PolicyId = policy.Id!, TargetId = member }, admin);
        var id = ToolboxClient.IdIn((await world.Server.Api.Call(new CreateGroupRequest { GroupName = "group" }, session)).Error!.Message)!;

        var (status, _, body) = await world.Server.Api.Details(world.Clock, id, session);
        Assert.Equal(200, status);
        var shown = Assert.Single(body["policies"]!.AsArray(), shown => (string?)shown!["uri"] == policy.Arn)!;
        Assert.Equal(("SERVICE_CONTROL_POLICY", false), ((string?)shown["type"], (bool)shown["inline"]!));
        var matched = Assert.Single(body["evaluations"]![0]!["matchedPolicies"]!.AsArray(), matched => (string?)matched!["uri"] == policy.Arn)!;
        var statement = Assert.Single(matched["matchedStatements"]!.AsArray())!;
        Assert.Equal(("NoGroups", "DENY"), ((string?)statement["sid"], (string?)statement["evaluatedEffect"]));
        Assert.DoesNotContain("clearance", body.ToJsonString(), StringComparison.Ordinal);

        var control = 0;
        foreach (var one in body["policies"]!.AsArray())
        {
            var isControl = ((string)one!["type"]!).EndsWith("CONTROL_POLICY", StringComparison.Ordinal);
            var (answered, error, text) = await world.Server.Api.Policy(world.Clock, id, (string)one["uri"]!, session);
            Assert.Equal(isControl ? (403, "AccessDeniedException") : (200, null), (answered, error));
            Assert.DoesNotContain("clearance", text.ToJsonString(), StringComparison.Ordinal);
            control += isControl ? 1 : 0;
        }

        Assert.True(control > 1, body.ToJsonString());

        // Who has no part in the request is told nothing of it; the management account reads its policies where it has them.
        Assert.Equal(404, (await world.Server.Api.Policy(world.Clock, id, policy.Arn!, admin)).Status);
        var read = await world.Server.Api.Get(new DescribeControlPolicyRequest { PolicyId = policy.Id! }, admin);
        Assert.Contains("clearance", read.Policy!.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_is_told_how_many_levels_of_control_policies_bind_its_callers()
    {
        var (admin, _, session) = await Organize("levels");
        var answer = await Ask(session);
        Assert.Equal((2, 2), (answer.ServiceControlLevels, answer.ResourceControlLevels));
        Assert.Equal(
            ["ServiceControl 0", "ServiceControl 1", "ResourceControl 0", "ResourceControl 1"],
            answer.Policies.Where(static policy => policy.Layer.EndsWith("Control", StringComparison.Ordinal))
                .Select(static policy => $"{policy.Layer} {policy.Level}"));

        // The management account is bound by none, nor is an account in no organisation.
        foreach (var free in new[] { admin, world.Admin })
        {
            answer = await Ask(free);
            Assert.Equal(("documents", null, null), (answer.DecideBy, answer.ServiceControlLevels, answer.ResourceControlLevels));
        }
    }

    private Task<GetSigningKeyResponse> Ask(SigningCredentials caller) => world.Server.Api.Get(
        new GetSigningKeyRequest
        {
            AccessKeyId = caller.AccessKeyId,
            SessionToken = caller.SessionToken,
            Date = world.Clock.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            Region = "eu-west-1",
            SigningName = "orders",
        },
        caller);

    private async Task<(SigningCredentials Admin, string Member, SigningCredentials Session)> Organize(string name)
    {
        var (api, (_, _, admin)) = (world.Server.Api, await world.NewAccount());
        await api.Get(new CreateOrganizationRequest(), admin);
        var root = (await api.Get(new ListRootsRequest(), admin)).Roots.Single().Id!;
        await api.Get(new EnablePolicyTypeRequest { RootId = root, PolicyType = ControlPolicy.ServiceType }, admin);
        await api.Get(new EnablePolicyTypeRequest { RootId = root, PolicyType = ControlPolicy.ResourceType }, admin);
        var request = new CreateAccountRequest { AccountName = name, Email = $"{name}@example.com" };
        var member = (await api.Get(request, admin)).CreateAccountStatus!.AccountId!;
        return (admin, member, await world.Assume($"arn:aws:iam::{member}:role/OrganizationAccountAccessRole", admin));
    }
}
