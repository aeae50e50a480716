using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Iam.Tests;

public sealed class AccessReportTests(IamWorld world) : IClassFixture<IamWorld>
{
    private const string Several =
        """
        {"Version":"2012-10-17","Statement":[
         {"Effect":"Allow","Action":["s3:GetObject","iam:GetUser","iam:PassRole","ec2:DescribeInstances","sts:GetCallerIdentity"],"Resource":"*"},
         {"Effect":"Deny","Action":"sqs:*","Resource":"*"},{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}]}
        """;

    [Fact]
    public async Task A_user_sees_the_services_of_its_policies_and_when_each_was_used()
    {
        var key = await world.NewUser("looked-at", Several);
        await world.Do(new GetCallerIdentityRequest(), key);
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        await world.Do(new GetUserRequest(), key);
        var report = await Report(world.Arn("user/looked-at"));
        Assert.Equal(("COMPLETED", "SERVICE_LEVEL"), (report.JobStatus, report.JobType));
        Assert.Equal(["ec2", "iam", "s3", "sts"], report.ServicesLastAccessed.Select(static service => service.ServiceNamespace));
        var iam = report.ServicesLastAccessed[1];
        Assert.Equal(
            ("AWS Identity and Access Management", world.Clock.GetUtcNow(), world.Arn("user/looked-at"), "us-east-1", 1, null),
            (iam.ServiceName, iam.LastAuthenticated, iam.LastAuthenticatedEntity, iam.LastAuthenticatedRegion, iam.TotalAuthenticatedEntities,
                iam.TrackedActionsLastAccessed));
        Assert.Equal((null, null, null, 0), (report.ServicesLastAccessed[2].LastAuthenticated, report.ServicesLastAccessed[2].LastAuthenticatedEntity,
            report.ServicesLastAccessed[2].LastAuthenticatedRegion, report.ServicesLastAccessed[2].TotalAuthenticatedEntities));
        Assert.Equal(world.Clock.GetUtcNow().AddMinutes(-3), report.ServicesLastAccessed[3].LastAuthenticated);
    }

    [Fact]
    public async Task Actions_are_told_of_and_a_denied_call_counts_as_at_AWS()
    {
        var key = await world.NewUser(
            "active", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["iam:GetUser","iam:List*"],"Resource":"*"}}""");
        await world.Do(new GetUserRequest(), key);
        await world.Refused(new CreateUserRequest { UserName = "nobody-yet" }, key);
        await world.Parts.Uses.Flush();
        var iam = Assert.Single((await Report(world.Arn("user/active"), "ACTION_LEVEL")).ServicesLastAccessed);
        var actions = iam.TrackedActionsLastAccessed!;
        Assert.Equal(actions.Select(static action => action.ActionName).Order(StringComparer.Ordinal), actions.Select(static action => action.ActionName));
        Assert.Contains(actions, static action => action.ActionName == "ListUsers");
        Assert.DoesNotContain(actions, static action => action.ActionName is "CreateUser" or "PassRole");
        var used = Assert.Single(actions, static action => action.LastAccessedTime is not null);
        Assert.Equal(("GetUser", world.Arn("user/active"), "us-east-1"), (used.ActionName, used.LastAccessedEntity, used.LastAccessedRegion));
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}""", "s3")]
    [InlineData("""{"Effect":"Deny","Action":"s3:*","Resource":"*"}""", "")]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*"}""", "")]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:username":"nobody"}}}""", "s3")]
    [InlineData(
        """
        {"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},
        {"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:username":"nobody"}}}
        """,
        "s3")]
    [InlineData("""{"Effect":"Allow","Action":"s3:DaypassUnmodeledAction","Resource":"*"}""", "")]
    [InlineData("""{"Effect":"Allow","Action":"daypassunmodeled:Read","Resource":"*"}""", "")]
    [InlineData("""{"Effect":"Allow","Action":"daypass:CheckAccess","Resource":"*"}""", "daypass")]
    public async Task What_policies_grant_is_what_AWS_was_seen_to_list(string statements, string services)
    {
        var (_, admin) = await world.NewAccount();
        await world.Do(new CreateUserRequest { UserName = "granted" }, admin);
        await world.Do(
            new PutUserPolicyRequest
            {
                UserName = "granted", PolicyName = "p", PolicyDocument = $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""",
            }, admin);
        var arn = (await world.Do(new GetUserRequest { UserName = "granted" }, admin)).User.Arn;
        Assert.Equal(services, string.Join(' ', (await Report(arn, by: admin)).ServicesLastAccessed.Select(static service => service.ServiceNamespace)));
    }

    [Fact]
    public async Task Of_a_group_or_a_policy_all_who_have_it_count()
    {
        var made = (await world.Do(new CreatePolicyRequest { PolicyName = "shared-by-all", PolicyDocument = IamWorld.Allows("iam:GetUser") })).Policy!;
        await world.Do(new CreateGroupRequest { GroupName = "crew" });
        await world.Do(new AttachGroupPolicyRequest { GroupName = "crew", PolicyArn = made.Arn! });
        var keys = new List<SigningCredentials>();
        foreach (var name in new[] { "one", "two", "three" })
        {
            keys.Add(await world.NewUser("crew-" + name, IamWorld.Allows("sts:*")));
            await world.Do(new AddUserToGroupRequest { GroupName = "crew", UserName = "crew-" + name });
        }

        await world.Do(new GetUserRequest(), keys[1]);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Do(new GetUserRequest(), keys[0]);
        await world.Do(new GetCallerIdentityRequest(), keys[2]);
        foreach (var arn in new[] { world.Arn("group/crew"), made.Arn! })
        {
            var job = (await world.Do(new GenerateServiceLastAccessedDetailsRequest { Arn = arn })).JobId;
            var iam = Assert.Single((await world.Do(new GetServiceLastAccessedDetailsRequest { JobId = job })).ServicesLastAccessed);
            Assert.Equal((2, world.Arn("user/crew-one")), (iam.TotalAuthenticatedEntities, iam.LastAuthenticatedEntity));

            var entities = new GetServiceLastAccessedDetailsWithEntitiesRequest { JobId = job, ServiceNamespace = "iam" };
            var page = await world.Do(entities with { MaxItems = 2 });
            Assert.True(page.IsTruncated);
            var rest = await world.Do(entities with { Marker = page.Marker });
            Assert.Equal(
                [("crew-one", true), ("crew-two", true), ("crew-three", false)],
                page.EntityDetailsList.Concat(rest.EntityDetailsList).Select(static entity => (entity.EntityInfo.Name, entity.LastAuthenticated is not null)));
            Assert.Equal("USER", page.EntityDetailsList[0].EntityInfo.Type);
            Assert.Empty((await world.Do(entities with { ServiceNamespace = "s3" })).EntityDetailsList);
            await world.Refuses(entities with { ServiceNamespace = "nonsense" }, "InvalidInput", 400, "Invalid service namespace.");
        }
    }

    [Fact]
    public async Task A_report_is_for_who_asked_for_it_and_for_a_week()
    {
        var reader = await world.NewUser("reader", IamWorld.Allows("iam:*"));
        await world.Do(new CreateUserRequest { UserName = "quiet" });
        var job = (await world.Do(new GenerateServiceLastAccessedDetailsRequest { Arn = world.Arn("user/quiet") })).JobId;
        Assert.Empty((await world.Do(new GetServiceLastAccessedDetailsRequest { JobId = job })).ServicesLastAccessed);
        await world.Refuses(
            new GetServiceLastAccessedDetailsRequest { JobId = job }, "NoSuchEntity", 404, $"The job with name {job} cannot be found.", reader);

        await world.Refuses(
            new GenerateServiceLastAccessedDetailsRequest { Arn = world.Arn("user/not-there") }, "NoSuchEntity", 404,
            "The user with name not-there cannot be found.");
        world.Clock.Advance(TimeSpan.FromDays(7));
        await world.Refuses(new GetServiceLastAccessedDetailsRequest { JobId = job }, "NoSuchEntity", 404, $"The job with name {job} cannot be found.");
    }

    [Fact]
    public async Task An_account_keeps_its_newest_fifty()
    {
        var (_, admin) = await world.NewAccount();
        var arn = (await world.Do(new GetUserRequest(), admin)).User.Arn;
        var jobs = new List<string>();
        for (var made = 0; made < 51; made++)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            jobs.Add((await world.Do(new GenerateServiceLastAccessedDetailsRequest { Arn = arn }, admin)).JobId);
        }

        await world.Refused(new GetServiceLastAccessedDetailsRequest { JobId = jobs[0] }, admin);
        var page = await world.Do(new GetServiceLastAccessedDetailsRequest { JobId = jobs[1], MaxItems = 300 }, admin);
        Assert.True(page.IsTruncated);
        var rest = await world.Do(new GetServiceLastAccessedDetailsRequest { JobId = jobs[1], MaxItems = 300, Marker = page.Marker }, admin);
        Assert.Equal(300, page.ServicesLastAccessed.Count);
        Assert.False(rest.IsTruncated);
    }

    [Fact]
    public async Task Uses_are_forgotten_after_four_hundred_days()
    {
        var key = await world.NewUser("long-ago", IamWorld.Allows("sts:*"));
        await world.Do(new GetCallerIdentityRequest(), key);
        await world.Parts.Uses.Flush();
        world.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Null(Assert.Single((await Report(world.Arn("user/long-ago"))).ServicesLastAccessed).LastAuthenticated);
    }

    [Fact]
    public async Task Each_name_of_the_table_is_that_of_a_service_there_is()
    {
        await world.NewUser("everything", IamWorld.Allows("*"));
        var listed = (await Report(world.Arn("user/everything"))).ServicesLastAccessed;
        var table = typeof(Permissions.IamPermission).Assembly.GetManifestResourceStream("Daypass.Iam.AccessReports.ServiceNames.txt")!;
        using var lines = new StreamReader(table);
        var named = (await lines.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(static line => !line.StartsWith('#')).Select(static line => line.Split(' ', 2)).ToList();
        Assert.Empty(named.Select(static row => row[0]).Except(listed.Select(static service => service.ServiceNamespace)));
        Assert.Equal("Amazon S3", listed.Single(static service => service.ServiceNamespace == "s3").ServiceName);
    }

    private async Task<GetServiceLastAccessedDetailsResponse> Report(string arn, string? granularity = null, SigningCredentials? by = null)
    {
        var job = (await world.Do(new GenerateServiceLastAccessedDetailsRequest { Arn = arn, Granularity = granularity }, by)).JobId;
        return await world.Do(new GetServiceLastAccessedDetailsRequest { JobId = job, MaxItems = 1000 }, by);
    }
}
