using Daypass.Protocol.Iam;
using Daypass.Protocol.Organizations;
using Daypass.Protocol.Sts;

namespace Daypass.Organizations.Tests;

/// <summary>The organisation, its units and its accounts.</summary>
public sealed class TreeTests(OrganizationWorld world) : IClassFixture<OrganizationWorld>
{
    [Fact]
    public async Task An_organisation_is_its_management_accounts_and_describes_itself_to_members()
    {
        var own = world.Organization;
        Assert.Matches("^o-[a-z0-9]{10}$", own.Id);
        Assert.Equal($"arn:aws:organizations::{world.Account}:organization/{own.Id}", own.Arn);
        Assert.Equal($"arn:aws:organizations::{world.Account}:account/{own.Id}/{world.Account}", own.MasterAccountArn);
        Assert.Equal(("ALL", world.Account), (own.FeatureSet, own.MasterAccountId));
        var member = await world.Enter(await world.NewMember());
        Assert.Equal(own.Id, (await world.Do(new DescribeOrganizationRequest(), member)).Organization!.Id);
        await world.Refuses(
            new CreateOrganizationRequest(), "AlreadyInOrganizationException", "The provided account is already a member of an organization.");
        await world.Refuses(
            new CreateOrganizationRequest(), "AlreadyInOrganizationException", "The provided account is already a member of an organization.", member);
    }

    [Fact]
    public async Task An_organisation_is_deleted_when_only_its_management_account_is_left()
    {
        var (account, admin) = await world.NewStranger();
        await world.Do(new CreateOrganizationRequest { FeatureSet = "ALL" }, admin);
        var root = (await world.Do(new ListRootsRequest(), admin)).Roots.Single().Id!;
        var unit = (await world.Do(new CreateOrganizationalUnitRequest { ParentId = root, Name = "last" }, admin)).OrganizationalUnit!.Id!;
        await world.Do(
            new CreateControlPolicyRequest { Name = "left", Description = "", Type = OrganizationWorld.Scp, Content = OrganizationWorld.Allows("*") }, admin);
        const string NotEmpty = "To delete an organization you must first remove all member accounts (except the master).";
        await world.Refuses(new DeleteOrganizationRequest(), "OrganizationNotEmptyException", NotEmpty, admin);
        await world.Do(new DeleteOrganizationalUnitRequest { OrganizationalUnitId = unit }, admin);
        await world.Do(new DeleteOrganizationRequest(), admin);
        await world.Refuses(
            new DescribeOrganizationRequest(), "AWSOrganizationsNotInUseException", "Your account is not a member of an organization.", admin);

        // Nothing of the old one is there again.
        await world.Do(new CreateOrganizationRequest(), admin);
        Assert.Equal(account, (await world.Do(new ListAccountsRequest(), admin)).Accounts.Single().Id);
        Assert.Equal("p-FullAWSAccess", (await world.Do(new ListControlPoliciesRequest { Filter = OrganizationWorld.Scp }, admin)).Policies.Single().Id);
    }

    [Fact]
    public async Task Units_have_names_that_differ_below_one_parent_and_paths()
    {
        var outer = await world.NewUnit();
        const string Strange = "a line\nand \ud83d\ude00 and ' \" \\";
        var inner = (await world.Do(new CreateOrganizationalUnitRequest { ParentId = outer, Name = Strange })).OrganizationalUnit!;
        Assert.Equal((Strange, $"{world.Organization.Id}/{world.Root}/{outer}/{inner.Id}/"), (inner.Name, inner.Path));
        await world.Refuses(
            new CreateOrganizationalUnitRequest { ParentId = outer, Name = Strange }, "DuplicateOrganizationalUnitException",
            "An OU with the same name already exists.");
        var other = (await world.Do(new CreateOrganizationalUnitRequest { ParentId = world.Root, Name = Strange })).OrganizationalUnit!;
        Assert.NotEqual(inner.Id, other.Id);

        var sibling = (await world.Do(new CreateOrganizationalUnitRequest { ParentId = outer, Name = "sibling" })).OrganizationalUnit!.Id!;
        await world.Refuses(
            new UpdateOrganizationalUnitRequest { OrganizationalUnitId = sibling, Name = Strange }, "DuplicateOrganizationalUnitException",
            "An OU with the same name already exists.");
        Assert.Equal(
            "renamed", (await world.Do(new UpdateOrganizationalUnitRequest { OrganizationalUnitId = sibling, Name = "renamed" })).OrganizationalUnit!.Name);
        Assert.Equal("renamed", (await world.Do(new DescribeOrganizationalUnitRequest { OrganizationalUnitId = sibling })).OrganizationalUnit!.Name);
        Assert.Equal(
            new[] { inner.Id, sibling }.Order(StringComparer.Ordinal),
            (await world.Do(new ListOrganizationalUnitsForParentRequest { ParentId = outer })).OrganizationalUnits.Select(static unit => unit.Id));
        Assert.Equal((outer, "ORGANIZATIONAL_UNIT"), Parent(await world.Do(new ListParentsRequest { ChildId = sibling })));
        Assert.Equal((world.Root, "ROOT"), Parent(await world.Do(new ListParentsRequest { ChildId = outer })));
    }

    [Fact]
    public async Task Units_are_five_deep_at_most()
    {
        var unit = world.Root;
        for (var depth = 0; depth < 5; depth++)
        {
            unit = await world.NewUnit(unit);
        }

        var error = await world.Refused(new CreateOrganizationalUnitRequest { ParentId = unit, Name = "too deep" });
        Assert.Equal("ConstraintViolationException", error.Code);
    }

    [Fact]
    public async Task A_unit_that_holds_something_is_not_deleted()
    {
        const string NotEmpty = "The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and try the operation"
            + " again.";
        var (outer, member) = (await world.NewUnit(), "");
        var inner = await world.NewUnit(outer);
        await world.Refuses(new DeleteOrganizationalUnitRequest { OrganizationalUnitId = outer }, "OrganizationalUnitNotEmptyException", NotEmpty);
        member = await world.NewMember(inner);
        await world.Refuses(new DeleteOrganizationalUnitRequest { OrganizationalUnitId = inner }, "OrganizationalUnitNotEmptyException", NotEmpty);
        await world.Do(new MoveAccountRequest { AccountId = member, SourceParentId = inner, DestinationParentId = world.Root });
        await world.Do(new DeleteOrganizationalUnitRequest { OrganizationalUnitId = inner });
        await world.Refuses(
            new DeleteOrganizationalUnitRequest { OrganizationalUnitId = inner }, "OrganizationalUnitNotFoundException",
            "You specified an organizational unit that doesn't exist.");
        await world.Refuses(
            new CreateOrganizationalUnitRequest { ParentId = inner, Name = "orphan" }, "ParentNotFoundException", "You specified parent that doesn't exist.");
    }

    [Fact]
    public async Task An_account_is_made_with_a_role_for_the_management_account()
    {
        var request = new CreateAccountRequest
        {
            AccountName = "made", Email = "Made@Example.com", RoleName = "Visitor", Tags = [new OrganizationTag { Key = "team", Value = "a" }],
        };
        var status = (await world.Do(request)).CreateAccountStatus!;
        Assert.Equal(("SUCCEEDED", "made", null), (status.State, status.AccountName, status.FailureReason));
        var made = (await world.Do(new DescribeAccountRequest { AccountId = status.AccountId! })).Account!;
        Assert.Equal(("made", "Made@Example.com", "ACTIVE", "CREATED"), (made.Name, made.Email, made.Status, made.JoinedMethod));
        Assert.Equal([$"{world.Organization.Id}/{world.Root}/{made.Id}/"], made.Paths);
        Assert.Equal("a", (await world.Do(new ListTagsForResourceRequest { ResourceId = made.Id! })).Tags.Single().Value);

        var session = await world.Do(new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{made.Id}:role/Visitor", RoleSessionName = "first" });
        Assert.Empty((await world.Do(new ListUsersRequest(), OrganizationWorld.Of(session.Credentials!))).Users);

        // The address is taken, in whatever letters.
        var again = (await world.Do(request with { Email = "made@example.COM" })).CreateAccountStatus!;
        Assert.Equal(("FAILED", "EMAIL_ALREADY_EXISTS", null), (again.State, again.FailureReason, again.AccountId));
        Assert.Equal(
            "FAILED", (await world.Do(new DescribeCreateAccountStatusRequest { CreateAccountRequestId = again.Id! })).CreateAccountStatus!.State);
        Assert.Contains(
            (await world.Do(new ListCreateAccountStatusRequest { States = ["FAILED"] })).CreateAccountStatuses, shown => shown.Id == again.Id);
        Assert.DoesNotContain(
            (await world.Do(new ListCreateAccountStatusRequest { States = ["SUCCEEDED"] })).CreateAccountStatuses, shown => shown.Id == again.Id);
    }

    [Fact]
    public async Task An_account_is_moved_from_where_it_is()
    {
        var (unit, member) = (await world.NewUnit(), await world.NewMember());
        var move = new MoveAccountRequest { AccountId = member, SourceParentId = world.Root, DestinationParentId = unit };
        await world.Refuses(
            move with { SourceParentId = await world.NewUnit() }, "SourceParentNotFoundException", "You specified a source parent that doesn't exist.");
        await world.Refuses(
            move with { DestinationParentId = $"ou-{world.Root[2..]}-00000000" }, "DestinationParentNotFoundException",
            "You specified a destination parent that doesn't exist.");
        await world.Do(move);
        await world.Refuses(move, "DuplicateAccountException", "The account is already present in the specified destination.");
        Assert.Equal(member, (await world.Do(new ListAccountsForParentRequest { ParentId = unit })).Accounts.Single().Id);
        Assert.Equal(member, (await world.Do(new ListChildrenRequest { ParentId = unit, ChildType = "ACCOUNT" })).Children.Single().Id);
        Assert.DoesNotContain((await All(world.Root)), id => id == member);
        await world.Do(new MoveAccountRequest { AccountId = member, SourceParentId = unit, DestinationParentId = world.Root });
        Assert.Contains(await All(world.Root), id => id == member);
    }

    [Fact]
    public async Task A_member_leaves_or_is_removed_and_the_management_account_is_not()
    {
        var (first, second) = (await world.NewMember(), await world.NewMember());
        await world.Do(new RemoveAccountFromOrganizationRequest { AccountId = first });
        await world.Refuses(
            new DescribeAccountRequest { AccountId = first }, "AccountNotFoundException", "You specified an account that doesn't exist.");
        await world.Do(new LeaveOrganizationRequest(), await world.Enter(second));
        await world.Refuses(
            new DescribeOrganizationRequest(), "AWSOrganizationsNotInUseException", "Your account is not a member of an organization.",
            await world.Enter(second));
        const string Stays = "You can't remove a management account from an organization.";
        await world.Refuses(new RemoveAccountFromOrganizationRequest { AccountId = world.Account }, "MasterCannotLeaveOrganizationException", Stays);
        await world.Refuses(new LeaveOrganizationRequest(), "MasterCannotLeaveOrganizationException", Stays);
    }

    [Fact]
    public async Task A_closed_account_is_suspended_and_its_credentials_are_refused()
    {
        var member = await world.NewMember();
        var session = await world.Enter(member);
        await world.Do(new CloseAccountRequest { AccountId = member });
        Assert.Equal("InvalidClientTokenId", (await world.Refused(new ListUsersRequest(), session)).Code);
        Assert.Equal("SUSPENDED", (await world.Do(new DescribeAccountRequest { AccountId = member })).Account!.Status);
        await world.Refuses(new CloseAccountRequest { AccountId = member }, "AccountAlreadyClosedException", "The provided account is already closed.");
        Assert.Equal("ConstraintViolationException", (await world.Refused(new CloseAccountRequest { AccountId = world.Account })).Code);
    }

    [Fact]
    public async Task Lists_are_read_page_by_page_and_a_token_is_its_lists_and_its_accounts_alone()
    {
        var parent = await world.NewUnit();
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            made.Add(await world.NewUnit(parent));
        }

        var (read, token) = (new List<string?>(), (string?)null);
        do
        {
            var page = await world.Do(new ListOrganizationalUnitsForParentRequest { ParentId = parent, MaxResults = 2, NextToken = token });
            read.AddRange(page.OrganizationalUnits.Select(static unit => unit.Id));
            token = page.NextToken;
        }
        while (token is not null);
        Assert.Equal(made.Order(StringComparer.Ordinal), read);

        token = (await world.Do(new ListOrganizationalUnitsForParentRequest { ParentId = parent, MaxResults = 2 })).NextToken;
        const string Foreign = "Get the NextToken parameter from the response to a previous call of the operation.";
        await world.Refuses(new ListAccountsRequest { NextToken = token }, "InvalidInputException", Foreign);
        var (_, admin) = await world.NewStranger();
        await world.Do(new CreateOrganizationRequest(), admin);
        var root = (await world.Do(new ListRootsRequest(), admin)).Roots.Single().Id!;
        await world.Refuses(
            new ListOrganizationalUnitsForParentRequest { ParentId = root, NextToken = token }, "InvalidInputException", Foreign, admin);
    }

    [Fact]
    public async Task Another_organisations_parts_are_not_there()
    {
        var (_, admin) = await world.NewStranger();
        await world.Do(new CreateOrganizationRequest(), admin);
        var (unit, member, policy) = (await world.NewUnit(), await world.NewMember(), await world.NewDeny(OrganizationWorld.Scp, "s3:*"));
        await world.Refuses(
            new DescribeOrganizationalUnitRequest { OrganizationalUnitId = unit }, "OrganizationalUnitNotFoundException",
            "You specified an organizational unit that doesn't exist.", admin);
        await world.Refuses(
            new DescribeAccountRequest { AccountId = member }, "AccountNotFoundException", "You specified an account that doesn't exist.", admin);
        await world.Refuses(
            new DescribeControlPolicyRequest { PolicyId = policy }, "PolicyNotFoundException", "You specified a policy that doesn't exist.", admin);
        await world.Refuses(
            new ListTagsForResourceRequest { ResourceId = unit }, "TargetNotFoundException", "You specified a target that doesn't exist.", admin);
        await world.Refuses(
            new EnablePolicyTypeRequest { RootId = world.Root, PolicyType = OrganizationWorld.Scp }, "RootNotFoundException",
            "You specified a root that doesn't exist.", admin);
    }

    [Fact]
    public async Task Tags_are_added_changed_and_removed_and_their_keys_differ_in_more_than_case()
    {
        var unit = await world.NewUnit();
        foreach (var id in new[] { world.Root, unit, await world.NewMember(), await world.NewDeny(OrganizationWorld.Scp, "s3:*") })
        {
            await world.Do(new TagResourceRequest
            {
                ResourceId = id, Tags = [new OrganizationTag { Key = "a", Value = "1" }, new OrganizationTag { Key = "b", Value = "" }],
            });
            await world.Do(new TagResourceRequest { ResourceId = id, Tags = [new OrganizationTag { Key = "a", Value = "2" }] });
            await world.Do(new UntagResourceRequest { ResourceId = id, TagKeys = ["b", "none"] });
            Assert.Equal(
                [("a", "2")], (await world.Do(new ListTagsForResourceRequest { ResourceId = id })).Tags.Select(static tag => (tag.Key, tag.Value)));
        }

        Assert.Equal("InvalidInputException", (await world.Refused(new TagResourceRequest
        {
            ResourceId = unit, Tags = [new OrganizationTag { Key = "x", Value = "1" }, new OrganizationTag { Key = "X", Value = "2" }],
        })).Code);
        Assert.Equal("InvalidInputException", (await world.Refused(new TagResourceRequest
        {
            ResourceId = unit, Tags = [new OrganizationTag { Key = "AWS:x", Value = "1" }],
        })).Code);
        Assert.Equal("ConstraintViolationException", (await world.Refused(new TagResourceRequest
        {
            ResourceId = unit, Tags = [.. Enumerable.Range(0, 50).Select(static i => new OrganizationTag { Key = $"k{i}", Value = "" })],
        })).Code);
        Assert.Equal("InvalidInputException", (await world.Refused(new TagResourceRequest
        {
            ResourceId = "p-FullAWSAccess", Tags = [new OrganizationTag { Key = "x", Value = "1" }],
        })).Code);
    }

    [Fact]
    public async Task Conditions_read_tags_types_and_services()
    {
        var (tagged, plain) = (await world.NewUnit(), await world.NewUnit());
        await world.Do(new TagResourceRequest { ResourceId = tagged, Tags = [new OrganizationTag { Key = "team", Value = "blue" }] });
        const string Condition = """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"organizations:DescribeOrganizationalUnit","Resource":"*",
               "Condition":{"StringEquals":{"aws:ResourceTag/team":"blue"}}},
              {"Effect":"Allow","Action":"organizations:ListPolicies","Resource":"*",
               "Condition":{"StringEquals":{"organizations:PolicyType":"SERVICE_CONTROL_POLICY"}}},
              {"Effect":"Allow","Action":"organizations:EnableAWSServiceAccess","Resource":"*",
               "Condition":{"StringEquals":{"organizations:ServicePrincipal":"sso.amazonaws.com"}}},
              {"Effect":"Allow","Action":["organizations:CreateOrganizationalUnit","organizations:TagResource"],"Resource":"*",
               "Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]},"StringEquals":{"aws:RequestTag/team":"blue"}}}]}
            """;
        var user = await world.NewUser(Condition);
        await world.Do(new DescribeOrganizationalUnitRequest { OrganizationalUnitId = tagged }, user);
        Assert.Equal("AccessDenied", (await world.Refused(new DescribeOrganizationalUnitRequest { OrganizationalUnitId = plain }, user)).Code);
        await world.Do(new ListControlPoliciesRequest { Filter = OrganizationWorld.Scp }, user);
        Assert.Equal("AccessDenied", (await world.Refused(new ListControlPoliciesRequest { Filter = OrganizationWorld.Rcp }, user)).Code);
        await world.Do(new EnableAwsServiceAccessRequest { ServicePrincipal = "sso.amazonaws.com" }, user);
        Assert.Equal("AccessDenied", (await world.Refused(new EnableAwsServiceAccessRequest { ServicePrincipal = "ram.amazonaws.com" }, user)).Code);
        var unit = new CreateOrganizationalUnitRequest { ParentId = plain, Name = "blue", Tags = [new OrganizationTag { Key = "team", Value = "blue" }] };
        await world.Do(unit, user);
        var red = unit with { Name = "red", Tags = [new OrganizationTag { Key = "team", Value = "red" }] };
        Assert.Equal("AccessDenied", (await world.Refused(red, user)).Code);
    }

    [Fact]
    public async Task Who_may_make_but_not_tag_makes_without_tags()
    {
        var user = await world.NewUser(OrganizationWorld.Allows("organizations:CreateOrganizationalUnit"));
        var unit = new CreateOrganizationalUnitRequest { ParentId = world.Root, Name = world.Fresh("untagged") };
        var refused = await world.Refused(unit with { Tags = [new OrganizationTag { Key = "a", Value = "" }] }, user);
        Assert.Contains("organizations:TagResource", refused.Message, StringComparison.Ordinal);
        await world.Do(unit, user);
    }

    [Fact]
    public async Task Root_access_of_IAM_needs_the_organisations_trust()
    {
        var (_, admin) = await world.NewStranger();
        await world.Do(new CreateOrganizationRequest(), admin);
        Assert.Equal("ServiceAccessNotEnabledException", (await world.Refused(new EnableOrganizationsRootSessionsRequest(), admin)).Code);
        await world.Do(new EnableAwsServiceAccessRequest { ServicePrincipal = "iam.amazonaws.com" }, admin);
        await world.Do(new EnableAwsServiceAccessRequest { ServicePrincipal = "iam.amazonaws.com" }, admin);
        Assert.Equal(["RootSessions"], (await world.Do(new EnableOrganizationsRootSessionsRequest(), admin)).EnabledFeatures);
        Assert.Equal(
            "iam.amazonaws.com",
            (await world.Do(new ListAwsServiceAccessForOrganizationRequest(), admin)).EnabledServicePrincipals.Single().ServicePrincipal);
        await world.Do(new DisableAwsServiceAccessRequest { ServicePrincipal = "iam.amazonaws.com" }, admin);
        Assert.Equal("ServiceAccessNotEnabledException", (await world.Refused(new ListOrganizationsFeaturesRequest(), admin)).Code);
    }

    private static (string?, string?) Parent(ListParentsResponse answer) => (answer.Parents.Single().Id, answer.Parents.Single().Type);

    private async Task<List<string?>> All(string parent)
    {
        var (read, token) = (new List<string?>(), (string?)null);
        do
        {
            var page = await world.Do(new ListChildrenRequest { ParentId = parent, ChildType = "ACCOUNT", NextToken = token });
            read.AddRange(page.Children.Select(static child => child.Id));
            token = page.NextToken;
        }
        while (token is not null);
        return read;
    }
}
