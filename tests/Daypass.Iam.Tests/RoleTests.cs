using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;

namespace Daypass.Iam.Tests;

public sealed class RoleTests(IamWorld world) : IClassFixture<IamWorld>
{
    [Fact]
    public async Task Each_answer_has_the_members_AWS_gives_it()
    {
        var made = (await world.Do(new CreateRoleRequest
        {
            RoleName = "shown",
            Path = "/shown/",
            AssumeRolePolicyDocument = world.TrustsAccount(),
            Description = "plays",
            MaxSessionDuration = 7200,
            PermissionsBoundary = "arn:aws:iam::aws:policy/AdministratorAccess",
            Tags = [new Tag { Key = "k", Value = "v" }],
        })).Role;
        Assert.Equal((null, null, "v"), (made.MaxSessionDuration, made.RoleLastUsed, made.Tags![0].Value));

        var got = (await world.Do(new GetRoleRequest { RoleName = "shown" })).Role;
        Assert.Equal((7200, "v", "plays"), (got.MaxSessionDuration, got.Tags![0].Value, got.Description));
        Assert.Null(got.RoleLastUsed!.LastUsedDate);
        Assert.Equal("arn:aws:iam::aws:policy/AdministratorAccess", got.PermissionsBoundary!.PermissionsBoundaryArn);

        var listed = Assert.Single((await world.Do(new ListRolesRequest { PathPrefix = "/shown/" })).Roles);
        Assert.Equal((7200, null, null, null), (listed.MaxSessionDuration, listed.Tags, listed.RoleLastUsed, listed.PermissionsBoundary));
        Assert.Equal(made.RoleId, listed.RoleId);
    }

    [Fact]
    public async Task An_update_sets_what_it_names_and_leaves_the_rest()
    {
        await world.Do(
            new CreateRoleRequest { RoleName = "updated", AssumeRolePolicyDocument = world.TrustsAccount(), Description = "first", MaxSessionDuration = 7200 });
        await world.Do(new UpdateRoleRequest { RoleName = "updated", MaxSessionDuration = 43200 });
        await Is("first", 43200);
        await world.Do(new UpdateRoleRequest { RoleName = "updated", Description = "second" });
        await Is("second", 43200);
        await world.Do(new UpdateRoleRequest { RoleName = "updated" });
        await Is("second", 43200);
        await world.Do(new UpdateRoleRequest { RoleName = "updated", Description = "" });
        await Is("", 43200);
        var shown = (await world.Do(new UpdateRoleDescriptionRequest { RoleName = "updated", Description = "third" })).Role!;
        Assert.Equal(("third", (int?)null), (shown.Description, shown.MaxSessionDuration));
        await Is("third", 43200);

        async Task Is(string description, int seconds)
        {
            var role = (await world.Do(new GetRoleRequest { RoleName = "updated" })).Role;
            Assert.Equal((description, seconds), (role.Description, role.MaxSessionDuration));
        }
    }

    [Fact]
    public async Task What_an_answer_says_of_a_role_depends_on_the_operation()
    {
        var made = (await world.Do(new CreateRoleRequest
        {
            RoleName = "shaped", AssumeRolePolicyDocument = world.TrustsAccount(), Description = "what", MaxSessionDuration = 7200,
            PermissionsBoundary = "arn:aws:iam::aws:policy/ReadOnlyAccess", Tags = [new() { Key = "k", Value = "v" }],
        })).Role!;
        Assert.Equal((null, (int?)null), (made.Description, made.MaxSessionDuration));
        Assert.Equal(("Policy", 1), (made.PermissionsBoundary!.PermissionsBoundaryType, made.Tags!.Count));
        var described = (await world.Do(new UpdateRoleDescriptionRequest { RoleName = "shaped", Description = "that" })).Role!;
        Assert.Equal(("that", (int?)null, null, null),
            (described.Description, described.MaxSessionDuration, described.PermissionsBoundary?.PermissionsBoundaryType, described.Tags?.Count));
        var listed = (await world.Do(new ListRolesRequest())).Roles.Single(static role => role.RoleName == "shaped");
        Assert.Equal(("that", 7200, null, null), (listed.Description, listed.MaxSessionDuration, listed.PermissionsBoundary?.PermissionsBoundaryType,
            listed.Tags?.Count));
        await world.Do(new CreateInstanceProfileRequest { InstanceProfileName = "shaped", Tags = [new() { Key = "k", Value = "v" }] });
        await world.Do(new AddRoleToInstanceProfileRequest { InstanceProfileName = "shaped", RoleName = "shaped" });
        var profile = (await world.Do(new GetInstanceProfileRequest { InstanceProfileName = "shaped" })).InstanceProfile!;
        Assert.Equal((null, (int?)null), (profile.Roles[0].Description, profile.Roles[0].MaxSessionDuration));
        Assert.Equal(1, profile.Tags?.Count);
        Assert.Null((await world.Do(new ListInstanceProfilesRequest())).InstanceProfiles.Single(static item => item.InstanceProfileName == "shaped").Tags);
    }

    [Fact]
    public async Task No_tags_are_an_empty_list_where_AWS_shows_one_and_left_out_elsewhere()
    {
        var made = (await world.Do(new CreatePolicyRequest { PolicyName = "untagged", PolicyDocument = IamWorld.Allows("s3:GetObject") })).Policy!;
        Assert.Null(made.Tags);
        Assert.Empty((await world.Do(new GetPolicyRequest { PolicyArn = made.Arn! })).Policy!.Tags!);
        Assert.Null((await world.Do(new ListPoliciesRequest { Scope = "Local" })).Policies.Single(static policy => policy.PolicyName == "untagged").Tags);
        Assert.Null((await world.Do(new CreateInstanceProfileRequest { InstanceProfileName = "untagged" })).InstanceProfile!.Tags);
        Assert.Empty((await world.Do(new GetInstanceProfileRequest { InstanceProfileName = "untagged" })).InstanceProfile!.Tags!);
        Assert.Null((await world.Do(new CreateUserRequest { UserName = "untagged" })).User!.Tags);
        Assert.Null((await world.Do(new GetUserRequest { UserName = "untagged" })).User!.Tags);
        await world.Do(new CreateRoleRequest { RoleName = "untagged", AssumeRolePolicyDocument = world.TrustsAccount() });
        Assert.Null((await world.Do(new GetRoleRequest { RoleName = "untagged" })).Role!.Tags);
        await world.Do(new CreateOpenIdConnectProviderRequest { Url = "https://untagged.example.com" });
        Assert.Empty((await world.Do(
            new GetOpenIdConnectProviderRequest { OpenIdConnectProviderArn = world.Arn("oidc-provider/untagged.example.com") })).Tags!);
    }

    [Fact]
    public async Task A_role_is_deleted_only_when_nothing_hangs_on_it()
    {
        await world.Do(new CreateRoleRequest { RoleName = "laden", AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Do(new AttachRolePolicyRequest { RoleName = "laden", PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess" });
        await world.Do(new PutRolePolicyRequest { RoleName = "laden", PolicyName = "p", PolicyDocument = IamWorld.Allows("s3:*") });
        await world.Do(new CreateInstanceProfileRequest { InstanceProfileName = "laden" });
        await world.Do(new AddRoleToInstanceProfileRequest { InstanceProfileName = "laden", RoleName = "laden" });
        await Conflicts("detach all policies");
        await world.Do(new DetachRolePolicyRequest { RoleName = "laden", PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess" });
        await Conflicts("delete policies");
        await world.Do(new DeleteRolePolicyRequest { RoleName = "laden", PolicyName = "p" });
        await Conflicts("remove roles from instance profile");
        await world.Do(new RemoveRoleFromInstanceProfileRequest { InstanceProfileName = "laden", RoleName = "laden" });
        await world.Do(new DeleteRoleRequest { RoleName = "laden" });
        await world.Refuses(new GetRoleRequest { RoleName = "laden" }, "NoSuchEntity", 404, "The role with name laden cannot be found.");

        Task Conflicts(string what) =>
            world.Refuses(new DeleteRoleRequest { RoleName = "laden" }, "DeleteConflict", 409, $"Cannot delete entity, must {what} first.");
    }

    [Fact]
    public async Task Names_are_unique_whatever_their_case()
    {
        await world.Do(new CreateRoleRequest { RoleName = "Unique", AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Refuses(
            new CreateRoleRequest { RoleName = "uniquE", AssumeRolePolicyDocument = world.TrustsAccount() }, "EntityAlreadyExists", 409,
            "Role with name uniquE already exists.");
    }

    [Fact]
    public async Task A_trust_policy_that_is_no_JSON_is_refused_in_AWSs_words()
    {
        await world.Refuses(
            new CreateRoleRequest { RoleName = "broken", AssumeRolePolicyDocument = "{" }, "MalformedPolicyDocument", 400, "This policy contains invalid Json");
        await world.Do(new CreateRoleRequest { RoleName = "whole", AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Refuses(
            new UpdateAssumeRolePolicyRequest { RoleName = "whole", PolicyDocument = "not json" }, "MalformedPolicyDocument", 400,
            "This policy contains invalid Json");
        Assert.Equal(world.TrustsAccount(), (await world.Do(new GetRoleRequest { RoleName = "whole" })).Role.AssumeRolePolicyDocument);
    }

    [Fact]
    public async Task A_trust_policy_over_2048_characters_without_blanks_is_too_long()
    {
        var filler = new string('x', 2048);
        var document = IamWorld.Trusts(world.Account)
            .Replace("}]}", $",\"Condition\":{{\"StringEquals\":{{\"sts:ExternalId\":\"{filler}\"}}}}}}]}}", StringComparison.Ordinal);
        var error = await world.Refused(new CreateRoleRequest { RoleName = "long", AssumeRolePolicyDocument = document });
        Assert.Equal(("LimitExceeded", 409), (error.Code, error.Status));
        Assert.Contains("ACLSizePerRole: 2048", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paths_of_service_linked_roles_are_not_for_others() => await world.Refuses(
        new CreateRoleRequest { RoleName = "false-one", Path = "/aws-service-role/ec2.amazonaws.com/", AssumeRolePolicyDocument = world.TrustsAccount() },
        "InvalidInput", 400, "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles");

    [Fact]
    public async Task What_is_not_there_cannot_be_taken_off()
    {
        await world.Do(new CreateRoleRequest { RoleName = "unbounded", AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Refuses(
            new DeleteRolePermissionsBoundaryRequest { RoleName = "unbounded" }, "NoSuchEntity", 404, "The role unbounded has no permissions boundary.");
        await world.Refuses(
            new DetachRolePolicyRequest { RoleName = "unbounded", PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }, "NoSuchEntity", 404,
            "Policy arn:aws:iam::aws:policy/ReadOnlyAccess was not found.");
    }

    [Fact]
    public async Task Ten_policies_are_attached_at_most_and_attaching_twice_is_fine()
    {
        await world.Do(new CreateRoleRequest { RoleName = "full", AssumeRolePolicyDocument = world.TrustsAccount() });
        for (var number = 0; number <= 10; number++)
        {
            await world.Do(new CreatePolicyRequest { PolicyName = $"full-{number}", PolicyDocument = IamWorld.Allows("s3:*") });
        }

        for (var number = 0; number < 10; number++)
        {
            await world.Do(new AttachRolePolicyRequest { RoleName = "full", PolicyArn = world.Arn($"policy/full-{number}") });
        }

        await world.Do(new AttachRolePolicyRequest { RoleName = "full", PolicyArn = world.Arn("policy/full-0") });
        await world.Refuses(
            new AttachRolePolicyRequest { RoleName = "full", PolicyArn = world.Arn("policy/full-10") }, "LimitExceeded", 409,
            "Cannot exceed quota for PoliciesPerRole: 10");
        Assert.Equal(10, (await world.Do(new ListAttachedRolePoliciesRequest { RoleName = "full" })).AttachedPolicies.Count);
    }

    [Fact]
    public async Task A_boundary_is_replaced_taken_away_and_never_missing_twice()
    {
        await world.Do(new CreateRoleRequest { RoleName = "bounded", AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Do(new PutRolePermissionsBoundaryRequest { RoleName = "bounded", PermissionsBoundary = "arn:aws:iam::aws:policy/ReadOnlyAccess" });
        await world.Do(new PutRolePermissionsBoundaryRequest { RoleName = "bounded", PermissionsBoundary = "arn:aws:iam::aws:policy/AdministratorAccess" });
        Assert.Equal(
            "arn:aws:iam::aws:policy/AdministratorAccess", (await world.Do(new GetRoleRequest { RoleName = "bounded" }))
            .Role.PermissionsBoundary!.PermissionsBoundaryArn);
        var missing = world.Arn("policy/missing");
        await world.Refuses(
            new PutRolePermissionsBoundaryRequest { RoleName = "bounded", PermissionsBoundary = missing }, "NoSuchEntity", 404,
            $"Policy {missing} does not exist or is not attachable.");
        await world.Do(new DeleteRolePermissionsBoundaryRequest { RoleName = "bounded" });
        Assert.Null((await world.Do(new GetRoleRequest { RoleName = "bounded" })).Role.PermissionsBoundary);
        Assert.Equal("NoSuchEntity", (await world.Refused(new DeleteRolePermissionsBoundaryRequest { RoleName = "bounded" })).Code);
    }

    [Fact]
    public async Task Inline_policies_share_one_quota_and_their_names_have_one_case()
    {
        await world.Do(new CreateRoleRequest { RoleName = "wordy", AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Do(new PutRolePolicyRequest { RoleName = "wordy", PolicyName = "one", PolicyDocument = Long(5000) });
        await world.Do(new PutRolePolicyRequest { RoleName = "wordy", PolicyName = "ONE", PolicyDocument = Long(6000) });
        Assert.Equal(["one"], (await world.Do(new ListRolePoliciesRequest { RoleName = "wordy" })).PolicyNames);
        Assert.Equal("One", (await world.Do(new GetRolePolicyRequest { RoleName = "wordy", PolicyName = "One" })).PolicyName);
        var error = await world.Refused(new PutRolePolicyRequest { RoleName = "wordy", PolicyName = "two", PolicyDocument = Long(5000) });
        Assert.Equal(("LimitExceeded", 409, "Maximum policy size of 10240 bytes exceeded for role wordy"), (error.Code, error.Status, error.Message));
        await world.Refuses(
            new GetRolePolicyRequest { RoleName = "wordy", PolicyName = "two" }, "NoSuchEntity", 404, "The role policy with name two cannot be found.");
        await world.Refuses(
            new DeleteRolePolicyRequest { RoleName = "wordy", PolicyName = "two" }, "NoSuchEntity", 404, "The role policy with name two cannot be found.");
    }

    // Blanks outside of strings do not count.
    private static string Long(int length) => IamWorld.Allows("s3:*", "arn:aws:s3:::" + new string('x', length - 120)) + new string(' ', 20_000);
}
