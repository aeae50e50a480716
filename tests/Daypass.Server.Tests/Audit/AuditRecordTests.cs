using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Sts;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Audit;

/// <summary>What stands on record of a call, in CloudTrail's shape (security.md 7.4).</summary>
public sealed class AuditRecordTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_call_of_a_user_is_recorded_in_the_shape_of_CloudTrail()
    {
        var (role, arn) = await world.NewTrustingRole();
        var (user, key) = await world.NewUser("sts:*");
        await world.Assume(arn, key, request => request with { RoleSessionName = "shape", DurationSeconds = 900, Tags = [new Tag { Key = "Team", Value = "eng" }], ExternalId = "external" });

        var record = (await AuditLines.Read(world.Server)).Single(static line => line.At("requestParameters.roleSessionName") == "shape");

        Assert.Equal("IAMUser", record.At("userIdentity.type"));
        Assert.Equal(user.Id, record.At("userIdentity.principalId"));
        Assert.Equal(key.AccessKeyId, record.At("userIdentity.accessKeyId"));
        Assert.Equal(user.Name, record.At("userIdentity.userName"));
        Assert.Equal("2026-07-01T12:00:00Z", record.At("eventTime"));
        Assert.Equal(("sts.amazonaws.com", "AssumeRole", "us-east-1", "127.0.0.1"), (record.At("eventSource"), record.At("eventName"), record.At("awsRegion"), record.At("sourceIPAddress")));
        Assert.Equal(arn, record.At("requestParameters.roleArn"));
        Assert.Equal("""{"roleArn":"ARN","roleSessionName":"shape","durationSeconds":900,"tags":[{"key":"Team","value":"eng"}],"externalId":"external"}""".Replace("ARN", arn, StringComparison.Ordinal), record["requestParameters"]!.ToJsonString());
        Assert.Equal($"{role.Id}:shape", record.At("responseElements.assumedRoleUser.assumedRoleId"));
        Assert.StartsWith("ASIA", record.At("responseElements.credentials.accessKeyId"), StringComparison.Ordinal);
        Assert.Equal(["accessKeyId", "expiration"], record["responseElements"]!["credentials"]!.AsObject().Select(static member => member.Key));
        Assert.Equal((arn, world.Account, "AWS::IAM::Role"), (record.At("resources.0.ARN"), record.At("resources.0.accountId"), record.At("resources.0.type")));
        Assert.Equal((world.Account, "Management", "AwsApiCall", "true"), (record.At("recipientAccountId"), record.At("eventCategory"), record.At("eventType"), record.At("readOnly")));
        Assert.True(Guid.TryParse(record.At("eventID"), out _) && Guid.TryParse(record.At("requestID"), out _));
    }

    [Fact]
    public async Task A_session_says_who_issued_it_and_a_refusal_says_why_where_only_the_operator_reads()
    {
        var (role, arn) = await world.NewTrustingRole();
        var session = await world.Assume(arn, world.Admin, static request => request with { RoleSessionName = "refused", SourceIdentity = "jane" });
        Assert.False(await world.MayProbe(session));

        var record = (await AuditLines.Read(world.Server)).Single(line => line.At("userIdentity.accessKeyId") == session.AccessKeyId);

        Assert.Equal(("AssumedRole", $"{role.Id}:refused"), (record.At("userIdentity.type"), record.At("userIdentity.principalId")));
        Assert.Equal(("Role", role.Id, arn, role.Name), (record.At("userIdentity.sessionContext.sessionIssuer.type"), record.At("userIdentity.sessionContext.sessionIssuer.principalId"), record.At("userIdentity.sessionContext.sessionIssuer.arn"), record.At("userIdentity.sessionContext.sessionIssuer.userName")));
        Assert.Equal(("jane", "false"), (record.At("userIdentity.sessionContext.sourceIdentity"), record.At("userIdentity.sessionContext.attributes.mfaAuthenticated")));
        Assert.Equal("AccessDenied", record.At("errorCode"));
        Assert.Contains("ImplicitDeny by", record.At("additionalEventData.daypass.reason"), StringComparison.Ordinal);
        Assert.NotNull(record.At("additionalEventData.daypass.sessionTokenKey"));
        Assert.Null(record["responseElements"]);
    }

    [Fact]
    public async Task A_role_assumed_from_another_account_is_recorded_for_both_under_one_id()
    {
        var (other, _, admin) = await world.NewAccount();
        var (_, arn) = await world.NewRole(World.TrustAccount(other));
        await world.Assume(arn, admin, static request => request with { RoleSessionName = "across" });

        var records = (await AuditLines.Read(world.Server)).Where(static line => line.At("requestParameters.roleSessionName") == "across").ToList();

        Assert.Equal(new[] { other, world.Account }.Order(), records.Select(static record => record.At("recipientAccountId")).Order());
        Assert.Single(records.Select(static record => record.At("sharedEventID")).Distinct());
        Assert.NotNull(records[0].At("sharedEventID"));
        Assert.Equal(2, records.Select(static record => record.At("eventID")).Distinct().Count());
    }

    [Fact]
    public async Task Whoever_was_not_proven_is_unknown_and_the_key_it_named_stands_apart()
    {
        var forged = new Protocol.Signing.SigningCredentials(world.Admin.AccessKeyId, Protocol.Secret.FromText("not-the-secret"));
        Assert.Equal("SignatureDoesNotMatch", (await world.Server.Api.Call(new ListUsersRequest { PathPrefix = "/forged/" }, forged)).Error!.Code);

        var record = (await AuditLines.Read(world.Server)).Of("ListUsers");

        Assert.Equal(("Unknown", null, null), (record.At("userIdentity.type"), record.At("userIdentity.accessKeyId"), record.At("recipientAccountId")));
        Assert.Equal((world.Admin.AccessKeyId, "SignatureDoesNotMatch", "iam.amazonaws.com"), (record.At("additionalEventData.daypass.claimedAccessKeyId"), record.At("errorCode"), record.At("eventSource")));
    }

    [Fact]
    public async Task What_only_reads_has_no_answer_on_record_and_what_changes_has()
    {
        await world.Server.Api.Get(new CreateUserRequest { UserName = "recorded", Path = "/people/" }, world.Admin);
        await world.Server.Api.Get(new GetUserRequest { UserName = "recorded" }, world.Admin);

        var records = await AuditLines.Read(world.Server);

        Assert.Equal(("recorded", "/people/", "false"), (records.Of("CreateUser").At("responseElements.user.userName"), records.Of("CreateUser").At("requestParameters.path"), records.Of("CreateUser").At("readOnly")));
        Assert.Equal(("recorded", null, "true"), (records.Of("GetUser").At("requestParameters.userName"), records.Of("GetUser").At("responseElements"), records.Of("GetUser").At("readOnly")));
    }

    [Fact]
    public async Task A_flood_from_nobody_is_counted_and_not_written_out()
    {
        await using var server = await RunningServer.Start(world.Clock);
        for (var index = 0; index < 130; index++)
        {
            using var answer = await server.Api.Post("Action=ListRoles&Version=2010-05-08", ServiceDescription.Of(Service.Iam), null);
            Assert.Equal(403, (int)answer.StatusCode);
        }

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var records = await AuditLines.Read(server);
        world.Clock.AdjustTime(world.Clock.GetUtcNow() - TimeSpan.FromMinutes(1));

        Assert.Equal(100, records.Count(static record => record.At("eventName") == "ListRoles"));
        var counted = records.Single(static record => record.At("eventType") == "DaypassRefusals");
        Assert.Equal(("30", "MissingAuthenticationToken", "127.0.0.1"), (counted.At("count"), counted.At("errorCode"), counted.At("sourceIPAddress")));
    }

    [Fact]
    public async Task Long_values_of_nobody_are_cut()
    {
        var arn = $"arn:aws:iam::{world.Account}:role/{new string('x', 2000)}";
        await world.Server.Api.Call(new AssumeRoleRequest { RoleArn = arn, RoleSessionName = "long-of-nobody" }, null);

        var record = (await AuditLines.Read(world.Server)).Single(static line => line.At("requestParameters.roleSessionName") == "long-of-nobody");

        Assert.Equal($"{arn[..256]} [{arn.Length} bytes]", record.At("requestParameters.roleArn"));
    }
}
