using Daypass.Core.Entities;
using Daypass.Core.Sessions;
using Daypass.Protocol;
using Daypass.Protocol.Sts;

namespace Daypass.Server.Tests.Sts;

/// <summary>Session policies and what fits a token (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session).</summary>
public sealed class SessionPolicyTests(World world) : IClassFixture<World>
{
    private const string TooLarge =
        "^The session token would have [0-9]{5} bytes, and the maximum is 4096 bytes\\. Session policies and session tags add to its size\\.$";

    private static readonly string AllowsProbe = World.Allow(World.Probe);
    private static readonly string AllowsNothingUseful = World.Allow("iam:GetUser");

    [Fact]
    [Trait("Conformance", "session policy ∩")]
    public async Task An_inline_policy_limits_the_role_and_grants_nothing()
    {
        var (_, may) = await world.NewTrustingRole(World.Probe);
        var (_, mayNot) = await world.NewTrustingRole("iam:GetUser");
        Assert.True(await world.MayProbe(await world.Assume(may, world.Admin, static request => request with { Policy = AllowsProbe })));
        Assert.False(await world.MayProbe(await world.Assume(may, world.Admin, static request => request with { Policy = AllowsNothingUseful })));
        Assert.False(await world.MayProbe(await world.Assume(mayNot, world.Admin, static request => request with { Policy = AllowsProbe })));
    }

    [Theory]
    [InlineData("DateEquals", "not-a-date", null)]
    [InlineData("NumericEquals", "NaN", null)]
    [InlineData("ArnLike", "not-an-arn", null)]
    [InlineData("IpAddress", "192.0.2.0/33", null)]
    [InlineData("Null", "yes", null)]
    [InlineData("BinaryEquals", "no-binary", "MalformedPolicyDocument")]
    [InlineData("StringMatches", "x", "MalformedPolicyDocument")]
    public async Task What_STS_cannot_read_of_a_session_policy_it_takes_but_for_base64(string comparison, string value, string? code)
    {
        var (_, arn) = await world.NewTrustingRole();
        var policy = $$"""
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",
            "Condition":{"{{comparison}}":{"aws:RequestTag/value":"{{value}}"} } } }
            """;
        Assert.Equal(code, (await world.Refusal(arn, world.Admin, request => request with { Policy = policy }))?.Code);
    }

    [Fact]
    [Trait("Conformance", "policy ARNs")]
    public async Task Managed_policies_limit_too_and_one_of_all_must_allow()
    {
        var (_, arn) = await world.NewTrustingRole(World.Probe);
        var probe = await NewManaged(AllowsProbe, world.Account);
        var nothing = await NewManaged(AllowsNothingUseful, world.Account);
        Assert.True(await world.MayProbe(await world.Assume(arn, world.Admin, request => request with { PolicyArns = [Named(probe)] })));
        Assert.False(await world.MayProbe(await world.Assume(arn, world.Admin, request => request with { PolicyArns = [Named(nothing)] })));
        Assert.True(await world.MayProbe(await world.Assume(arn, world.Admin, request => request with { PolicyArns = [Named(nothing), Named(probe)] })));
        Assert.True(await world.MayProbe(
            await world.Assume(arn, world.Admin, request => request with { Policy = AllowsProbe, PolicyArns = [Named(nothing)] })));
        Assert.True(await world.MayProbe(
            await world.Assume(arn, world.Admin, static request => request with { PolicyArns = [Named("arn:aws:iam::aws:policy/AdministratorAccess")] })));
    }

    [Fact]
    [Trait("Conformance", "policy ARNs")]
    public async Task A_managed_policy_must_exist_and_belong_to_the_roles_account()
    {
        var (_, arn) = await world.NewTrustingRole();
        var foreign = await NewManaged(AllowsProbe, (await world.NewAccount()).Id);
        foreach (var policy in new[] { foreign, $"arn:aws:iam::{world.Account}:policy/no-such-policy" })
        {
            var refusal = await world.Refusal(arn, world.Admin, request => request with { PolicyArns = [Named(policy)] });
            Assert.Equal(("MalformedPolicyDocument", 400), (refusal!.Code, refusal.Status));
        }
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""")]
    public async Task A_document_that_is_no_session_policy(string document)
    {
        var (_, arn) = await world.NewTrustingRole();
        var refusal = await world.Refusal(arn, world.Admin, request => request with { Policy = document });
        Assert.Equal(("MalformedPolicyDocument", 400), (refusal!.Code, refusal.Status));
    }

    [Fact]
    public async Task A_policy_over_2048_characters_is_refused_before_the_trust_is_asked()
    {
        var (_, arn) = await world.NewRole(World.TrustAccount((await world.NewAccount()).Id));
        var refusal = await world.Refusal(arn, world.Admin, static request => request with { Policy = AllowsProbe + new string(' ', 2048) });
        Assert.Equal("ValidationError", refusal!.Code);
        Assert.Contains(
            "at 'policy' failed to satisfy constraint: Member must have length less than or equal to 2048", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Conformance", "packed size absent/0/>100")]
    public async Task Packed_size_is_absent_without_policies_and_tags_and_the_utilization_with_them()
    {
        var (_, arn) = await world.NewTrustingRole();
        var bare = await world.Server.Api.Get(new AssumeRoleRequest { RoleArn = arn, RoleSessionName = "session" }, world.Admin);
        Assert.Null(bare.PackedPolicySize);
        Assert.Equal(bare.Credentials.SessionToken.Length, bare.SessionTokenSize);
        Assert.Equal((int)Math.Ceiling(bare.SessionTokenSize!.Value * 100 / 4096m), bare.SessionTokenUtilization);
        Assert.True(bare.SessionTokenSize < 700);

        var limited = await world.Server.Api.Get(new AssumeRoleRequest { RoleArn = arn, RoleSessionName = "session", Policy = AllowsProbe }, world.Admin);
        Assert.Equal(limited.SessionTokenUtilization, limited.PackedPolicySize);
        Assert.True(limited.SessionTokenSize > bare.SessionTokenSize);
    }

    [Fact]
    [Trait("Conformance", "packed size absent/0/>100")]
    public async Task Over_100_percent_is_refused_and_says_how_large_the_token_would_be()
    {
        var (_, arn) = await world.NewTrustingRole();
        IReadOnlyList<Tag> tags = [.. Enumerable.Range(0, 50).Select(static number => new Tag { Key = $"key-{number}", Value = new string('v', 256) })];
        var byTags = await world.Refusal(arn, world.Admin, request => request with { Tags = tags });
        Assert.Equal(("PackedPolicyTooLarge", 400), (byTags!.Code, byTags.Status));
        Assert.Matches(TooLarge, byTags.Message!);

        var byBoth = await world.Refusal(arn, world.Admin, request => request with { Tags = tags, Policy = AllowsProbe });
        Assert.Matches(TooLarge, byBoth!.Message!);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(4096)]
    public async Task A_token_has_at_least_the_size_asked_for_and_at_most_4096(int minimum)
    {
        var (_, arn) = await world.NewTrustingRole();
        var answer = await world.Server.Api.Get(
            new AssumeRoleRequest { RoleArn = arn, RoleSessionName = "session", MinimumSessionTokenSize = minimum }, world.Admin);
        Assert.InRange(answer.Credentials.SessionToken.Length, minimum, SessionToken.LongestText);
        Assert.Equal(answer.Credentials.SessionToken.Length, answer.SessionTokenSize);
        Assert.Contains("assumed-role", (await world.WhoAmI(answer.Credentials.ToSigning())).Arn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_policy_that_is_deleted_later_allows_nothing_more()
    {
        var (_, arn) = await world.NewTrustingRole(World.Probe);
        var policy = await NewManaged(AllowsProbe, world.Account);
        var session = await world.Assume(arn, world.Admin, request => request with { PolicyArns = [Named(policy)] });
        Assert.True(await world.MayProbe(session));
        await world.Delete((await world.Parts.Store.Find<ManagedPolicy>(world.Account, policy[(policy.LastIndexOf('/') + 1)..], default))!);
        Assert.False(await world.MayProbe(session));
    }

    private async Task<string> NewManaged(string document, string account)
    {
        var id = UniqueId.New(UniqueIdKind.ManagedPolicy, AccountId.Parse(account));
        var now = world.Clock.GetUtcNow();
        var policy = new ManagedPolicy { Account = account, Name = "policy-"
            + id[^8..], Id = id, CreatedAt = now, UpdatedAt = now, Versions = [new PolicyVersion(1, document, now)], DefaultVersion = 1, LastVersion = 1 };
        await world.Write(transaction => transaction.TryAdd(policy, default));
        return world.Parts.Arns.For(policy);
    }

    private static PolicyDescriptor Named(string arn) => new() { Arn = arn };
}
