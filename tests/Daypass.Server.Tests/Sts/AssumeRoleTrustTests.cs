using Daypass.Core.Entities;

namespace Daypass.Server.Tests.Sts;

/// <summary>Who may become a role: the trust policy, the policies of the caller and both accounts together.</summary>
public sealed class AssumeRoleTrustTests(World world) : IClassFixture<World>
{
    [Fact]
    [Trait("Conformance", "same-account direct trust without identity allow")]
    public async Task Same_account_direct_trust_without_identity_allow()
    {
        var (user, key) = await world.NewUser();
        var (_, arn) = await world.NewRole(World.TrustPrincipal(world.Parts.Arns.For(user)));
        Assert.Null(await world.Refusal(arn, key));
    }

    [Fact]
    [Trait("Conformance", "account trust with and without identity allow")]
    public async Task Account_trust_with_identity_allow()
    {
        var (_, key) = await world.NewUser("sts:AssumeRole");
        var (_, arn) = await world.NewTrustingRole();
        Assert.Null(await world.Refusal(arn, key));
    }

    [Fact]
    [Trait("Conformance", "account trust with and without identity allow")]
    public async Task Account_trust_without_identity_allow()
    {
        var (user, key) = await world.NewUser();
        var (_, arn) = await world.NewTrustingRole();
        var refusal = await world.Refusal(arn, key);
        Assert.Equal(("AccessDenied", 403), (refusal!.Code, refusal.Status));
        Assert.Equal(
            $"User: {world.Parts.Arns.For(user)} is not authorized to perform: sts:AssumeRole on resource: {arn} because no identity-based policy allows the "
                + "sts:AssumeRole action",
            refusal.Message);
    }

    [Theory]
    [Trait("Conformance", "cross-account four combinations + wildcard")]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Cross_account_four_combinations(bool trusted, bool allowed)
    {
        var other = await world.NewAccount();
        var (user, key) = await world.NewUser(allowed ? "sts:AssumeRole" : "iam:GetUser");
        var (_, arn) = await world.NewRole(World.TrustAccount(trusted ? world.Account : other.Id), account: other.Id);
        var refusal = await world.Refusal(arn, key);
        Assert.Equal(trusted && allowed, refusal is null);

        // Which side refused is not told.
        Assert.True(refusal is null
            || refusal.Message == $"User: {world.Parts.Arns.For(user)} is not authorized to perform: sts:AssumeRole on resource: {arn}");
    }

    [Theory]
    [Trait("Conformance", "cross-account four combinations + wildcard")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cross_account_wildcard_trust_needs_the_identity_allow(bool allowed)
    {
        var other = await world.NewAccount();
        var (_, key) = await world.NewUser(allowed ? "sts:AssumeRole" : null);
        var (_, arn) = await world.NewRole(World.TrustPrincipal("*"), account: other.Id);
        Assert.Equal(allowed, await world.Refusal(arn, key) is null);
    }

    [Fact]
    [Trait("Conformance", "unknown role text equals denied text")]
    public async Task Unknown_role_text_equals_denied_text()
    {
        var other = await world.NewAccount();
        var (_, denied) = await world.NewRole(World.TrustAccount(other.Id), account: other.Id);
        var unknown = denied[..^3] + "zzz";
        foreach (var key in new[] { world.Admin, (await world.NewUser()).Key })
        {
            var first = await world.Refusal(denied, key);
            var second = await world.Refusal(unknown, key);
            Assert.Equal(first!.Message!.Replace(denied, unknown, StringComparison.Ordinal), second!.Message);
            Assert.Equal((first.Code, first.Status), (second.Code, second.Status));
        }

        // In one account too, where the caller's own side allows.
        var (_, distrusting) = await world.NewRole(World.TrustAccount(other.Id));
        Assert.Equal(
            (await world.Refusal(distrusting, world.Admin))!.Message!.Replace(distrusting, unknown, StringComparison.Ordinal),
            (await world.Refusal(unknown.Replace(other.Id, world.Account, StringComparison.Ordinal), world.Admin))!.Message!.Replace(
                world.Account + ":role", other.Id + ":role", StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Conformance", "unknown role text equals denied text")]
    [InlineData("Allow", "StringEquals", "web")]
    [InlineData("Allow", "StringNotEquals", "web")]
    [InlineData("Allow", "Null", "true")]
    [InlineData("Allow", "Null", "false")]
    [InlineData("Deny", "StringEquals", "web")]
    [InlineData("Deny", "StringNotEquals", "web")]
    [InlineData("Deny", "Null", "true")]
    [InlineData("Deny", "Null", "false")]
    public async Task Unknown_role_text_equals_denied_text_for_callers_whose_policies_ask_for_tags(string effect, string test, string value)
    {
        var policy = $$$$"""{"Version":"2012-10-17","Statement":"""
            + $$$$"""[{"Effect":"Allow","Action":"sts:*","Resource":"{{{{(effect == "Deny" ? "*" : "arn:aws:iam::*:role/nothing")}}}}"},"""
            + $$$$"""{"Effect":"{{{{effect}}}}","Action":"sts:AssumeRole","Resource":"*","Condition":{"{{{{test}}}}":"""
            + $$$$"""{"aws:ResourceTag/team":"{{{{value}}}}"}}}]}""";
        var (_, key) = await world.NewUser(document: policy);
        var stranger = (await world.NewAccount()).Id;
        const string DenyAll = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""";
        var roles = new[]
        {
            (await world.NewRole(World.TrustAccount(stranger), tags: new EntityTag("team", "web"))).Arn,
            (await world.NewRole(World.TrustAccount(stranger), tags: new EntityTag("team", "db"))).Arn,
            (await world.NewRole(World.TrustAccount(stranger))).Arn,
            (await world.NewRole(DenyAll, tags: new EntityTag("team", "web"))).Arn,
        };
        var unknown = roles[0][..^3] + "zzz";
        var expected = await world.Refusal(unknown, key);
        foreach (var denied in roles)
        {
            var refusal = await world.Refusal(denied, key);
            Assert.Equal(
                (expected!.Code, expected.Status, expected.Message),
                (refusal!.Code, refusal.Status, refusal.Message!.Replace(denied, unknown, StringComparison.Ordinal)));
        }
    }

    [Fact]
    [Trait("Conformance", "role with path; session ARN has no path")]
    public async Task Role_with_path_has_a_session_without_one()
    {
        var (role, arn) = await world.NewRole(World.TrustAccount(world.Account), path: "/teams/web/");
        Assert.Contains(":role/teams/web/", arn, StringComparison.Ordinal);
        var who = await world.WhoAmI(await world.Assume(arn, world.Admin));

        Assert.Equal($"arn:aws:sts::{world.Account}:assumed-role/{role.Name}/session", who.Arn);
        Assert.Equal($"{role.Id}:session", who.UserId);
        Assert.Equal(world.Account, who.Account);
        Assert.NotNull(await world.Refusal(arn.Replace("/teams/web", "", StringComparison.Ordinal), world.Admin));
    }

    [Theory]
    [Trait("Conformance", "ExternalId present/absent/duplicate")]
    [InlineData("right", true)]
    [InlineData("wrong", false)]
    [InlineData(null, false)]
    public async Task ExternalId(string? given, bool accepted)
    {
        var (_, arn) = await world.NewRole(World.TrustPrincipal(world.Account, condition: """{"StringEquals":{"sts:ExternalId":"right"}}"""));
        Assert.Equal(accepted, await world.Refusal(arn, world.Admin, request => request with { ExternalId = given }) is null);
    }

    [Fact]
    [Trait("Conformance", "root caller")]
    public async Task Root_caller()
    {
        var (_, arn) = await world.NewRole(World.TrustPrincipal("*"));
        var refusal = await world.Refusal(arn, world.Root);
        Assert.Equal(("AccessDenied", 403, "Roles may not be assumed by root accounts."), (refusal!.Code, refusal.Status, refusal.Message));
    }

    [Theory]
    [InlineData("nothing-valid-in-here")]
    [InlineData("arn::b:::something/test-role")]
    [InlineData("arn:a::::something/test-role")]
    [InlineData("arn:a:::something/test-role")]
    [InlineData("arn:a:a::aaaaaaaaaa:")]
    public async Task A_role_arn_that_is_none(string arn)
    {
        var refusal = await world.Refusal(arn, world.Admin);
        Assert.Equal(("ValidationError", 400, $"{arn} is invalid"), (refusal!.Code, refusal.Status, refusal.Message));
    }

    [Fact]
    public async Task Chaining_needs_the_role_and_not_its_policies_when_the_target_names_it()
    {
        var (_, source) = await world.NewTrustingRole();
        var (_, target) = await world.NewRole(World.TrustPrincipal(source));
        var session = await world.Assume(source, world.Admin);
        Assert.Null(await world.Refusal(target, session));
        Assert.NotNull(await world.Refusal(source, session));
    }

    [Fact]
    public async Task A_trust_in_a_role_does_not_pass_to_its_namesake()
    {
        var (source, sourceArn) = await world.NewTrustingRole();
        var (_, target) = await world.NewRole(World.TrustPrincipal(sourceArn));
        await world.Delete(source);
        await world.NewRole(World.TrustAccount(world.Account), name: source.Name);
        Assert.NotNull(await world.Refusal(target, await world.Assume(sourceArn, world.Admin)));
    }

    [Fact]
    public async Task A_trust_in_one_session_is_not_one_in_the_others()
    {
        var (source, arn) = await world.NewTrustingRole();
        var (_, target) = await world.NewRole(World.TrustPrincipal($"arn:aws:sts::{world.Account}:assumed-role/{source.Name}/session"));
        Assert.Null(await world.Refusal(target, await world.Assume(arn, world.Admin)));
        Assert.NotNull(await world.Refusal(target, await world.Assume(arn, world.Admin, static request => request with { RoleSessionName = "another" })));
    }

    [Fact]
    public async Task An_explicit_deny_of_the_caller_wins_and_is_named_in_its_own_account()
    {
        var (user, key) = await world.NewUser(
            document: """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*"}]}""");
        var (_, arn) = await world.NewRole(World.TrustPrincipal(world.Parts.Arns.For(user)));
        var refusal = await world.Refusal(arn, key);
        Assert.EndsWith("with an explicit deny in an identity-based policy", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tags_of_a_role_stand_for_the_resource_in_both_policies()
    {
        var (_, key) = await world.NewUser(
            document: """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*","Condition":{"StringEquals":"""
            + """{"aws:ResourceTag/team":"web"}}}]}""");
        var (_, web) = await world.NewRole(World.TrustAccount(world.Account), tags: new EntityTag("team", "web"));
        var (_, db) = await world.NewRole(World.TrustAccount(world.Account), tags: new EntityTag("team", "db"));
        Assert.Null(await world.Refusal(web, key));
        Assert.NotNull(await world.Refusal(db, key));
    }
}
