using Daypass.Protocol.Sts;

namespace Daypass.Server.Tests.Sts;

/// <summary>Source identities (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html).</summary>
public sealed class SourceIdentityTests(World world) : IClassFixture<World>
{
    [Fact]
    [Trait("Conformance", "SourceIdentity set/inherit/repeat/change/no permission")]
    public async Task It_is_set_answered_inherited_and_cannot_be_changed()
    {
        var (_, first) = await world.NewTrustingRole("sts:*");
        var (_, second) = await world.NewTrustingRole("sts:*");
        var request = new AssumeRoleRequest { RoleArn = first, RoleSessionName = "session", SourceIdentity = "alice@example.com" };
        var answer = await world.Server.Api.Get(request, world.Admin);
        Assert.Equal("alice@example.com", answer.SourceIdentity);

        var session = answer.Credentials.ToSigning();
        var inherited = await world.Server.Api.Get(request with { RoleArn = second, SourceIdentity = null }, session);
        Assert.Equal("alice@example.com", inherited.SourceIdentity);
        Assert.Equal("alice@example.com", (await world.Server.Api.Get(request with { RoleArn = second }, session)).SourceIdentity);

        var changed = await world.Server.Api.Call(request with { RoleArn = second, SourceIdentity = "bob" }, session);
        Assert.Equal(
            ("ValidationError", 400, "The source identity is already set for this assume role session"),
            (changed.Error!.Code, changed.Error.Status, changed.Error.Message));
        Assert.Equal(
            "alice@example.com", (await world.Server.Api.Get(request with { RoleArn = first, SourceIdentity = null }, inherited.Credentials.ToSigning()))
            .SourceIdentity);
    }

    [Fact]
    [Trait("Conformance", "SourceIdentity set/inherit/repeat/change/no permission")]
    public async Task It_needs_SetSourceIdentity_when_it_is_set_and_when_it_is_inherited()
    {
        var (_, free) = await world.NewTrustingRole("sts:*");
        var (_, strict) = await world.NewRole(World.TrustAccount(world.Account, "sts:AssumeRole"));
        var set = await world.Refusal(strict, world.Admin, static request => request with { SourceIdentity = "alice" });
        Assert.StartsWith(
            $"User: arn:aws:iam::{world.Account}:user/admin is not authorized to perform: sts:SetSourceIdentity on resource: {strict}", set!.Message,
            StringComparison.Ordinal);

        var session = await world.Assume(free, world.Admin, static request => request with { SourceIdentity = "alice" });
        Assert.Contains(
            "is not authorized to perform: sts:SetSourceIdentity on resource", (await world.Refusal(strict, session))!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alice", null)]
    [InlineData(null, "sts:AssumeRole")]
    [InlineData("mallory", "sts:SetSourceIdentity")]
    public async Task A_trust_policy_that_asks_for_one_names_the_action_that_AWS_names(string? given, string? named)
    {
        var (_, arn) = await world.NewRole(World.TrustPrincipal(world.Account, condition: """{"StringEquals":{"sts:SourceIdentity":"alice"}}"""));
        var refusal = await world.Refusal(arn, world.Admin, request => request with { SourceIdentity = given });
        Assert.True(named is null ? refusal is null : refusal!.Message!.Contains($"perform: {named} on", StringComparison.Ordinal), refusal?.Message);
    }

    [Fact]
    public async Task Later_requests_carry_it()
    {
        var (_, arn) = await world.NewRole(
            World.TrustAccount(world.Account),
            document: """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:GetAccessKeyInfo","Resource":"*","Condition":{"StringEquals":"""
                + """{"aws:SourceIdentity":"alice"}}}]}""");
        Assert.True(await world.MayProbe(await world.Assume(arn, world.Admin, static request => request with { SourceIdentity = "alice" })));
        Assert.False(await world.MayProbe(await world.Assume(arn, world.Admin)));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(64, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public async Task Its_length_is_two_to_256(int length, bool accepted)
    {
        var (_, arn) = await world.NewTrustingRole();
        Assert.Equal(accepted, await world.Refusal(arn, world.Admin, request => request with { SourceIdentity = new string('a', length) }) is null);
    }

    [Fact]
    public async Task The_prefix_of_AWS_fails_by_its_colon()
    {
        var (_, arn) = await world.NewTrustingRole();
        Assert.Equal("ValidationError", (await world.Refusal(arn, world.Admin, static request => request with { SourceIdentity = "aws:alice" }))!.Code);
    }
}
