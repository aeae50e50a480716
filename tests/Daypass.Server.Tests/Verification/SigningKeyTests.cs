using System.Security.Cryptography;
using System.Text;
using Daypass.Core.Entities;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Verification;
using Daypass.Server.Tests.Sts;

namespace Daypass.Server.Tests.Verification;

/// <summary>A service of somebody's own asks for what it needs to verify and decide by itself.</summary>
public sealed class SigningKeyTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task The_key_is_the_one_the_caller_signs_with()
    {
        var (user, key) = await world.NewUser("orders:Read");
        var answer = await Ask(key);
        Assert.Equal(Derive(key.SecretAccessKey.Reveal(), Today, "eu-west-1", "orders"), Convert.FromBase64String(answer.SigningKey!));
        Assert.Equal((world.Parts.Arns.For(user), user.Id, world.Account, "User", user.Id), (
            answer.Caller!.Arn, answer.Caller.UserId, answer.Caller.Account, answer.Caller.Kind, answer.Caller.UniqueId));
        Assert.Null(answer.ExpiresAt);
        Assert.Equal("documents", answer.DecideBy);
        Assert.Equal(("Identity", 0, World.Allow("orders:Read")), Of(Assert.Single(answer.Policies)));
    }

    [Fact]
    public async Task A_session_comes_with_its_policies_tags_and_end()
    {
        var (role, arn) = await world.NewTrustingRole("orders:*");
        var session = await world.Assume(arn, world.Admin, static request => request with
        {
            Policy = World.Allow("orders:Write"),
            Tags = [new Tag { Key = "team", Value = "red" }],
            TransitiveTagKeys = ["team"],
            SourceIdentity = "anna",
        });
        var answer = await Ask(session);
        Assert.Equal($"arn:aws:sts::{world.Account}:assumed-role/{role.Name}/session", answer.Caller!.Arn);
        Assert.Equal(("RoleSession", arn, role.Id), (answer.Caller.Kind, answer.Caller.IssuerArn, answer.Caller.IssuerUniqueId));
        Assert.Equal(world.Clock.GetUtcNow().AddHours(1), answer.ExpiresAt!.Value, TimeSpan.FromSeconds(1));
        Assert.Equal([("Identity", 0, World.Allow("orders:*")), ("Session", 0, World.Allow("orders:Write"))], answer.Policies.Select(Of));
        Assert.Equal(["red"], Key(answer, "aws:PrincipalTag/team").Values);
        Assert.Equal(["anna"], Key(answer, "aws:SourceIdentity").Values);
        Assert.Equal((true, "team"), (Key(answer, "sts:TransitiveTagKeys").IsList, Key(answer, "sts:TransitiveTagKeys").Values[0]));
        Assert.Equal(("false", false), (Key(answer, "aws:MultiFactorAuthPresent").Values[0], Key(answer, "aws:MultiFactorAuthPresent").IsList));
        Assert.DoesNotContain(answer.Keys, static key => key.Name is "aws:SourceIp" or "aws:CurrentTime" or "aws:EpochTime" or "aws:SecureTransport"
            or "aws:UserAgent" or "aws:RequestedRegion" or "aws:MultiFactorAuthAge" or "aws:ViaAWSService");
    }

    [Fact]
    public async Task Groups_managed_policies_and_boundaries_are_among_the_documents()
    {
        var (user, key) = await world.NewUser("orders:Read");
        var group = (await world.Server.Api.Get(new CreateGroupRequest { GroupName = "group-" + user.Name }, world.Admin)).Group!;
        await world.Server.Api.Get(
            new PutGroupPolicyRequest { GroupName = group.GroupName, PolicyName = "inline", PolicyDocument = World.Allow("orders:List") }, world.Admin);
        await world.Server.Api.Get(new AddUserToGroupRequest { GroupName = group.GroupName, UserName = user.Name }, world.Admin);
        var managed = (await world.Server.Api.Get(
            new CreatePolicyRequest { PolicyName = "managed-" + user.Name, PolicyDocument = World.Allow("orders:Delete") }, world.Admin)).Policy!;
        await world.Server.Api.Get(new AttachGroupPolicyRequest { GroupName = group.GroupName, PolicyArn = managed.Arn! }, world.Admin);
        await world.Server.Api.Get(new PutUserPermissionsBoundaryRequest { UserName = user.Name, PermissionsBoundary = managed.Arn! }, world.Admin);
        Assert.Equal(
            [
                ("Identity", 0, World.Allow("orders:Read")), ("Identity", 0, World.Allow("orders:List")), ("Identity", 0, World.Allow("orders:Delete")),
                ("Boundary", 0, World.Allow("orders:Delete")),
            ],
            (await Ask(key)).Policies.Select(Of));
    }

    /// <summary>Names of services are nobody's own: with the key one could sign as the caller towards that caller's own service.</summary>
    [Fact]
    public async Task Of_a_caller_of_another_account_nothing_is_told_and_no_key_is_given()
    {
        var (account, root, admin) = await world.NewAccount();
        var (_, key) = await world.NewUser("orders:Read", account: account, tags: new EntityTag("team", "red"));
        var (_, arn) = await world.NewRole(World.TrustAccount(account), "orders:*", account: account);
        var unknown = new SigningCredentials(key.AccessKeyId[..^4] + "AAAA", key.SecretAccessKey);
        foreach (var caller in new[] { root, admin, key, await world.Assume(arn, admin), unknown })
        {
            var answer = await Ask(caller);
            Assert.Equal(
                ("checkAccess", null, null, 0, 0, 0, null),
                (answer.DecideBy, answer.SigningKey, answer.Caller, answer.Policies.Count, answer.Keys.Count, answer.MadeOf.Count, answer.ExpiresAt));
        }
    }

    [Fact]
    public async Task Who_cannot_sign_has_no_key()
    {
        var (_, key) = await world.NewUser("orders:Read");
        var (_, other) = await world.NewUser("orders:Read");
        var (_, arn) = await world.NewTrustingRole("orders:*");
        var session = await world.Assume(arn, world.Admin);
        foreach (var (request, code) in new[]
        {
            (Request(key) with { AccessKeyId = "AKIAIOSFODNN7EXAMPLE" }, "InvalidClientTokenId"),
            (Request(session) with { SessionToken = null }, "InvalidClientTokenId"),
            (Request(session) with { SessionToken = "nonsense" }, "InvalidClientTokenId"),
            (Request(session) with { AccessKeyId = key.AccessKeyId }, "InvalidClientTokenId"),
            (Request(session) with { AccessKeyId = "ASIAIOSFODNN7EXAMPLE" }, "InvalidClientTokenId"),
            (Request(key) with { AccessKeyId = "AKIA!" }, "ValidationError"),
            (Request(key) with { SigningName = "sts" }, "ValidationError"),
            (Request(key) with { SigningName = "iam" }, "ValidationError"),
            (Request(key) with { SigningName = "daypass" }, "ValidationError"),
            (Request(key) with { SigningName = "sso" }, "ValidationError"),
            (Request(key) with { Region = "aws-global" }, "ValidationError"),
            (Request(key) with { Date = "20261332" }, "ValidationError"),
            (Request(key) with { Date = Day(2) }, "ValidationError"),
            (Request(key) with { Date = Day(-2) }, "ValidationError"),
        })
        {
            Assert.Equal(code, (await world.Server.Api.Call(request, world.Admin)).Error?.Code);
        }

        foreach (var days in new[] { -1, 1 })
        {
            Assert.True((await world.Server.Api.Call(Request(other) with { Date = Day(days) }, world.Admin)).Succeeded);
        }
    }

    [Fact]
    public async Task A_key_is_vended_to_those_who_may_and_for_their_service_only()
    {
        var (_, caller) = await world.NewUser("orders:Read");
        var (_, service) = await world.NewUser(document: """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"daypass:GetSigningKey","Resource":"arn:aws:daypass:eu-west-1:*:service/orders"}]}
            """);
        Assert.True((await world.Server.Api.Call(Request(caller), service)).Succeeded);
        foreach (var request in new[] { Request(caller) with { SigningName = "bills" }, Request(caller) with { Region = "us-east-1" } })
        {
            var refused = (await world.Server.Api.Call(request, service)).Error!;
            Assert.Equal("AccessDenied", refused.Code);
            Assert.Contains(
                $"is not authorized to perform: daypass:GetSigningKey on resource: arn:aws:daypass:{request.Region}:{world.Account}:service/"
                + request.SigningName,
                refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_session_that_ended_has_no_key()
    {
        await using var aside = await StartAside();
        var (_, arn) = await aside.World.NewTrustingRole("orders:*");
        var session = await aside.World.Assume(arn, aside.World.Admin);
        aside.World.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("ExpiredToken", (await aside.World.Server.Api.Call(Request(session, aside.World), aside.World.Admin)).Error?.Code);
    }

    [Fact]
    public void The_key_prints_itself_nowhere()
    {
        var answer = new GetSigningKeyResponse
        {
            SigningKey = "c2VjcmV0",
            Caller = new SigningCaller { Arn = "arn", UserId = "id", Account = "account", Kind = "User" },
            DecideBy = "documents",
            Mark = "1.a.b",
        };
        Assert.DoesNotContain(answer.SigningKey, answer.ToString(), StringComparison.Ordinal);
    }

    private string Today => Day(0);

    private string Day(int days) => world.Clock.GetUtcNow().AddDays(days).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);

    private GetSigningKeyRequest Request(SigningCredentials caller) => Request(caller, world);

    private static GetSigningKeyRequest Request(SigningCredentials caller, World world) => new()
    {
        AccessKeyId = caller.AccessKeyId,
        SessionToken = caller.SessionToken,
        Date = world.Clock.GetUtcNow().ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture),
        Region = "eu-west-1",
        SigningName = "orders",
    };

    private Task<GetSigningKeyResponse> Ask(SigningCredentials caller) => world.Server.Api.Get(Request(caller), world.Admin);

    private static (string Layer, int Level, string Document) Of(CallerPolicy policy) => (policy.Layer, policy.Level, policy.Document);

    private static CallerKey Key(GetSigningKeyResponse answer, string name) => Assert.Single(answer.Keys, key => key.Name == name);

    // Written from AWS's description of the derivation, apart from the product's code.
    private static byte[] Derive(string secret, params string[] scope) => scope.Append("aws4_request").Aggregate(
        Encoding.UTF8.GetBytes("AWS4" + secret), static (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));

    private static async Task<Aside> StartAside() => new(await World.Start());

    private sealed class Aside(World world) : IAsyncDisposable
    {
        public World World { get; } = world;

        public async ValueTask DisposeAsync() => await World.DisposeAsync();
    }
}
