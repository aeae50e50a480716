using Daypass.Core.Accounts;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Server.Tests.Sts;

/// <summary>AssumeRoot and the organisation it needs (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html).</summary>
public sealed class AssumeRootTests : IAsyncLifetime
{
    private const string Audit = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials";

    private readonly World _world = new() { Adjust = static options => options with { EncodeDenials = true } };
    private (string Id, SigningCredentials Root, SigningCredentials Admin) _member;

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        _member = await _world.NewAccount();
        Assert.True((await _world.Parts.Organizations.Join(_world.Account, _member.Id, default)).Succeeded);
        Assert.True((await _world.Parts.Organizations.SetFeature(_world.Account, OrganizationFeatures.Sessions, true, true, default)).Succeeded);
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [Trait("Conformance", "AssumeRoot five policies, sixth refused")]
    [InlineData("IAMAuditRootUserCredentials", true)]
    [InlineData("IAMCreateRootUserPassword", true)]
    [InlineData("IAMDeleteRootUserCredentials", true)]
    [InlineData("S3UnlockBucketPolicy", true)]
    [InlineData("SQSUnlockQueuePolicy", true)]
    [InlineData("AnotherTask", false)]
    public async Task Five_policies_and_no_sixth(string task, bool accepted)
    {
        var result = await Call(task: $"arn:aws:iam::aws:policy/root-task/{task}");
        Assert.Equal(accepted, result.Succeeded);
        Assert.True(accepted || result.Error is { Code: "ValidationError", Message: "Request must contain valid AWS managed task policy ARN" });
    }

    [Theory]
    [InlineData("arn:aws:iam::ACCOUNT:user/admin")]
    [InlineData("arn:aws:iam::ACCOUNT:root/x")]
    [InlineData("arn:aws:sts::ACCOUNT:root")]
    [InlineData("arn:aws:iam:us-east-1:ACCOUNT:root")]
    [InlineData("arn:aws:iam::aws:root")]
    [InlineData("nobody-at-all")]
    public async Task Who_is_no_account_and_no_root_is_no_target(string target)
    {
        var refusal = (await Call(target.Replace("ACCOUNT", _member.Id))).Error;
        Assert.Equal(("ValidationError", "Request must contain a valid target principal"), (refusal!.Code, refusal.Message));
    }

    [Fact]
    public async Task An_explicit_denial_gives_no_reason()
    {
        var (user, key) = await _world.NewUser(document: World.Allow("sts:*").Replace("Allow", "Deny"));
        Assert.Equal(
            $"User: {_world.Parts.Arns.For(user)} is not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::{_member.Id}:root",
            (await _world.Server.Api.Call(Request(), key)).Error!.Message);
    }

    [Fact]
    public async Task The_session_is_root_of_the_member_for_at_most_900_seconds()
    {
        var answer = await _world.Server.Api.Get(Request(), _world.Admin);
        Assert.Equal(_world.Clock.GetUtcNow().AddSeconds(900), answer.Credentials!.Expiration);
        Assert.Equal(
            answer.Credentials.Expiration, (await _world.Server.Api.Get(Request() with { DurationSeconds = 0 }, _world.Admin)).Credentials!.Expiration);
        var who = await _world.WhoAmI(answer.Credentials.ToSigning());
        Assert.Equal(($"arn:aws:iam::{_member.Id}:root", _member.Id, _member.Id), (who.Arn, who.UserId, who.Account));
        Assert.Equal("ValidationError", (await Call(seconds: 901)).Error!.Code);
        Assert.Equal(
            _world.Clock.GetUtcNow().AddSeconds(60), (await _world.Server.Api.Get(Request() with { DurationSeconds = 60 }, _world.Admin))
            .Credentials!.Expiration);
    }

    [Fact]
    public async Task The_session_does_what_its_task_allows_and_nothing_else()
    {
        var session = (await _world.Server.Api.Get(Request(), _world.Admin)).Credentials!.ToSigning();
        Assert.False(await _world.MayProbe(session));
        var (_, open) = await _world.NewRole(World.TrustPrincipal("*"), account: _member.Id);
        Assert.NotNull(await _world.Refusal(open, session));
    }

    [Theory]
    [InlineData("the ARN of root", true)]
    [InlineData("the account id", true)]
    [InlineData("123", false)]
    [InlineData("arn:aws:iam::123456789012:user/x", false)]
    [InlineData("not an account", false)]
    public async Task The_target_is_an_account_or_its_root(string target, bool accepted)
    {
        var result = await Call(target switch { "the ARN of root" => $"arn:aws:iam::{_member.Id}:root", "the account id" => _member.Id, _ => target });
        Assert.Equal(accepted, result.Succeeded);
        Assert.True(accepted || result.Error!.Code == "ValidationError");
    }

    [Fact]
    public async Task Every_reason_to_refuse_reads_alike()
    {
        var stranger = await _world.NewAccount();
        var denied = new List<AwsError?>
        {
            (await Call(stranger.Id)).Error,
            (await Call(_world.Account)).Error,
            (await Call("999999999999")).Error,
        };
        denied.Add((await _world.Server.Api.Call(Request(), stranger.Admin)).Error);
        denied.Add((await _world.Server.Api.Call(Request(), _world.Root)).Error);
        denied.Add((await _world.Server.Api.Call(Request(), _member.Admin)).Error);
        await _world.Parts.Organizations.SetFeature(_world.Account, OrganizationFeatures.Sessions, false, true, default);
        denied.Add((await Call()).Error);
        Assert.All(denied, static error =>
        {
            Assert.Equal(("AccessDenied", 403), (error!.Code, error.Status));
            Assert.Matches(
                "^User: arn:aws:iam::[0-9]{12}:(user/admin|root) is not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::[0-9]{12}:root$",
                error.Message!);
        });
    }

    [Fact]
    public async Task A_delegated_administrator_may_as_well()
    {
        var administrator = await _world.NewAccount();
        await _world.Parts.Organizations.Join(_world.Account, administrator.Id, default);
        Assert.False((await _world.Server.Api.Call(Request(), administrator.Admin)).Succeeded);
        await _world.Parts.Organizations.SetAdministrator(administrator.Id, true, default);
        Assert.True((await _world.Server.Api.Call(Request(), administrator.Admin)).Succeeded);
    }

    [Fact]
    public async Task The_callers_policy_decides_and_sees_the_task()
    {
        var (_, key) = await _world.NewUser(
            document: """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRoot","""
            + $$$$""" "Resource":"arn:aws:iam::{{{{_member.Id}}}}:root","Condition":{"ArnEquals":{"sts:TaskPolicyArn":"{{{{Audit}}}}"}}}]}""");
        Assert.True((await _world.Server.Api.Call(Request(), key)).Succeeded);
        var other = await _world.Server.Api.Call(Request("arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy"), key);
        Assert.Contains(
            $"is not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::{_member.Id}:root", other.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_identity_is_inherited_and_answered()
    {
        var (_, arn) = await _world.NewTrustingRole("sts:*");
        var session = await _world.Assume(arn, _world.Admin, static request => request with { SourceIdentity = "alice" });
        Assert.Equal("alice", (await _world.Server.Api.Get(Request(), session)).SourceIdentity);
    }

    [Fact]
    public async Task Policies_see_the_session_as_the_root_of_the_member()
    {
        var session = (await _world.Server.Api.Get(Request(), _world.Admin)).Credentials!.ToSigning();
        var denial = (await _world.Server.Api.Call(new Protocol.Iam.CreateUserRequest { UserName = "new" }, session)).Error!.Message!;
        var message = new DecodeAuthorizationMessageRequest { EncodedMessage = denial[(denial.LastIndexOf(' ') + 1)..] };
        var document = System.Text.Json.JsonDocument.Parse((await _world.Server.Api.Get(message, _member.Admin)).DecodedMessage!).RootElement;
        var keys = document.GetProperty("context").GetProperty("conditions").GetProperty("items").EnumerateArray()
            .ToDictionary(
                static item => item.GetProperty("key").GetString()!, static item =>
                item.GetProperty("values").GetProperty("items")[0].GetProperty("value").GetString());
        Assert.Equal(("Account", "true", $"arn:aws:iam::{_member.Id}:root"), (keys["aws:PrincipalType"], keys["aws:AssumedRoot"], keys["aws:PrincipalArn"]));
        Assert.False(keys.ContainsKey("aws:username"));
    }

    private AssumeRootRequest Request(string task = Audit) => new() { TargetPrincipal = _member.Id, TaskPolicyArn = new PolicyDescriptor { Arn = task } };

    private Task<Result<AssumeRootResponse>> Call(string? target = null, string task = Audit, int? seconds = null) =>
        _world.Server.Api.Call(Request(task) with { TargetPrincipal = target ?? _member.Id, DurationSeconds = seconds }, _world.Admin);
}
