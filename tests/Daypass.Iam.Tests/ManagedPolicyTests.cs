using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

public sealed class ManagedPolicyTests(IamWorld world) : IClassFixture<IamWorld>
{
    private const string Administrator = "arn:aws:iam::aws:policy/AdministratorAccess";

    [Fact]
    public async Task Each_answer_has_the_members_AWS_gives_it()
    {
        var made = (await world.Do(
            new CreatePolicyRequest { PolicyName = "shown", Path = "/shown/", PolicyDocument = IamWorld.Allows("s3:*"), Description = "words",
            Tags = [new() { Key = "k", Value = "v" }] })).Policy!;
        Assert.Equal(
            ("v1", 0, 0, true, null), (made.DefaultVersionId, made.AttachmentCount, made.PermissionsBoundaryUsageCount, made.IsAttachable, made.Description));
        Assert.StartsWith("ANPA", made.PolicyId, StringComparison.Ordinal);
        Assert.Equal("v", made.Tags![0].Value);

        var got = (await world.Do(new GetPolicyRequest { PolicyArn = made.Arn! })).Policy!;
        Assert.Equal(("words", "v", made.CreateDate), (got.Description, got.Tags![0].Value, got.UpdateDate));
        var listed = Assert.Single((await world.Do(new ListPoliciesRequest { PathPrefix = "/shown/" })).Policies);
        Assert.Equal((null, null), (listed.Tags, listed.Description));
    }

    [Fact]
    public async Task Five_versions_are_kept_and_their_numbers_are_never_used_again()
    {
        await world.Do(new CreatePolicyRequest { PolicyName = "versions", PolicyDocument = IamWorld.Allows("s3:1") });
        var arn = world.Arn("policy/versions");
        for (var number = 2; number <= 5; number++)
        {
            var version = (await world.Do(
                new CreatePolicyVersionRequest { PolicyArn = arn, PolicyDocument = IamWorld.Allows($"s3:{number}"), SetAsDefault = number == 3 }))
                .PolicyVersion!;
            Assert.Equal(($"v{number}", number == 3, null), (version.VersionId, version.IsDefaultVersion, version.Document));
        }

        await world.Refuses(
            new CreatePolicyVersionRequest { PolicyArn = arn, PolicyDocument = IamWorld.Allows("s3:6") },
            "LimitExceeded", 409, "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.");
        await world.Refuses(
            new DeletePolicyVersionRequest { PolicyArn = arn, VersionId = "v3" }, "DeleteConflict", 409, "Cannot delete the default version of a policy.");
        await world.Do(new DeletePolicyVersionRequest { PolicyArn = arn, VersionId = "v5" });
        Assert.Equal(
            "v6", (await world.Do(new CreatePolicyVersionRequest { PolicyArn = arn, PolicyDocument = IamWorld.Allows("s3:6") })).PolicyVersion!.VersionId);
        await world.Refuses(
            new GetPolicyVersionRequest { PolicyArn = arn, VersionId = "v5" }, "NoSuchEntity", 404,
            $"Policy {arn} version v5 does not exist or is not attachable.");

        var listed = (await world.Do(new ListPolicyVersionsRequest { PolicyArn = arn })).Versions;
        Assert.Equal(["v6", "v4", "v3", "v2", "v1"], listed.Select(static version => version.VersionId));
        Assert.All(listed, static version => Assert.Null(version.Document));
        await world.Do(new SetDefaultPolicyVersionRequest { PolicyArn = arn, VersionId = "v6" });
        Assert.Equal("v6", (await world.Do(new GetPolicyRequest { PolicyArn = arn })).Policy!.DefaultVersionId);
    }

    [Fact]
    public async Task The_default_version_is_what_holds_from_the_next_request_on()
    {
        await world.Do(new CreatePolicyRequest { PolicyName = "switching", PolicyDocument = IamWorld.Allows("iam:ListUsers") });
        var arn = world.Arn("policy/switching");
        var key = await world.NewUser("switcher", IamWorld.Allows("iam:GetUser"));
        await world.Do(new AttachUserPolicyRequest { UserName = "switcher", PolicyArn = arn });
        await world.Do(new ListUsersRequest(), key);
        await world.Do(new CreatePolicyVersionRequest { PolicyArn = arn, PolicyDocument = IamWorld.Allows("iam:ListRoles"), SetAsDefault = true });
        Assert.Equal("AccessDenied", (await world.Refused(new ListUsersRequest(), key)).Code);
        await world.Do(new ListRolesRequest(), key);
        await world.Do(new SetDefaultPolicyVersionRequest { PolicyArn = arn, VersionId = "v1" });
        await world.Do(new ListUsersRequest(), key);
    }

    [Fact]
    public async Task A_policy_is_deleted_only_when_nobody_has_it_and_one_version_is_left()
    {
        await world.Do(new CreatePolicyRequest { PolicyName = "held", PolicyDocument = IamWorld.Allows("s3:*") });
        var arn = world.Arn("policy/held");
        await world.Do(new CreateUserRequest { UserName = "holder", PermissionsBoundary = arn });
        await world.Refuses(new DeletePolicyRequest { PolicyArn = arn }, "DeleteConflict", 409, "Cannot delete a policy attached to entities.");
        await world.Do(new DeleteUserPermissionsBoundaryRequest { UserName = "holder" });
        await world.Do(new AttachUserPolicyRequest { UserName = "holder", PolicyArn = arn });
        await world.Refuses(new DeletePolicyRequest { PolicyArn = arn }, "DeleteConflict", 409, "Cannot delete a policy attached to entities.");
        await world.Do(new DetachUserPolicyRequest { UserName = "holder", PolicyArn = arn });
        await world.Do(new CreatePolicyVersionRequest { PolicyArn = arn, PolicyDocument = IamWorld.Allows("s3:*") });
        await world.Refuses(
            new DeletePolicyRequest { PolicyArn = arn }, "DeleteConflict", 409,
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with "
                + "the policy.");
        await world.Do(new DeletePolicyVersionRequest { PolicyArn = arn, VersionId = "v2" });
        await world.Do(new DeletePolicyRequest { PolicyArn = arn });
        await world.Refuses(new GetPolicyRequest { PolicyArn = arn }, "NoSuchEntity", 404, $"Policy {arn} was not found.");
        await world.Refuses(new DeletePolicyRequest { PolicyArn = arn }, "NoSuchEntity", 404, $"Policy {arn} was not found.");
        await world.Refuses(new DetachUserPolicyRequest { UserName = "holder", PolicyArn = arn }, "NoSuchEntity", 404, $"Policy {arn} was not found.");
        await world.Refuses(
            new AttachUserPolicyRequest { UserName = "holder", PolicyArn = arn }, "NoSuchEntity", 404, $"Policy {arn} does not exist or is not attachable.");
    }

    [Fact]
    public async Task An_ARN_is_exact_and_nonsense_is_none()
    {
        await world.Do(new CreatePolicyRequest { PolicyName = "exact", Path = "/deep/er/", PolicyDocument = IamWorld.Allows("s3:*") });
        await world.Do(new GetPolicyRequest { PolicyArn = world.Arn("policy/deep/er/exact") });
        var without = world.Arn("policy/exact");
        await world.Refuses(new GetPolicyRequest { PolicyArn = without }, "NoSuchEntity", 404, $"Policy {without} was not found.");
        await world.Refuses(new GetPolicyRequest { PolicyArn = "there is no colon here" }, "ValidationError", 400, "Invalid ARN:  Could not be parsed!");
        await world.Refuses(
            new CreatePolicyRequest { PolicyName = "Exact", PolicyDocument = IamWorld.Allows("s3:*") }, "EntityAlreadyExists", 409,
            "A policy called Exact already exists. Duplicate names are not allowed.");
        var user = world.Arn("user/admin");
        await world.Refuses(new AttachUserPolicyRequest { UserName = "admin", PolicyArn = user }, "InvalidInput", 400, $"ARN {user} is not valid.");
        await world.Refuses(
            new GetPolicyRequest { PolicyArn = "arn:aws:iam::aws:policy/AmazonNothingFullAccess" }, "NoSuchEntity", 404,
                "Policy arn:aws:iam::aws:policy/AmazonNothingFullAccess was not found."
                + " Policies of AWS are imported with daypass-server import-managed-policies, see docs/managed-policies.md.");
    }

    [Fact]
    public async Task Scopes_and_filters_choose_what_is_listed()
    {
        await world.Do(new CreatePolicyRequest { PolicyName = "attached", Path = "/chosen/", PolicyDocument = IamWorld.Allows("s3:*") });
        await world.Do(new CreatePolicyRequest { PolicyName = "bounding", Path = "/chosen/", PolicyDocument = IamWorld.Allows("s3:*") });
        await world.Do(new CreatePolicyRequest { PolicyName = "idle", Path = "/chosen/", PolicyDocument = IamWorld.Allows("s3:*") });
        await world.Do(new CreateUserRequest { UserName = "chooser", PermissionsBoundary = world.Arn("policy/chosen/bounding") });
        await world.Do(new AttachUserPolicyRequest { UserName = "chooser", PolicyArn = world.Arn("policy/chosen/attached") });

        Assert.Equal(["attached", "bounding", "idle"], await Names(new ListPoliciesRequest { PathPrefix = "/chosen/", Scope = "Local" }));
        Assert.Equal(["attached", "bounding"], await Names(new ListPoliciesRequest { PathPrefix = "/chosen/", OnlyAttached = true }));
        Assert.Equal(["attached"], await Names(
            new ListPoliciesRequest { PathPrefix = "/chosen/", OnlyAttached = true, PolicyUsageFilter = "PermissionsPolicy" }));
        Assert.Equal(["bounding"], await Names(
            new ListPoliciesRequest { PathPrefix = "/chosen/", OnlyAttached = true, PolicyUsageFilter = "PermissionsBoundary" }));
        Assert.Equal(["attached", "bounding", "idle"], await Names(
            new ListPoliciesRequest { PathPrefix = "/chosen/", PolicyUsageFilter = "PermissionsPolicy" }));
        var shared = await world.Do(new ListPoliciesRequest { Scope = "AWS", MaxItems = 5 });
        Assert.True(shared.IsTruncated);
        Assert.All(shared.Policies, static policy => Assert.StartsWith("arn:aws:iam::aws:policy/", policy.Arn, StringComparison.Ordinal));
        Assert.Contains("attached", await Names(new ListPoliciesRequest()));
        Assert.Contains("AdministratorAccess", await Names(new ListPoliciesRequest()));
    }

    [Fact]
    public async Task Counts_are_of_ones_own_account()
    {
        var (_, stranger) = await world.NewAccount();
        await world.Do(new CreateUserRequest { UserName = "counted" });
        var before = await Count();
        await world.Do(new AttachUserPolicyRequest { UserName = "counted", PolicyArn = Administrator });
        await world.Do(new CreateGroupRequest { GroupName = "theirs" }, stranger);
        await world.Do(new AttachGroupPolicyRequest { GroupName = "theirs", PolicyArn = Administrator }, stranger);
        Assert.Equal(before + 1, await Count());
        Assert.DoesNotContain(
            (await world.Do(new ListEntitiesForPolicyRequest { PolicyArn = Administrator })).PolicyGroups, static group => group.GroupName == "theirs");

        async Task<int?> Count() => (await world.Do(new GetPolicyRequest { PolicyArn = Administrator })).Policy!.AttachmentCount;
    }

    [Theory]
    [InlineData("{", "MalformedPolicyDocument")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*"}]}""", "MalformedPolicyDocument")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"bucket"}]}""", "MalformedPolicyDocument")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}""", "MalformedPolicyDocument")]
    public async Task A_document_IAM_refuses_is_stored_nowhere(string document, string code)
    {
        await world.Do(new CreateUserRequest { UserName = "undocumented" + Guid.NewGuid().ToString("n") });
        foreach (var error in new[]
        {
            await world.Refused(new CreatePolicyRequest { PolicyName = "undocumented", PolicyDocument = document }),
            await world.Refused(new PutUserPolicyRequest { UserName = "admin", PolicyName = "undocumented", PolicyDocument = document }),
        })
        {
            Assert.Equal((code, 400), (error.Code, error.Status));
        }

        Assert.DoesNotContain("undocumented", (await world.Do(new ListUserPoliciesRequest { UserName = "admin" })).PolicyNames);
        Assert.Equal("NoSuchEntity", (await world.Refused(new GetPolicyRequest { PolicyArn = world.Arn("policy/undocumented") })).Code);
    }

    [Fact]
    public async Task A_document_over_6144_characters_without_blanks_is_too_long()
    {
        await world.Do(new CreatePolicyRequest { PolicyName = "blank", PolicyDocument = IamWorld.Allows("s3:*") + new string(' ', 7000) });
        var error = await world.Refused(
            new CreatePolicyRequest { PolicyName = "long", PolicyDocument = IamWorld.Allows("s3:*", "arn:aws:s3:::" + new string('x', 6144)) });
        Assert.Equal(("LimitExceeded", 409, "Cannot exceed quota for PolicySize: 6144"), (error.Code, error.Status, error.Message));
    }

    private async Task<List<string?>> Names(ListPoliciesRequest request) =>
        [.. (await world.Do(request with { MaxItems = 1000 })).Policies.Select(static policy => policy.PolicyName)];
}
