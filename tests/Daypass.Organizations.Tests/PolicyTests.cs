using Daypass.Protocol.Organizations;

namespace Daypass.Organizations.Tests;

/// <summary>Control policies as they are stored, attached and listed.</summary>
public sealed class PolicyTests(OrganizationWorld world) : IClassFixture<OrganizationWorld>
{
    private const string Scp = OrganizationWorld.Scp;
    private const string Rcp = OrganizationWorld.Rcp;
    private const string NoSuchPolicy = "You specified a policy that doesn't exist.";

    [Theory]
    [InlineData(Scp, "p-FullAWSAccess", "FullAWSAccess", "Allows access to every operation", "service_control_policy")]
    [InlineData(Rcp, "p-RCPFullAWSAccess", "RCPFullAWSAccess", "Allows access to every resource", "resource_control_policy")]
    public async Task AWSs_policy_is_everywhere_and_nobodys_to_change(string type, string id, string name, string description, string word)
    {
        var policy = (await world.Do(new DescribeControlPolicyRequest { PolicyId = id })).Policy!;
        Assert.Equal(
            (id, $"arn:aws:organizations::aws:policy/{word}/{id}", name, description, type, true),
            (policy.PolicySummary!.Id, policy.PolicySummary.Arn, policy.PolicySummary.Name, policy.PolicySummary.Description, policy.PolicySummary.Type,
                policy.PolicySummary.AwsManaged));
        Assert.Equal(id, (await world.Do(new ListControlPoliciesRequest { Filter = type })).Policies[0].Id);
        var unit = await world.NewUnit();
        foreach (var target in new[] { world.Root, unit, world.Account })
        {
            Assert.Contains((await world.Do(new ListPoliciesForTargetRequest { TargetId = target, Filter = type })).Policies, shown => shown.Id == id);
        }

        Assert.Contains(await TargetsOf(id), target => target == (unit, "ORGANIZATIONAL_UNIT"));
        Assert.Contains(await TargetsOf(id), target => target == (world.Root, "ROOT"));
        Assert.Contains(await TargetsOf(id), target => target == (world.Account, "ACCOUNT"));
        Assert.Equal("InvalidInputException", (await world.Refused(new UpdateControlPolicyRequest { PolicyId = id, Description = "mine" })).Code);
        Assert.Equal("InvalidInputException", (await world.Refused(new DeleteControlPolicyRequest { PolicyId = id })).Code);
        Assert.Equal("DuplicatePolicyException", (await world.Refused(
            new CreateControlPolicyRequest { Name = name, Description = "", Type = type, Content = Document(type) })).Code);
    }

    [Fact]
    public async Task A_policy_is_made_changed_and_deleted_and_its_text_stays_as_it_was_sent()
    {
        const string Text = " {\n\"Version\":\"2012-10-17\",\t\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}} ";
        var request = new CreateControlPolicyRequest { Name = "texts\n\u00fc", Description = "a\tb", Type = Scp, Content = Text };
        var made = (await world.Do(request)).Policy!;
        Assert.Matches("^p-[a-z0-9]{8}$", made.PolicySummary!.Id);
        Assert.Equal(
            $"arn:aws:organizations::{world.Account}:policy/{world.Organization.Id}/service_control_policy/{made.PolicySummary.Id}", made.PolicySummary.Arn);
        Assert.Equal((Text, "texts\n\u00fc", "a\tb", false),
            (made.Content, made.PolicySummary.Name, made.PolicySummary.Description, made.PolicySummary.AwsManaged));
        await world.Refuses(request, "DuplicatePolicyException", "A policy with the same name already exists.");

        // The same name is free for the other type.
        var twin = (await world.Do(request with { Type = Rcp, Content = Document(Rcp) })).Policy!.PolicySummary!.Id!;
        var id = made.PolicySummary.Id!;
        var changed = (await world.Do(new UpdateControlPolicyRequest { PolicyId = id, Name = "renamed", Description = "" })).Policy!;
        Assert.Equal(("renamed", "", Text), (changed.PolicySummary!.Name, changed.PolicySummary.Description, changed.Content));
        await world.Do(new UpdateControlPolicyRequest { PolicyId = id, Name = "renamed", Content = Document(Scp) });
        Assert.Equal(Document(Scp), (await world.Do(new DescribeControlPolicyRequest { PolicyId = id })).Policy!.Content);
        foreach (var policy in new[] { id, twin })
        {
            await world.Do(new DeleteControlPolicyRequest { PolicyId = policy });
            await world.Refuses(new DescribeControlPolicyRequest { PolicyId = policy }, "PolicyNotFoundException", NoSuchPolicy);
            await world.Refuses(new DeleteControlPolicyRequest { PolicyId = policy }, "PolicyNotFoundException", NoSuchPolicy);
            await world.Refuses(new UpdateControlPolicyRequest { PolicyId = policy }, "PolicyNotFoundException", NoSuchPolicy);
        }
    }

    [Theory]
    [InlineData(Scp, "{")]
    [InlineData(Scp, "[]")]
    [InlineData(Scp, """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}""")]
    [InlineData(Scp, """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Resource":"*"}]}""")]
    [InlineData(Rcp, """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}""")]
    [InlineData(Rcp, """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}""")]
    [InlineData(Rcp, """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}""")]
    [InlineData(Rcp, """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","NotAction":"s3:*","Resource":"*"}]}""")]
    [InlineData(Rcp, """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"iam:*","Resource":"*"}]}""")]
    public async Task Only_what_the_engine_reads_as_AWS_does_is_stored(string type, string document)
    {
        var name = world.Fresh("broken");
        Assert.Equal("MalformedPolicyDocumentException", (await world.Refused(
            new CreateControlPolicyRequest { Name = name, Description = "", Type = type, Content = document })).Code);
        var policy = await world.NewPolicy(type, Document(type));
        Assert.Equal("MalformedPolicyDocumentException", (await world.Refused(new UpdateControlPolicyRequest { PolicyId = policy, Content = document })).Code);
        Assert.Equal(Document(type), (await world.Do(new DescribeControlPolicyRequest { PolicyId = policy })).Policy!.Content);
    }

    [Theory]
    [InlineData(Scp, 10_240)]
    [InlineData(Rcp, 5_120)]
    public async Task A_policy_has_its_longest_text_and_white_space_counts(string type, int longest)
    {
        var request = new CreateControlPolicyRequest { Name = world.Fresh("long"), Description = "", Type = type, Content = Document(type).PadRight(longest) };
        var error = await world.Refused(request with { Content = request.Content + " " });
        Assert.Equal(("ConstraintViolationException", "You have exceeded the maximum policy size."), (error.Code, error.Message));
        await world.Do(request);
    }

    [Fact]
    public async Task Other_types_of_policies_are_not_to_be_had()
    {
        Assert.Empty((await world.Do(new ListControlPoliciesRequest { Filter = "TAG_POLICY" })).Policies);
        var error = await world.Refused(new CreateControlPolicyRequest { Name = "tags", Description = "", Type = "TAG_POLICY", Content = "{}" });
        Assert.Equal("PolicyTypeNotAvailableForOrganizationException", error.Code);
        error = await world.Refused(new EnablePolicyTypeRequest { RootId = world.Root, PolicyType = "BACKUP_POLICY" });
        Assert.Equal("PolicyTypeNotAvailableForOrganizationException", error.Code);
        error = await world.Refused(new DescribeEffectivePolicyRequest { PolicyType = "TAG_POLICY" });
        Assert.Equal("EffectivePolicyNotFoundException", error.Code);

        // Control policies have no effective policy at AWS either.
        error = await world.Refused(new DescribeEffectivePolicyRequest { PolicyType = Scp });
        Assert.Equal("InvalidInputException", error.Code);
    }

    [Fact]
    public async Task A_policy_is_attached_once_and_not_deleted_while_it_is()
    {
        var (policy, unit, member) = (await world.NewDeny(Scp, "s3:*"), await world.NewUnit(), await world.NewMember());
        foreach (var target in new[] { world.Root, unit, member })
        {
            await world.Do(new AttachControlPolicyRequest { PolicyId = policy, TargetId = target });
            await world.Refuses(
                new AttachControlPolicyRequest { PolicyId = policy, TargetId = target }, "DuplicatePolicyAttachmentException",
                "The selected policy is already attached to the specified target.");
        }

        Assert.Equal([(world.Root, "ROOT"), (unit, "ORGANIZATIONAL_UNIT"), (member, "ACCOUNT")], await TargetsOf(policy));
        Assert.Equal(
            new[] { policy, "p-FullAWSAccess" }.Order(StringComparer.Ordinal),
            (await world.Do(new ListPoliciesForTargetRequest { TargetId = unit, Filter = Scp })).Policies.Select(static shown => shown.Id));
        foreach (var target in new[] { world.Root, unit, member })
        {
            await world.Refuses(
                new DeleteControlPolicyRequest { PolicyId = policy }, "PolicyInUseException",
                "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.");
            await world.Do(new DetachControlPolicyRequest { PolicyId = policy, TargetId = target });
            Assert.Equal("PolicyNotAttachedException", (await world.Refused(new DetachControlPolicyRequest { PolicyId = policy, TargetId = target })).Code);
        }

        await world.Do(new DeleteControlPolicyRequest { PolicyId = policy });
        await world.Refuses(
            new AttachControlPolicyRequest { PolicyId = policy, TargetId = unit }, "PolicyNotFoundException", NoSuchPolicy);
        await world.Refuses(
            new AttachControlPolicyRequest { PolicyId = await world.NewDeny(Scp, "s3:*"), TargetId = "000000000000" }, "TargetNotFoundException",
            "You specified a target that doesn't exist.");
    }

    [Theory]
    [InlineData(Scp, 10)]
    [InlineData(Rcp, 5)]
    public async Task So_many_policies_of_a_type_are_attached_to_one_target_AWSs_included(string type, int most)
    {
        var unit = await world.NewUnit();
        for (var i = 1; i < most; i++)
        {
            await world.Do(new AttachControlPolicyRequest { PolicyId = await world.NewPolicy(type, Document(type)), TargetId = unit });
        }

        await world.Refuses(
            new AttachControlPolicyRequest { PolicyId = await world.NewPolicy(type, Document(type)), TargetId = unit }, "ConstraintViolationException",
            "You have attached the maximum number of policies to the specified target.");
        var pages = new List<string?>();
        for (var (token, first) = ((string?)null, true); first || token is not null; first = false)
        {
            var page = await world.Do(new ListPoliciesForTargetRequest { TargetId = unit, Filter = type, MaxResults = 2, NextToken = token });
            pages.AddRange(page.Policies.Select(static policy => policy.Id));
            token = page.NextToken;
        }

        Assert.Equal(most, pages.Distinct().Count());
    }

    [Fact]
    public async Task The_last_service_control_policy_stays_and_AWSs_resource_control_policy_always()
    {
        var unit = await world.NewUnit();
        await world.Refuses(
            new DetachControlPolicyRequest { PolicyId = "p-FullAWSAccess", TargetId = unit }, "ConstraintViolationException",
            "You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.");
        await world.Do(new AttachControlPolicyRequest { PolicyId = await world.NewDeny(Scp, "s3:*"), TargetId = unit });
        await world.Do(new DetachControlPolicyRequest { PolicyId = "p-FullAWSAccess", TargetId = unit });
        Assert.DoesNotContain(await TargetsOf("p-FullAWSAccess"), target => target.Id == unit);
        await world.Do(new AttachControlPolicyRequest { PolicyId = await world.NewDeny(Rcp, "s3:*"), TargetId = unit });
        Assert.Equal("InvalidInputException", (await world.Refused(new DetachControlPolicyRequest { PolicyId = "p-RCPFullAWSAccess", TargetId = unit })).Code);
    }

    [Fact]
    public async Task A_type_that_is_disabled_loses_its_attachments_and_begins_anew_with_AWSs()
    {
        var (_, admin) = await world.NewStranger();
        await world.Do(new CreateOrganizationRequest(), admin);
        var root = (await world.Do(new ListRootsRequest(), admin)).Roots.Single().Id!;
        var policy = (await world.Do(
            new CreateControlPolicyRequest { Name = "deny", Description = "", Type = Scp, Content = Document(Scp) }, admin)).Policy!.PolicySummary!.Id!;
        await world.Refuses(
            new AttachControlPolicyRequest { PolicyId = policy, TargetId = root }, "PolicyTypeNotEnabledException",
            "This operation can be performed only for enabled policy types.", admin);
        Assert.Empty((await world.Do(new ListPoliciesForTargetRequest { TargetId = root, Filter = Scp }, admin)).Policies);
        await world.Do(new EnablePolicyTypeRequest { RootId = root, PolicyType = Scp }, admin);
        await world.Refuses(
            new EnablePolicyTypeRequest { RootId = root, PolicyType = Scp }, "PolicyTypeAlreadyEnabledException",
            "The specified policy type is already enabled.", admin);
        var unit = (await world.Do(new CreateOrganizationalUnitRequest { ParentId = root, Name = "unit" }, admin)).OrganizationalUnit!.Id!;
        var member = (await world.Do(new CreateAccountRequest { AccountName = "a", Email = "disabled@example.com" }, admin)).CreateAccountStatus!.AccountId!;
        foreach (var target in new[] { root, unit, member })
        {
            await world.Do(new AttachControlPolicyRequest { PolicyId = policy, TargetId = target }, admin);
        }

        var shown = (await world.Do(new DisablePolicyTypeRequest { RootId = root, PolicyType = Scp }, admin)).Root!;
        Assert.Empty(shown.PolicyTypes);
        Assert.Empty((await world.Do(new ListTargetsForPolicyRequest { PolicyId = policy }, admin)).Targets);
        await world.Refuses(
            new DisablePolicyTypeRequest { RootId = root, PolicyType = Scp }, "PolicyTypeNotEnabledException",
            "This operation can be performed only for enabled policy types.", admin);
        await world.Do(new EnablePolicyTypeRequest { RootId = root, PolicyType = Scp }, admin);
        foreach (var target in new[] { root, unit, member })
        {
            Assert.Equal(
                "p-FullAWSAccess", (await world.Do(new ListPoliciesForTargetRequest { TargetId = target, Filter = Scp }, admin)).Policies.Single().Id);
        }

        await world.Do(new DeleteControlPolicyRequest { PolicyId = policy }, admin);
    }

    [Fact]
    public async Task Billing_alone_has_no_policies()
    {
        var (_, admin) = await world.NewStranger();
        var made = (await world.Do(new CreateOrganizationRequest { FeatureSet = "CONSOLIDATED_BILLING" }, admin)).Organization!;
        Assert.Equal("CONSOLIDATED_BILLING", made.FeatureSet);
        var root = (await world.Do(new ListRootsRequest(), admin)).Roots.Single().Id!;
        Assert.Equal("PolicyTypeNotAvailableForOrganizationException",
            (await world.Refused(new EnablePolicyTypeRequest { RootId = root, PolicyType = Scp }, admin)).Code);
        Assert.Equal("PolicyTypeNotAvailableForOrganizationException",
            (await world.Refused(new CreateControlPolicyRequest { Name = "a", Description = "", Type = Scp, Content = Document(Scp) }, admin)).Code);
    }

    private static string Document(string type) => type == Scp
        ? """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}"""
        : """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}""";

    private async Task<List<(string Id, string Type)>> TargetsOf(string policy)
    {
        var (read, token) = (new List<(string, string)>(), (string?)null);
        do
        {
            var page = await world.Do(new ListTargetsForPolicyRequest { PolicyId = policy, NextToken = token });
            read.AddRange(page.Targets.Select(static target => (target.TargetId!, target.Type!)));
            token = page.NextToken;
        }
        while (token is not null);
        return read;
    }
}
