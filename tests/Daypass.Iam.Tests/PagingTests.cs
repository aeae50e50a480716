using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

public sealed class PagingTests(IamWorld world) : IClassFixture<IamWorld>
{
    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_while_entries_come_and_go()
    {
        foreach (var name in new[] { "a", "B", "c", "D", "e" })
        {
            await world.Do(new CreateUserRequest { UserName = "page-" + name, Path = "/paged/" });
        }

        var first = await world.Do(new ListUsersRequest { PathPrefix = "/paged/", MaxItems = 2 });
        Assert.Equal(["page-a", "page-B"], first.Users.Select(static user => user.UserName));
        Assert.True(first.IsTruncated);

        await world.Do(new DeleteUserRequest { UserName = "page-B" });
        await world.Do(new CreateUserRequest { UserName = "page-AA", Path = "/paged/" });
        var second = await world.Do(new ListUsersRequest { PathPrefix = "/paged/", MaxItems = 2, Marker = first.Marker });
        Assert.Equal(["page-c", "page-D"], second.Users.Select(static user => user.UserName));
        var last = await world.Do(new ListUsersRequest { PathPrefix = "/paged/", MaxItems = 2, Marker = second.Marker });
        Assert.Equal(["page-e"], last.Users.Select(static user => user.UserName));
        Assert.False(last.IsTruncated);
        Assert.Null(last.Marker);
    }

    [Fact]
    public async Task A_marker_fits_only_its_own_list_and_account()
    {
        await world.Do(new CreateUserRequest { UserName = "second" });
        var marker = (await world.Do(new ListUsersRequest { MaxItems = 1 })).Marker!;
        await world.Refuses(new ListRolesRequest { Marker = marker }, "ValidationError", 400, "Invalid Marker.");
        var (_, stranger) = await world.NewAccount();
        await world.Refuses(new ListUsersRequest { Marker = marker }, "ValidationError", 400, "Invalid Marker.", stranger);
        foreach (var forged in new[] { "1", "MQ==", "a b!", marker[..^1], marker + "A", new string('A', 320), "ÿ" })
        {
            await world.Refuses(new ListUsersRequest { Marker = forged }, "ValidationError", 400, "Invalid Marker.");
        }
    }

    [Fact]
    public async Task A_marker_of_the_authorization_details_fits_its_filters_only()
    {
        await world.Do(new CreateUserRequest { UserName = "detailed" });
        var first = await world.Do(new GetAccountAuthorizationDetailsRequest { Filter = ["User", "Role"], MaxItems = 1 });
        Assert.True((await world.Do(new GetAccountAuthorizationDetailsRequest { Filter = ["Role", "User"], Marker = first.Marker })).UserDetailList!.Count > 0);
        await Refuses(["User"], first.Marker!, "Marker and Filter do not match");
        await Refuses(["Role"], first.Marker!, "Marker and Filter do not match");
        await Refuses(["User"], "made-up", "Marker and Filter do not match");
        await Refuses([], first.Marker!, "Invalid Marker.");
        await Refuses(["User", "Group", "Role", "LocalManagedPolicy", "AWSManagedPolicy"], first.Marker!, "Invalid Marker.");
    }

    [Fact]
    public async Task A_marker_of_all_authorization_details_fits_no_filter_and_all_of_them()
    {
        await world.Do(new CreateUserRequest { UserName = "detailed-too" });
        string[] all = ["User", "Group", "Role", "LocalManagedPolicy", "AWSManagedPolicy"];
        var unfiltered = await world.Do(new GetAccountAuthorizationDetailsRequest { MaxItems = 1 });
        var filtered = await world.Do(new GetAccountAuthorizationDetailsRequest { Filter = all, MaxItems = 1 });
        foreach (var marker in new[] { unfiltered.Marker, filtered.Marker })
        {
            var next = await world.Do(new GetAccountAuthorizationDetailsRequest { Filter = all, MaxItems = 1, Marker = marker });
            Assert.NotEqual(unfiltered.UserDetailList![0].UserName, Assert.Single(next.UserDetailList!).UserName);
            var plain = await world.Do(new GetAccountAuthorizationDetailsRequest { MaxItems = 1, Marker = marker });
            Assert.Equal(next.UserDetailList![0].UserName, Assert.Single(plain.UserDetailList!).UserName);
            await Refuses(all[..4], marker!, "Invalid Marker.");
            await Refuses(all[..1], marker!, "Invalid Marker.");
        }
    }

    private Task Refuses(string[] filter, string marker, string sentence) => world.Refuses(
        new GetAccountAuthorizationDetailsRequest { Filter = filter, Marker = marker }, "ValidationError", 400, sentence);

    [Fact]
    public async Task Lists_inside_an_entity_page_too_whatever_is_removed_meanwhile()
    {
        var keys = Enumerable.Range(0, 5).Select(static index => $"{index}{new string('ü', 120)}").ToList();
        await world.Do(new CreateRoleRequest
        {
            RoleName = "labelled",
            AssumeRolePolicyDocument = world.TrustsAccount(),
            Tags = [.. keys.Select(static key => new Protocol.Sts.Tag { Key = key, Value = "" })],
        });
        var first = await world.Do(new ListRoleTagsRequest { RoleName = "labelled", MaxItems = 2 });
        Assert.True(first.Marker!.Length <= 320);
        await world.Do(new UntagRoleRequest { RoleName = "labelled", TagKeys = [keys[1]] });
        var second = await world.Do(new ListRoleTagsRequest { RoleName = "labelled", MaxItems = 2, Marker = first.Marker });
        Assert.Equal([keys[2], keys[3]], second.Tags.Select(static tag => tag.Key));
        var last = await world.Do(new ListRoleTagsRequest { RoleName = "labelled", MaxItems = 2, Marker = second.Marker });
        Assert.Equal([keys[4]], last.Tags.Select(static tag => tag.Key));
    }

    [Fact]
    public async Task Several_lists_page_under_one_marker()
    {
        await world.Do(new CreatePolicyRequest { PolicyName = "shared-out", PolicyDocument = IamWorld.Allows("s3:*") });
        var arn = world.Arn("policy/shared-out");
        await world.Do(new CreateGroupRequest { GroupName = "holder-group" });
        await world.Do(new AttachGroupPolicyRequest { GroupName = "holder-group", PolicyArn = arn });
        foreach (var name in new[] { "holder-1", "holder-2" })
        {
            await world.Do(new CreateUserRequest { UserName = name, PermissionsBoundary = arn });
            await world.Do(new AttachUserPolicyRequest { UserName = name, PolicyArn = arn });
        }

        await world.Do(new CreateRoleRequest { RoleName = "holder-role", AssumeRolePolicyDocument = world.TrustsAccount(), PermissionsBoundary = arn });

        // Both users have it attached and as their boundary, and are listed once.
        var seen = new List<string?>();
        string? marker = null;
        do
        {
            var page = await world.Do(new ListEntitiesForPolicyRequest { PolicyArn = arn, MaxItems = 1, Marker = marker });
            Assert.True(page.PolicyGroups.Count + page.PolicyUsers.Count + page.PolicyRoles.Count <= 1);
            seen.AddRange(page.PolicyGroups.Select(static group => group.GroupName));
            seen.AddRange(page.PolicyUsers.Select(static user => user.UserName));
            seen.AddRange(page.PolicyRoles.Select(static role => role.RoleName));
            marker = page.Marker;
        }
        while (marker is not null);
        Assert.Equal(["holder-group", "holder-1", "holder-2", "holder-role"], seen);

        var bounded = await world.Do(new ListEntitiesForPolicyRequest { PolicyArn = arn, PolicyUsageFilter = "PermissionsBoundary", EntityFilter = "User" });
        Assert.Equal(2, bounded.PolicyUsers.Count);
        Assert.Equal((3, 3), await Counts(arn));
    }

    private async Task<(int?, int?)> Counts(string arn)
    {
        var policy = (await world.Do(new GetPolicyRequest { PolicyArn = arn })).Policy!;
        return (policy.AttachmentCount, policy.PermissionsBoundaryUsageCount);
    }
}
