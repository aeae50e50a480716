using Daypass.Protocol.Iam;
using Daypass.Protocol.Organizations;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Organizations.Tests;

/// <summary>Reports of what control policies allow the accounts of a part of the organisation, and of when they used it.</summary>
public sealed class AccessReportTests(OrganizationWorld world) : IClassFixture<OrganizationWorld>
{
    private const string Scp = OrganizationWorld.Scp;

    private const string Three =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","iam:GetUser","sqs:SendMessage"],"Resource":"*"}]}""";

    private string RootPath => $"{world.Organization.Id}/{world.Root}";

    [Fact]
    public async Task A_policy_that_applies_to_no_account_is_reported_as_AWS_was_seen_to_do()
    {
        var (unit, policy) = (await world.NewUnit(), await world.NewPolicy(Scp, Three));
        await world.Do(new AttachControlPolicyRequest { PolicyId = policy, TargetId = unit });
        var report = await Report($"{RootPath}/{unit}", policy);
        Assert.Equal(("COMPLETED", 3, 3, false), (
            report.JobStatus, report.NumberOfServicesAccessible, report.NumberOfServicesNotAccessed, report.IsTruncated));
        Assert.Equal(report.JobCreationDate, report.JobCompletionDate);
        Assert.Equal(
            [
                ("AWS Identity and Access Management", "iam", "us-east-1", null, null, 0), ("Amazon S3", "s3", null, null, null, 0),
                ("Amazon SQS", "sqs", null, null, null, 0),
            ],
            Rows(report));
    }

    [Fact]
    public async Task Accounts_in_the_part_count_with_their_last_use_whoever_of_them_it_was()
    {
        var outer = await world.NewUnit();
        var inner = await world.NewUnit(outer);
        var (first, second) = (await world.NewMember(outer), await world.NewMember(inner));
        var (one, other) = (await world.Enter(first), await world.Enter(second));
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.Do(new ListUsersRequest(), one);
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.Refused(new GetUserRequest { UserName = "nobody" }, other);
        await world.Do(new GetCallerIdentityRequest(), one);

        var iam = Row(await Report($"{RootPath}/{outer}"), "iam");
        Assert.Equal(
            ("us-east-1", $"{RootPath}/{outer}/{inner}/{second}", world.Clock.GetUtcNow(), 2),
            (iam.Region, iam.EntityPath, iam.LastAuthenticatedTime, iam.TotalAuthenticatedEntities));
        var sts = Row(await Report($"{RootPath}/{outer}/{inner}"), "sts");
        Assert.Equal((null, null, 0), (sts.EntityPath, sts.LastAuthenticatedTime, sts.TotalAuthenticatedEntities));
        iam = Row(await Report($"{RootPath}/{outer}/{first}"), "iam");
        Assert.Equal(
            ($"{RootPath}/{outer}/{first}", world.Clock.GetUtcNow().AddMinutes(-2), 1),
            (iam.EntityPath, iam.LastAuthenticatedTime, iam.TotalAuthenticatedEntities));

        // The management account, which used much, is in no report but its own.
        var organizations = Row(await Report(RootPath), "organizations");
        Assert.Null(organizations.EntityPath);
        organizations = Row(await Report($"{RootPath}/{world.Account}", "p-FullAWSAccess"), "organizations");
        Assert.Equal(($"{RootPath}/{world.Account}", 1), (organizations.EntityPath, organizations.TotalAuthenticatedEntities));
    }

    [Fact]
    public async Task Every_level_down_to_the_part_has_to_allow_and_the_levels_below_do_not_count()
    {
        var outer = await world.NewUnit();
        var inner = await world.NewUnit(outer);
        await Only(outer, """{"Effect":"Allow","Action":["s3:*","sqs:*","sns:*"],"Resource":"*"},{"Effect":"Deny","Action":"sns:*","Resource":"*"}""");
        await Only(inner, """{"Effect":"Allow","Action":["s3:GetObject","sns:Publish","ec2:*"],"Resource":"*"}""");
        var member = await world.NewMember(inner);
        await world.Do(new AttachControlPolicyRequest { PolicyId = await world.NewDeny(Scp, "s3:GetObject"), TargetId = member });
        Assert.Equal("s3 sqs", Services(await Report($"{RootPath}/{outer}")));
        Assert.Equal("s3", Services(await Report($"{RootPath}/{outer}/{inner}")));
        Assert.Equal("", Services(await Report($"{RootPath}/{outer}/{inner}/{member}")));
        var all = await Report($"{RootPath}/{world.Account}");
        Assert.True(all.NumberOfServicesAccessible > 100, $"{all.NumberOfServicesAccessible}");
    }

    [Fact]
    public async Task Of_a_policy_only_the_accounts_count_that_it_is_attached_to_in_the_part()
    {
        var (outer, policy) = (await world.NewUnit(), await world.NewPolicy(Scp, OrganizationWorld.Allows("iam:*")));
        var inner = await world.NewUnit(outer);
        var (above, below) = (await world.NewMember(outer), await world.NewMember(inner));
        await world.Do(new ListUsersRequest(), await world.Enter(above));
        await world.Do(new ListUsersRequest(), await world.Enter(below));
        Assert.Equal(0, Row(await Report($"{RootPath}/{outer}", policy), "iam").TotalAuthenticatedEntities);
        await world.Do(new AttachControlPolicyRequest { PolicyId = policy, TargetId = inner });
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, Row(await Report($"{RootPath}/{outer}", policy), "iam").TotalAuthenticatedEntities);
        Assert.Equal(1, Row(await Report($"{RootPath}/{outer}/{inner}", policy), "iam").TotalAuthenticatedEntities);
        Assert.Equal(0, Row(await Report($"{RootPath}/{outer}/{inner}/{below}", policy), "iam").TotalAuthenticatedEntities);
        Assert.Equal(0, Row(await Report($"{RootPath}/{outer}/{above}", policy), "iam").TotalAuthenticatedEntities);
    }

    [Fact]
    public async Task What_cannot_be_reported_is_a_job_that_failed_or_a_refusal_as_at_AWS()
    {
        var unit = await world.NewUnit();
        const string NoPart = "The entity with the specified path does not exist in your organization.";
        const string NoPolicy = "The policy with the specified ID does not exist in your organization.";
        foreach (var path in new[] { $"{RootPath}/ou-aaaa-12345678", $"{RootPath}/", $"{RootPath}/{unit}/{unit}", $"{world.Organization.Id}/r-zzzz" })
        {
            await Fails(path, null, "INVALID_ORGANIZATIONS_ENTITY_PATH", NoPart);
        }

        await Fails(RootPath, "p-nosuch00", "INVALID_ORGANIZATIONS_POLICY", NoPolicy);
        await Fails(RootPath, "p-RCPFullAWSAccess", "INVALID_ORGANIZATIONS_POLICY", NoPolicy);
        await world.Refuses(
            new GenerateOrganizationsAccessReportRequest { EntityPath = "o-aaaaaaaaaa/r-abcd" }, "AccessDenied",
            "The organization ID in the specified entity path is different than your organization ID.");
        const string Managed = "Your account is not the management account of an organization.";
        foreach (var by in new[] { await world.Enter(await world.NewMember()), (await world.NewStranger()).Admin })
        {
            await world.Refuses(new GenerateOrganizationsAccessReportRequest { EntityPath = RootPath }, "AccessDenied", Managed, by);
            await world.Refuses(new GetOrganizationsAccessReportRequest { JobId = new string('a', 36) }, "AccessDenied", Managed, by);
        }
    }

    [Fact]
    public async Task A_caller_that_may_not_read_the_organisation_gets_a_job_that_failed()
    {
        var policy = await world.NewPolicy(Scp, Three);
        var limited = await world.NewUser($$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetOrganizationsAccessReport","Resource":"*"},
             {"Effect":"Allow","Action":"iam:GenerateOrganizationsAccessReport","Resource":"arn:aws:iam::{{world.Account}}:access-report/{{RootPath}}",
              "Condition":{"StringEquals":{"iam:OrganizationsPolicyId":"{{policy}}"} } }]}
            """);
        var asked = new GenerateOrganizationsAccessReportRequest { EntityPath = RootPath, OrganizationsPolicyId = policy };
        await Fails(
            RootPath, policy, "ORGANIZATIONS_REPORT_ACCESS_DENIED",
            "Requester is not authorized to perform the required AWS Organizations Describe* and List* actions.", limited);
        Assert.Contains(
            $"is not authorized to perform: iam:GenerateOrganizationsAccessReport on resource: arn:aws:iam::{world.Account}:access-report/{RootPath}",
            (await world.Refused(asked with { OrganizationsPolicyId = null }, limited)).Message, StringComparison.Ordinal);
        await world.Refused(asked with { EntityPath = $"{RootPath}/{world.Account}" }, limited);

        var job = (await world.Do(asked)).JobId!;
        Assert.Equal("NoSuchEntity", (await world.Refused(new GetOrganizationsAccessReportRequest { JobId = job }, limited)).Code);
        Assert.Equal("NoSuchEntity", (await world.Refused(new GetServiceLastAccessedDetailsRequest { JobId = job })).Code);
        var own = await world.Do(new GenerateServiceLastAccessedDetailsRequest { Arn = (await world.Do(new GetUserRequest())).User.Arn });
        await world.Refuses(
            new GetOrganizationsAccessReportRequest { JobId = own.JobId }, "NoSuchEntity", $"The job with name {own.JobId} cannot be found.");
    }

    [Fact]
    public async Task The_same_question_gets_the_same_job_for_a_minute()
    {
        var unit = await world.NewUnit();
        var asked = new GenerateOrganizationsAccessReportRequest { EntityPath = $"{RootPath}/{unit}" };
        var job = (await world.Do(asked)).JobId;
        world.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(job, (await world.Do(asked)).JobId);
        Assert.NotEqual(job, (await world.Do(asked with { OrganizationsPolicyId = "p-FullAWSAccess" })).JobId);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(job, (await world.Do(asked)).JobId);
    }

    [Fact]
    public async Task Services_are_sorted_and_paged_and_a_marker_fits_its_order_only()
    {
        var (unit, policy) = (await world.NewUnit(), await world.NewPolicy(Scp, OrganizationWorld.Allows("*")));
        await world.Do(new AttachControlPolicyRequest { PolicyId = policy, TargetId = unit });
        var session = await world.Enter(await world.NewMember(unit));
        await world.Do(new ListUsersRequest(), session);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Do(new GetCallerIdentityRequest(), session);
        var job = (await world.Do(new GenerateOrganizationsAccessReportRequest { EntityPath = $"{RootPath}/{unit}", OrganizationsPolicyId = policy })).JobId!;
        var get = new GetOrganizationsAccessReportRequest { JobId = job };
        var first = await world.Do(get);
        Assert.Equal((100, true), (first.AccessDetails!.Count, first.IsTruncated));
        var rest = await world.Do(get with { Marker = first.Marker, MaxItems = 1000 });
        Assert.Equal(first.NumberOfServicesAccessible, first.AccessDetails.Count + rest.AccessDetails!.Count);
        Assert.Equal(
            (first.NumberOfServicesAccessible, first.NumberOfServicesAccessible - 2),
            (rest.NumberOfServicesAccessible, rest.NumberOfServicesNotAccessed));
        var names = first.AccessDetails.Concat(rest.AccessDetails).Select(static service => service.ServiceNamespace).ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);

        var newest = await world.Do(get with { SortKey = "LAST_AUTHENTICATED_TIME_DESCENDING", MaxItems = 2 });
        Assert.Equal("sts iam", Services(newest));
        var oldest = await world.Do(get with { SortKey = "LAST_AUTHENTICATED_TIME_ASCENDING", MaxItems = 1000 });
        Assert.Equal(["iam", "sts"], oldest.AccessDetails!.TakeLast(2).Select(static service => service.ServiceNamespace));
        var last = await world.Do(get with { SortKey = "SERVICE_NAMESPACE_DESCENDING", MaxItems = 1 });
        Assert.Equal(names[^1], Services(last));
        await world.Refuses(get with { SortKey = "LAST_AUTHENTICATED_TIME_ASCENDING", Marker = first.Marker }, "ValidationError", "Invalid Marker.");
    }

    private async Task Only(string target, string statements)
    {
        var policy = await world.NewPolicy(Scp, $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""");
        await world.Do(new AttachControlPolicyRequest { PolicyId = policy, TargetId = target });
        await world.Do(new DetachControlPolicyRequest { PolicyId = "p-FullAWSAccess", TargetId = target });
    }

    private async Task Fails(string path, string? policy, string code, string message, SigningCredentials? by = null)
    {
        var failed = await Report(path, policy, by);
        Assert.Equal(("FAILED", code, message), (failed.JobStatus, failed.ErrorDetails?.Code, failed.ErrorDetails?.Message));
        Assert.Equal((null, null, null), (failed.NumberOfServicesAccessible, failed.NumberOfServicesNotAccessed, failed.AccessDetails));
    }

    private async Task<GetOrganizationsAccessReportResponse> Report(string path, string? policy = null, SigningCredentials? by = null)
    {
        var asked = new GenerateOrganizationsAccessReportRequest { EntityPath = path, OrganizationsPolicyId = policy };
        return await world.Do(new GetOrganizationsAccessReportRequest { JobId = (await world.Do(asked, by)).JobId!, MaxItems = 1000 }, by);
    }

    private static AccessDetail Row(GetOrganizationsAccessReportResponse report, string service) =>
        report.AccessDetails!.Single(row => row.ServiceNamespace == service);

    private static string Services(GetOrganizationsAccessReportResponse report) =>
        string.Join(' ', (report.AccessDetails ?? []).Select(static row => row.ServiceNamespace));

    private static IEnumerable<(string, string, string?, string?, DateTimeOffset?, int?)> Rows(GetOrganizationsAccessReportResponse report) =>
        report.AccessDetails!.Select(static row => (
            row.ServiceName, row.ServiceNamespace, row.Region, row.EntityPath, row.LastAuthenticatedTime, row.TotalAuthenticatedEntities));
}
