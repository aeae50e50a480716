using Daypass.Core.Entities;
using Daypass.Protocol.Sts;

namespace Daypass.Server.Tests.Sts;

/// <summary>Session tags (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html).</summary>
public sealed class SessionTagTests(World world) : IClassFixture<World>
{
    /// <summary>Allows the probe to those whose principal tag team is web.</summary>
    private const string ProbeForWeb =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:GetAccessKeyInfo","Resource":"*","Condition":{"StringEquals":"""
        + """{"aws:PrincipalTag/team":"web"}}}]}""";

    [Fact]
    [Trait("Conformance", "tags set/inherit/conflict/case/transitive unknown/no TagSession")]
    public async Task Tags_are_principal_tags_of_the_session_and_win_over_those_of_the_role()
    {
        var (_, arn) = await world.NewRole(World.TrustAccount(world.Account), document: ProbeForWeb, tags: new EntityTag("Team", "db"));
        Assert.False(await world.MayProbe(await world.Assume(arn, world.Admin)));
        Assert.True(await world.MayProbe(await world.Assume(arn, world.Admin, static request => request with { Tags = [Tag("team", "web")] })));
    }

    [Theory]
    [Trait("Conformance", "tags set/inherit/conflict/case/transitive unknown/no TagSession")]
    [InlineData("a", "A", "Duplicate tag keys found. Please note that Tag keys are case insensitive.")]
    [InlineData("aws:x", "y", "Tag keys beginning with aws: are reserved for system use.")]
    [InlineData("AWS:x", "y", "Tag keys beginning with aws: are reserved for system use.")]
    public async Task Wrong_keys(string first, string second, string sentence)
    {
        var (_, arn) = await world.NewTrustingRole();
        var refusal = await world.Refusal(arn, world.Admin, request => request with { Tags = [Tag(first, "1"), Tag(second, "2")] });
        Assert.Equal(("InvalidParameterValue", 400, sentence), (refusal!.Code, refusal.Status, refusal.Message));
    }

    [Fact]
    [Trait("Conformance", "tags set/inherit/conflict/case/transitive unknown/no TagSession")]
    public async Task A_transitive_key_must_be_among_the_tags_whatever_its_case()
    {
        var (_, arn) = await world.NewTrustingRole();
        var refusal = await world.Refusal(arn, world.Admin, static request => request with { Tags = [Tag("a", "1")], TransitiveTagKeys = ["b"] });
        Assert.Equal(("InvalidParameterValue", "The specified transitive tag key must be included in the requested tags."), (refusal!.Code, refusal.Message));
        Assert.Null(await world.Refusal(arn, world.Admin, static request => request with { Tags = [Tag("a", "1")], TransitiveTagKeys = ["A"] }));
    }

    [Fact]
    [Trait("Conformance", "tags set/inherit/conflict/case/transitive unknown/no TagSession")]
    public async Task Tags_need_TagSession_on_both_sides()
    {
        var (_, onlyAssume) = await world.NewRole(World.TrustAccount(world.Account, "sts:AssumeRole"));
        var refusal = await world.Refusal(onlyAssume, world.Admin, static request => request with { Tags = [Tag("a", "1")] });
        Assert.StartsWith(
            $"User: arn:aws:iam::{world.Account}:user/admin is not authorized to perform: sts:TagSession on resource: {onlyAssume}", refusal!.Message,
            StringComparison.Ordinal);
        Assert.Null(await world.Refusal(onlyAssume, world.Admin));

        var (_, key) = await world.NewUser("sts:AssumeRole");
        var (_, open) = await world.NewTrustingRole();
        Assert.Contains(
            "sts:TagSession", (await world.Refusal(open, key, static request => request with { Tags = [Tag("a", "1")] }))!.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Conformance", "tags set/inherit/conflict/case/transitive unknown/no TagSession")]
    public async Task Inherited_tags_stay_win_and_need_TagSession_too()
    {
        var (_, first) = await world.NewTrustingRole("sts:*");
        var (_, second) = await world.NewRole(World.TrustAccount(world.Account), document: ProbeForWeb, tags: new EntityTag("team", "db"));
        var (_, third) = await world.NewRole(World.TrustPrincipal(second), document: ProbeForWeb);
        var (_, untagged) = await world.NewRole(World.TrustAccount(world.Account, "sts:AssumeRole"));
        var session = await world.Assume(
            first, world.Admin, static request => request with { Tags = [Tag("team", "web"), Tag("only", "here")], TransitiveTagKeys = ["team"] });

        var chained = await world.Assume(second, session);
        Assert.True(await world.MayProbe(chained));
        Assert.True(await world.MayProbe(await world.Assume(third, chained)));
        Assert.Contains("sts:TagSession", (await world.Refusal(untagged, session))!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Conformance", "tags set/inherit/conflict/case/transitive unknown/no TagSession")]
    [InlineData("team")]
    [InlineData("TEAM")]
    public async Task An_inherited_key_cannot_be_passed_again(string key)
    {
        var (_, first) = await world.NewTrustingRole("sts:*");
        var (_, second) = await world.NewTrustingRole();
        var session = await world.Assume(first, world.Admin, static request => request with { Tags = [Tag("team", "web")], TransitiveTagKeys = ["team"] });
        var refusal = await world.Refusal(second, session, request => request with { Tags = [Tag(key, "db")] });
        Assert.Equal(
            ("InvalidParameterValue",
                "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session."),
            (refusal!.Code, refusal.Message));
        Assert.Null(await world.Refusal(second, session, static request => request with { Tags = [Tag("other", "1")] }));
    }

    [Fact]
    public async Task A_tag_that_is_not_transitive_ends_with_its_session()
    {
        var (_, first) = await world.NewTrustingRole("sts:*");
        var (_, second) = await world.NewRole(World.TrustAccount(world.Account), document: ProbeForWeb);
        var session = await world.Assume(first, world.Admin, static request => request with { Tags = [Tag("team", "web")] });
        Assert.False(await world.MayProbe(await world.Assume(second, session)));
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:RequestTag/team":"web"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:RequestTag/team":"db"}}""", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["team","stage"]}}""", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["stage"]}}""", false)]
    [InlineData("""{"ForAnyValue:StringEquals":{"sts:TransitiveTagKeys":"team"}}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"sts:TransitiveTagKeys":"stage"}}""", false)]
    public async Task A_trust_policy_sees_the_tags_that_are_passed(string condition, bool accepted)
    {
        var (_, arn) = await world.NewRole(World.TrustPrincipal(world.Account, condition: condition));
        var refusal = await world.Refusal(arn, world.Admin, static request => request with { Tags = [Tag("team", "web")], TransitiveTagKeys = ["team"] });
        Assert.Equal(accepted, refusal is null);
    }

    [Fact]
    public async Task An_inherited_tag_stands_for_the_roles_own_while_the_trust_is_decided()
    {
        var (_, first) = await world.NewTrustingRole("sts:*");
        var condition = """{"StringEquals":{"aws:ResourceTag/team":"${aws:PrincipalTag/team}"}}""";
        var (_, second) = await world.NewRole(World.TrustPrincipal(world.Account, condition: condition), tags: new EntityTag("team", "db"));
        Assert.NotNull(await world.Refusal(second, await world.Assume(first, world.Admin, static request => request with { Tags = [Tag("team", "web")] })));
        Assert.Null(await world.Refusal(
            second, await world.Assume(first, world.Admin, static request => request with { Tags = [Tag("team", "web")], TransitiveTagKeys = ["team"] })));
    }

    private static Tag Tag(string key, string value) => new() { Key = key, Value = value };
}
