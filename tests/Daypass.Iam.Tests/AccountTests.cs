using System.Text;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;

namespace Daypass.Iam.Tests;

/// <summary>The operations on the account as a whole.</summary>
public sealed class AccountTests(IamWorld world) : IClassFixture<IamWorld>
{
    [Fact]
    public async Task An_account_has_one_alias_that_no_other_account_has()
    {
        var (_, stranger) = await world.NewAccount();
        await world.Do(new CreateAccountAliasRequest { AccountAlias = "first-name" });
        await world.Refuses(
            new CreateAccountAliasRequest { AccountAlias = "first-name" }, "EntityAlreadyExists", 409, "The account alias first-name already exists.",
            stranger);
        await world.Do(new CreateAccountAliasRequest { AccountAlias = "second-name" });
        Assert.Equal(["second-name"], (await world.Do(new ListAccountAliasesRequest())).AccountAliases);
        await world.Do(new CreateAccountAliasRequest { AccountAlias = "first-name" }, stranger);
        await world.Refuses(
            new DeleteAccountAliasRequest { AccountAlias = "first-name" }, "NoSuchEntity", 404, "The account alias first-name cannot be found.");
        await world.Do(new DeleteAccountAliasRequest { AccountAlias = "second-name" });
        Assert.Empty((await world.Do(new ListAccountAliasesRequest())).AccountAliases);
    }

    [Theory]
    [InlineData("ab", "ValidationError")]
    [InlineData("-abc", "ValidationError")]
    [InlineData("abc-", "ValidationError")]
    [InlineData("a--b", "ValidationError")]
    [InlineData("Abc", "ValidationError")]
    [InlineData("123456789012", "ValidationError")]
    public async Task An_alias_has_its_pattern_and_is_no_account_id(string alias, string code) =>
        Assert.Equal((code, 400), await CodeOf(new CreateAccountAliasRequest { AccountAlias = alias }));

    [Fact]
    public async Task The_summary_counts_what_there_is_beside_the_quotas()
    {
        var before = await Summary();
        await world.Do(new CreateUserRequest { UserName = "summed" });
        await world.Do(new CreateGroupRequest { GroupName = "summed" });
        await world.Do(new CreateRoleRequest { RoleName = "summed", AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Do(new CreatePolicyRequest { PolicyName = "summed", PolicyDocument = IamWorld.Allows("s3:*") });
        await world.Do(new CreatePolicyVersionRequest { PolicyArn = world.Arn("policy/summed"), PolicyDocument = IamWorld.Allows("s3:*") });
        await world.Do(new AttachUserPolicyRequest { UserName = "summed", PolicyArn = world.Arn("policy/summed") });
        await world.Do(new AttachGroupPolicyRequest { GroupName = "summed", PolicyArn = world.Arn("policy/summed") });
        await world.Do(new PutRolePermissionsBoundaryRequest { RoleName = "summed", PermissionsBoundary = "arn:aws:iam::aws:policy/ReadOnlyAccess" });
        await world.Do(new CreateInstanceProfileRequest { InstanceProfileName = "summed" });
        await world.Do(new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = "summed" });
        await world.Do(new CreateOpenIdConnectProviderRequest { Url = "https://summed.example" });
        var after = await Summary();

        var grown = after.Where(entry => before[entry.Key] != entry.Value).ToDictionary(static entry => entry.Key, entry => entry.Value - before[entry.Key]);
        Assert.Equal(
            new Dictionary<string,
                int> { ["Users"] = 1, ["Groups"] = 1, ["Roles"] = 1, ["Policies"] = 1, ["PolicyVersionsInUse"] = 2, ["InstanceProfiles"] = 1,
                ["MFADevices"] = 1, ["Providers"] = 1 },
            grown);
        Assert.Equal(
            (5000, 300, 1000, 1500, 10, 2),
            (after["UsersQuota"], after["GroupsQuota"], after["RolesQuota"], after["PoliciesQuota"], after["GroupsPerUserQuota"],
            after["AccessKeysPerUserQuota"]));
        Assert.Equal((7500, 10_000), (after["PoliciesQuota"] * after["VersionsPerPolicyQuota"], after["PolicyVersionsInUseQuota"]));
        Assert.Equal((1, 0, 0), (after["AccountAccessKeysPresent"], after["AccountMFAEnabled"], after["AccountPasswordPresent"]));
        Assert.Equal(34, after.Count);
    }

    [Fact]
    public async Task The_preference_of_the_token_service_shows_in_the_summary()
    {
        Assert.Equal(1, (await Summary())["GlobalEndpointTokenVersion"]);
        await world.Do(new SetSecurityTokenServicePreferencesRequest { GlobalEndpointTokenVersion = "v2Token" });
        Assert.Equal(2, (await Summary())["GlobalEndpointTokenVersion"]);
        await world.Do(new SetSecurityTokenServicePreferencesRequest { GlobalEndpointTokenVersion = "v1Token" });
        Assert.Equal(1, (await Summary())["GlobalEndpointTokenVersion"]);
    }

    [Fact]
    public async Task Authorization_details_tell_everything_that_gives_permissions_page_by_page()
    {
        await world.Do(new CreatePolicyRequest { PolicyName = "detailed", PolicyDocument = IamWorld.Allows("s3:1"), Description = "words" });
        await world.Do(
            new CreatePolicyVersionRequest { PolicyArn = world.Arn("policy/detailed"), PolicyDocument = IamWorld.Allows("s3:2"), SetAsDefault = true });
        await world.Do(new CreateGroupRequest { GroupName = "detailed" });
        await world.Do(new PutGroupPolicyRequest { GroupName = "detailed", PolicyName = "p", PolicyDocument = IamWorld.Allows("s3:3") });
        await world.Do(
            new CreateUserRequest { UserName = "detailed", PermissionsBoundary = world.Arn("policy/detailed"), Tags = [new Tag { Key = "k", Value = "v" }] });
        await world.Do(new AddUserToGroupRequest { GroupName = "detailed", UserName = "detailed" });
        await world.Do(new CreateRoleRequest { RoleName = "detailed", AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Do(new AttachRolePolicyRequest { RoleName = "detailed", PolicyArn = world.Arn("policy/detailed") });
        await world.Do(new CreateInstanceProfileRequest { InstanceProfileName = "detailed" });
        await world.Do(new AddRoleToInstanceProfileRequest { InstanceProfileName = "detailed", RoleName = "detailed" });

        var (users, groups, roles, policies, pages) =
            (new List<UserDetail>(), new List<GroupDetail>(), new List<RoleDetail>(), new List<ManagedPolicyDetail>(), 0);
        string? marker = null;
        do
        {
            var page = await world.Do(new GetAccountAuthorizationDetailsRequest { MaxItems = 2, Marker = marker });
            users.AddRange(page.UserDetailList ?? []);
            groups.AddRange(page.GroupDetailList ?? []);
            roles.AddRange(page.RoleDetailList ?? []);
            policies.AddRange(page.Policies ?? []);
            (marker, pages) = (page.Marker, pages + 1);
        }
        while (marker is not null);

        Assert.True(pages > 2);
        var user = users.Single(static user => user.UserName == "detailed");
        Assert.Equal(["detailed"], user.GroupList!);
        Assert.Equal((world.Arn("policy/detailed"), "v"), (user.PermissionsBoundary!.PermissionsBoundaryArn, user.Tags![0].Value));
        Assert.Equal("p", groups.Single(static group => group.GroupName == "detailed").GroupPolicyList!.Single().PolicyName);
        var role = roles.Single(static role => role.RoleName == "detailed");
        Assert.Equal("detailed", role.InstanceProfileList!.Single().InstanceProfileName);
        Assert.Equal(world.Arn("policy/detailed"), role.AttachedManagedPolicies!.Single().PolicyArn);
        var policy = policies.Single(static policy => policy.PolicyName == "detailed");
        Assert.Equal(
            ("v2", 1, 1, 2, (string?)null),
            (policy.DefaultVersionId, policy.AttachmentCount, policy.PermissionsBoundaryUsageCount, policy.PolicyVersionList!.Count, policy.Description));

        // Of the shared policies those in use.
        Assert.Contains(policies, static policy => policy.PolicyName == "AdministratorAccess");
        Assert.DoesNotContain(policies, static policy => policy.PolicyName == "SecurityAudit");
        Assert.Empty((await world.Do(new GetAccountAuthorizationDetailsRequest { Filter = ["Role"] })).UserDetailList ?? []);
    }

    [Fact]
    public async Task The_credential_report_is_made_asked_for_and_grows_old()
    {
        var (account, admin) = await world.NewAccount();
        await world.Refuses(
            new GetCredentialReportRequest(), "ReportNotPresent", 410, "Unknown", admin);
        await world.Do(new CreateUserRequest { UserName = "with,comma" }, admin);
        await world.Do(new CreateLoginProfileRequest { UserName = "with,comma", Password = "Correct-horse-1" }, admin);
        Assert.Equal("STARTED", (await world.Do(new GenerateCredentialReportRequest(), admin)).State);
        Assert.Equal("COMPLETE", (await world.Do(new GenerateCredentialReportRequest(), admin)).State);

        var report = await world.Do(new GetCredentialReportRequest(), admin);
        Assert.Equal("text/csv", report.ReportFormat);
        var lines = Encoding.UTF8.GetString(report.Content!.Value.Span).Split('\n');
        Assert.StartsWith("user,arn,user_creation_time,password_enabled,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"<root_account>,arn:aws:iam::{account}:root,", lines[1], StringComparison.Ordinal);

        // Of root's password the report never tells when it was changed or has to be.
        Assert.Equal(["false", "N/A", "not_supported", "not_supported", "false"], lines[1].Split(',')[3..8]);
        Assert.StartsWith($"admin,arn:aws:iam::{account}:user/admin,", lines[2], StringComparison.Ordinal);
        Assert.StartsWith($"\"with,comma\",\"arn:aws:iam::{account}:user/with,comma\",", lines[3], StringComparison.Ordinal);
        Assert.Contains("Z,true,no_information,", lines[3], StringComparison.Ordinal);
        Assert.All(lines.Skip(1).Take(2),
            line => Assert.Equal(lines[0].Count(static character => character == ','), line.Count(static character => character == ',')));

        world.Clock.Advance(TimeSpan.FromHours(4));
        var error = await world.Refused(new GetCredentialReportRequest(), admin);
        Assert.Equal(("ReportExpired", 410), (error.Code, error.Status));
        Assert.Equal("STARTED", (await world.Do(new GenerateCredentialReportRequest(), admin)).State);
    }

    [Fact]
    public async Task Lists_of_what_the_server_has_none_of_are_empty_for_users_that_exist()
    {
        await world.Do(new CreateUserRequest { UserName = "keyless" });
        Assert.Empty((await world.Do(new ListSshPublicKeysRequest { UserName = "keyless" })).SshPublicKeys);
        Assert.Empty((await world.Do(new ListSigningCertificatesRequest { UserName = "keyless" })).Certificates);
        Assert.Empty((await world.Do(new ListServiceSpecificCredentialsRequest { UserName = "keyless" })).ServiceSpecificCredentials!);
        Assert.Empty((await world.Do(new ListServiceSpecificCredentialsRequest { AllUsers = true })).ServiceSpecificCredentials!);
        const string Unknown = "The user with name nobody cannot be found.";
        await world.Refuses(new ListSshPublicKeysRequest { UserName = "nobody" }, "NoSuchEntity", 404, Unknown);
        await world.Refuses(new ListSigningCertificatesRequest { UserName = "nobody" }, "NoSuchEntity", 404, Unknown);
        await world.Refuses(new ListServiceSpecificCredentialsRequest { UserName = "nobody" }, "NoSuchEntity", 404, Unknown);
    }

    private async Task<(string, int)> CodeOf(CreateAccountAliasRequest request)
    {
        var error = await world.Refused(request);
        return (error.Code, error.Status);
    }

    private async Task<IReadOnlyDictionary<string, int>> Summary() => (await world.Do(new GetAccountSummaryRequest())).SummaryMap!;
}
