using Daypass.Core.AwsManagedPolicies;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

public sealed class SharedPolicyTests(IamWorld world) : IClassFixture<IamWorld>
{
    public static TheoryData<string> Shipped => [.. SharedPolicies.All.Select(static policy => policy.Path + policy.Name)];

    [Theory, MemberData(nameof(Shipped))]
    public async Task Every_shipped_policy_passes_IAMs_checks_and_is_at_its_well_known_ARN(string place)
    {
        var shipped = SharedPolicies.All.Single(policy => policy.Path + policy.Name == place);
        Assert.Null(ManagedPolicyImport.Validate(shipped));
        var arn = "arn:aws:iam::aws:policy" + place;
        var stored = (await world.Do(new GetPolicyRequest { PolicyArn = arn })).Policy!;
        Assert.Equal((arn, $"v{shipped.DefaultVersion}"), (stored.Arn, stored.DefaultVersionId));
        var version = await world.Do(new GetPolicyVersionRequest { PolicyArn = arn, VersionId = stored.DefaultVersionId! });
        Assert.Equal(shipped.Versions[^1].Document, version.PolicyVersion!.Document);
        if (!shipped.Path.StartsWith("/root-task/", StringComparison.Ordinal))
        {
            await world.Do(new CreateRoleRequest { RoleName = $"has-{shipped.Name}", AssumeRolePolicyDocument = world.TrustsAccount() });
            await world.Do(new AttachRolePolicyRequest { RoleName = $"has-{shipped.Name}", PolicyArn = arn });
        }
    }

    [Fact]
    public void The_hundred_policies_that_are_attached_most_are_shipped_each_once()
    {
        Assert.Equal(100, SharedPolicies.Common.Select(static policy => policy.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(SharedPolicies.All.Count, SharedPolicies.All.Select(static policy => policy.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(SharedPolicies.Common, static policy => Assert.False(policy.Path.StartsWith("/aws-service-role/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_policy_whose_document_changed_with_the_program_gets_a_version()
    {
        const string Name = "AmazonSQSFullAccess";
        var other = new IamWorld();
        await other.InitializeAsync();
        var known = (await other.Parts.Store.Find<ManagedPolicy>(EntityArns.SharedAccount, Name, CancellationToken.None))!;
        var older = known with
        {
            Versions = [known.Versions[0] with { Number = 1, Document = IamWorld.Allows("sqs:Get*") }],
            DefaultVersion = 1,
            LastVersion = 1,
        };
        await other.Parts.Store.Write<bool>(async transaction => await transaction.TryUpdate(known, older, CancellationToken.None), CancellationToken.None);
        await SharedPolicies.Install(other.Parts.Store, other.Clock, CancellationToken.None);
        var now = (await other.Parts.Store.Find<ManagedPolicy>(EntityArns.SharedAccount, Name, CancellationToken.None))!;
        Assert.Equal(known.Versions[^1].Document, now.Versions[^1].Document);
        Assert.Equal((2, now.LastVersion), (now.Versions.Count, now.DefaultVersion));
        var position = await other.Parts.Store.ChangePosition(CancellationToken.None);
        await SharedPolicies.Install(other.Parts.Store, other.Clock, CancellationToken.None);
        Assert.Equal(position, await other.Parts.Store.ChangePosition(CancellationToken.None));
        await other.DisposeAsync();
    }

    [Fact]
    public void The_root_task_policies_have_the_path_AssumeRoot_asks_for() =>
        Assert.Equal(5, SharedPolicies.All.Count(static policy => policy.Path == "/root-task/"));

    [Theory]
    [InlineData("AmazonSageMakerFullAccess", "AWS has this policy, but it was not imported here")]
    [InlineData("service-role/AWSConfigRole", "AWS has this policy, but it was not imported here")]
    [InlineData("AWSConfigRole", "Policies of AWS are imported")]
    [InlineData("AmazonEKSClusterPolicies", "Policies of AWS are imported")]
    public async Task A_policy_of_AWS_that_is_not_here_leads_to_the_import(string place, string hint)
    {
        var arn = "arn:aws:iam::aws:policy/" + place;
        await world.Do(new CreateGroupRequest { GroupName = "g-" + place.Replace('/', '-') });
        var error = await world.Refused(new AttachGroupPolicyRequest { GroupName = "g-" + place.Replace('/', '-'), PolicyArn = arn });
        Assert.Equal(("NoSuchEntity", 404), (error.Code, error.Status));
        Assert.StartsWith($"Policy {arn} does not exist or is not attachable. {hint}", error.Message, StringComparison.Ordinal);
        Assert.Contains("import-managed-policies", error.Message, StringComparison.Ordinal);
        var unknown = await world.Refused(new GetPolicyRequest { PolicyArn = arn });
        Assert.StartsWith($"Policy {arn} was not found. {hint}", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_names_of_AWSs_policies_are_known()
    {
        Assert.True(AwsPolicyNames.All.Count > 1500);
        Assert.All(AwsPolicyNames.All, static place => Assert.StartsWith("/", place, StringComparison.Ordinal));
        Assert.All(SharedPolicies.All, static policy => Assert.Contains(policy.Path + policy.Name, AwsPolicyNames.All));
    }

    [Fact]
    public async Task Nobody_changes_a_shared_policy_root_included()
    {
        const string Arn = "arn:aws:iam::aws:policy/AdministratorAccess";
        foreach (var caller in new[] { world.Admin, world.Server.Root })
        {
            Assert.Equal("AccessDenied", (await world.Refused(new DeletePolicyRequest { PolicyArn = Arn }, caller)).Code);
            Assert.Equal(
                "AccessDenied",
                (await world.Refused(new CreatePolicyVersionRequest { PolicyArn = Arn, PolicyDocument = IamWorld.Allows("s3:*"), SetAsDefault = true }, caller))
                .Code);
            Assert.Equal(
                "AccessDenied", (await world.Refused(new TagPolicyRequest { PolicyArn = Arn, Tags = [new() { Key = "k", Value = "v" }] }, caller)).Code);
        }
    }

    [Fact]
    public async Task An_imported_policy_is_used_at_once_and_stays_when_the_program_starts_again()
    {
        const string File = """
            {"Policies":[{"PolicyName":"ReadOnlyAccess","Path":"/","DefaultVersionId":"v182","PolicyVersionList":[
              {"VersionId":"v182","IsDefaultVersion":true,
               "Document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}}]}]}
            """;
        var policy = Assert.Single(ManagedPolicyFile.Read(File));
        Assert.Null(ManagedPolicyImport.Validate(policy));
        Assert.True((await new ManagedPolicyImport(world.Parts.Store, world.Clock).Store(policy, CancellationToken.None)).Succeeded);
        await SharedPolicies.Install(world.Parts.Store, world.Clock, CancellationToken.None);
        Assert.Equal("v182", (await world.Do(new GetPolicyRequest { PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess" })).Policy!.DefaultVersionId);
    }

    [Fact]
    public async Task An_imported_policy_keeps_the_dates_of_its_file_and_has_those_of_the_import_where_it_names_none()
    {
        const string File = """
            {"Policies":[
              {"PolicyName":"Dated","Path":"/","DefaultVersionId":"v2","CreateDate":"2016-11-15T00:25:16+00:00","UpdateDate":"2018-02-03T04:05:06Z",
               "PolicyVersionList":[
                {"VersionId":"v2","IsDefaultVersion":true,"CreateDate":"2018-02-03T04:05:06.789Z",
                 "Document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}},
                {"VersionId":"v1","IsDefaultVersion":false,
                 "Document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}}]},
              {"PolicyName":"Undated","Path":"/","Document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}}]}
            """;
        var imported = DateTimeOffset.FromUnixTimeSeconds(world.Clock.GetUtcNow().ToUnixTimeSeconds());
        foreach (var policy in ManagedPolicyFile.Read(File))
        {
            Assert.True((await new ManagedPolicyImport(world.Parts.Store, world.Clock).Store(policy, CancellationToken.None)).Succeeded);
        }

        var updated = new DateTimeOffset(2018, 2, 3, 4, 5, 6, TimeSpan.Zero);
        var dated = (await world.Do(new GetPolicyRequest { PolicyArn = "arn:aws:iam::aws:policy/Dated" })).Policy!;
        Assert.Equal((new DateTimeOffset(2016, 11, 15, 0, 25, 16, TimeSpan.Zero), updated), (dated.CreateDate, dated.UpdateDate));
        var versions = (await world.Do(new ListPolicyVersionsRequest { PolicyArn = "arn:aws:iam::aws:policy/Dated" })).Versions!;
        Assert.Equal(
            [("v1", imported), ("v2", updated)],
            versions.Select(static version => (version.VersionId, version.CreateDate!.Value))
                .OrderBy(static version => version.VersionId, StringComparer.Ordinal));
        var undated = (await world.Do(new GetPolicyRequest { PolicyArn = "arn:aws:iam::aws:policy/Undated" })).Policy!;
        Assert.Equal((imported, imported), (undated.CreateDate, undated.UpdateDate));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"A":1}""")]
    [InlineData("""{"A":{"Path":"/"}}""")]
    [InlineData("""{"A":{"Document":{},"DefaultVersionId":"2"}}""")]
    [InlineData("""{"A":{"Document":{},"CreateDate":"yesterday"}}""")]
    [InlineData("""{"A":{"DefaultVersionId":"v3","Versions":[{"VersionId":"v1","Document":{}}]}}""")]
    public void A_file_of_another_form_is_refused_with_a_sentence(string file) => Assert.Throws<FormatException>(() => ManagedPolicyFile.Read(file));

    [Theory]
    [InlineData("""{"A b":{"Document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}}}""", "name")]
    [InlineData("""{"A":{"Path":"x","Document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}}}""", "path")]
    [InlineData("""{"A":{"Document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*"}]}}}""", "v1")]
    public void An_imported_policy_passes_the_checks_of_every_policy(string file, string reason) =>
        Assert.Contains(reason, ManagedPolicyImport.Validate(Assert.Single(ManagedPolicyFile.Read(file))), StringComparison.Ordinal);
}
