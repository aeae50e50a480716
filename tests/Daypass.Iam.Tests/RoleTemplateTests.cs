using Daypass.Iam.RoleTemplates;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

/// <summary>Role templates of an account's own, and what no recording shows of those of AWS.</summary>
public sealed class RoleTemplateTests(IamWorld world) : IClassFixture<IamWorld>
{
    private const string PowerUser = "arn:aws:iam::aws:role-template/iam.amazonaws.com/PowerUserRoleTemplate:1";

    private OwnRoleTemplates Own => new(world.Parts.Store, new("aws"), world.Clock);

    [Fact]
    public async Task An_account_has_templates_of_its_own_with_every_part_a_role_has()
    {
        await world.Do(new CreatePolicyRequest { PolicyName = "fence", PolicyDocument = IamWorld.Allows("s3:*") });
        var arn = await Put("team/Reader:1", """
            "RoleNamePattern": "reader-@{Team}", "RolePathPattern": "/readers/@{Team}/", "RoleDescriptionPattern": "Reads for @{Team}",
            "PermissionBoundaryArn": "FENCE", "MaxSessionDuration": 7200, "RoleTagsTemplate": [{"Key": "team", "Value": "@{Team}"}],
            "InlinePolicyTemplates": [{"PolicyName": "read", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::always/*", "@{Buckets}"]},
                {"@Enabled": "WRITES", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "@{Buckets}"}]}}],
            "ManagedPolicyArns": ["arn:aws:iam::aws:policy/IAMReadOnlyAccess"],
            "ParametersDefinition": [{"Name": "Team", "Type": "String", "IsRequired": true}, {"Name": "Buckets", "Type": "ArnList", "SubType": "Pattern"},
                {"Name": "WRITES", "Type": "String", "DefaultValue": "false"}]
            """.Replace("FENCE", world.Arn("policy/fence"), StringComparison.Ordinal));
        Assert.Equal(world.Arn("role-template/team/Reader:1"), arn);

        var shown = (await world.Do(new GetRoleTemplateVersionRequest { TemplateArn = arn })).RoleTemplateVersion;
        Assert.Equal(("Reader", 1, null, "reader-@{Team}"), (shown.TemplateName, shown.MajorVersion, shown.ManagedByType, shown.RoleNamePattern));
        Assert.StartsWith("AVTA", shown.TemplateVersionId, StringComparison.Ordinal);

        var values = Values(("Team", ["data"]), ("Buckets", ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]));
        var acquire = new AcquireRoleRequest { TemplateArn = arn, ReplacementValues = values };
        var role = (await world.Do(acquire)).Role;
        Assert.Equal(world.Arn("role/readers/data/reader-data"), role.Arn);
        var made = (await world.Do(new GetRoleRequest { RoleName = "reader-data" })).Role;
        Assert.Equal(("Reads for data", 7200, world.Arn("policy/fence"), "data"),
            (made.Description, made.MaxSessionDuration, made.PermissionsBoundary!.PermissionsBoundaryArn, Assert.Single(made.Tags!).Value));
        Assert.Equal((arn, 0), (made.SourceRoleTemplate!.TemplateArn, made.SourceRoleTemplate.TemplateMinorVersion));
        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":[LIST]}]}""".Replace(
                "LIST", "\"arn:aws:s3:::always/*\",\"arn:aws:s3:::a/*\",\"arn:aws:s3:::b/*\"", StringComparison.Ordinal),
            (await world.Do(new GetRolePolicyRequest { RoleName = "reader-data", PolicyName = "read" })).PolicyDocument);
        Assert.Equal(role.RoleId, (await world.Do(acquire)).Role.RoleId);

        // The default is the value too, so it may be said.
        values["WRITES"] = new ReplacementValueEntry { Values = ["false"] };
        Assert.Equal(role.RoleId, (await world.Do(acquire)).Role.RoleId);
    }

    [Fact]
    public async Task A_version_never_changes_and_a_new_one_is_the_default()
    {
        var arn = await Put("Versioned:1", Plain("first"));
        Assert.Equal(ErrorCode.EntityAlreadyExists, (await Own.Put(world.Account, Text("Versioned:1", Plain("other")), default)).Error?.Code);
        await Put("Versioned:1", Plain("second") + """, "MinorVersion": 1""");
        Assert.Equal("second", (await world.Do(new GetRoleTemplateVersionRequest { TemplateArn = arn })).RoleTemplateVersion.RoleNamePattern);
        Assert.Equal("first", (await world.Do(new GetRoleTemplateVersionRequest { TemplateArn = arn, MinorVersion = 0 })).RoleTemplateVersion.RoleNamePattern);
        await world.Refuses(
            new GetRoleTemplateVersionRequest { TemplateArn = arn, MinorVersion = 2 }, "NoSuchEntity", 404, $"Role Template {arn} cannot be found.");

        // A role of another version of the template is one of other parameters.
        await world.Do(new AcquireRoleRequest { TemplateArn = arn, TemplateMinorVersion = 0 });
        await Put("Versioned:1", Plain("first") + """, "MinorVersion": 3""");
        Assert.Equal("NameConflict", (await world.Refused(new AcquireRoleRequest { TemplateArn = arn })).Code);
    }

    [Fact]
    public async Task Of_a_disabled_template_no_new_role_is_made_and_the_old_one_stays()
    {
        var arn = await Put("Switched:1", """
            "RoleNamePattern": "switched-@{Name}", "ParametersDefinition": [{"Name": "Name", "Type": "String"}]
            """);
        var first = new AcquireRoleRequest { TemplateArn = arn, ReplacementValues = Values(("Name", ["a"])) };
        var id = (await world.Do(first)).Role.RoleId;
        Assert.True((await Own.Enable(world.Account, "Switched:1", false, default)).Succeeded);
        await world.Refuses(
            first with { ReplacementValues = Values(("Name", ["b"])) }, "RoleTemplateDisabled", 400, $"Role template {arn} is disabled.");
        Assert.Equal(id, (await world.Do(first)).Role.RoleId);
        Assert.True((await Own.Enable(world.Account, "Switched:1", true, default)).Succeeded);
        Assert.NotNull((await world.Do(first with { ReplacementValues = Values(("Name", ["b"])) })).Role);
        Assert.True((await Own.Remove(world.Account, "Switched:1", default)).Succeeded);
        await world.Refuses(first, "NoSuchEntity", 404, $"Role template not found in repository: {arn}");
    }

    [Fact]
    public async Task A_template_of_another_account_is_denied_whether_or_not_it_is_there()
    {
        var arn = await Put("Private:1", Plain("private"));
        var (_, stranger) = await world.NewAccount();
        foreach (var asked in new[] { arn, arn.Replace("Private", "Absent", StringComparison.Ordinal) })
        {
            Assert.Equal("AccessDenied", (await world.Refused(new GetRoleTemplateVersionRequest { TemplateArn = asked }, stranger)).Code);
            Assert.Equal("AccessDenied", (await world.Refused(new AcquireRoleRequest { TemplateArn = asked }, stranger)).Code);
        }
    }

    [Fact]
    public async Task A_key_names_the_template_only_where_a_role_is_acquired()
    {
        var condition = $$$"""{"ArnEquals":{"iam:RoleTemplateARN":"{{{PowerUser}}}"}}""";
        var maker = await world.NewUser("maker", $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetRoleTemplateVersion","Resource":"{{PowerUser}}"},
             {"Effect":"Allow","Action":["iam:CreateRole","iam:AttachRolePolicy","iam:GetRole"],"Resource":"*","Condition":{{condition}}}]}
            """);
        await world.Do(Power("by-maker"), maker);
        Assert.Equal("AccessDenied", (await world.Refused(new GetRoleRequest { RoleName = "by-maker" }, maker)).Code);
        Assert.Equal("AccessDenied",
            (await world.Refused(new CreateRoleRequest { RoleName = "by-hand", AssumeRolePolicyDocument = world.TrustsAccount() }, maker)).Code);
    }

    [Fact]
    public async Task A_policy_may_be_asked_for_by_the_key_of_the_policy_that_is_attached()
    {
        var maker = await world.NewUser("attacher", $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:GetRoleTemplateVersion","iam:CreateRole"],"Resource":"*"},
             {"Effect":"Allow","Action":"iam:AttachRolePolicy","Resource":"*",
              "Condition":{"ArnEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/ReadOnlyAccess"} } }]}
            """);
        var refusal = await world.Refused(Power("attached"), maker);
        Assert.Contains("iam:AttachRolePolicy on resource: role/attached because", refusal.Message, StringComparison.Ordinal);
        await world.Refuses(new GetRoleRequest { RoleName = "attached" }, "NoSuchEntity", 404, "The role with name attached cannot be found.");
    }

    [Fact]
    public async Task A_policy_of_AWS_that_is_not_here_is_said_to_be_missing_and_nothing_is_left_behind()
    {
        var refusal = await world.Refused(new AcquireRoleRequest
        {
            TemplateArn = "arn:aws:iam::aws:role-template/backup.amazonaws.com/AWSBackupDefaultServiceRoleTemplate:1",
            ReplacementValues = Values(("accountId", [world.Account])),
        });
        Assert.Equal("NoSuchEntity", refusal.Code);
        Assert.Contains("import-managed-policies", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("NoSuchEntity", (await world.Refused(new GetRoleRequest { RoleName = "AWSBackupDefaultServiceRole" })).Code);
    }

    [Theory]
    [InlineData("\"RoleNamePattern\": \"@{Name}\"", "a b", "ValidationError")]
    [InlineData("\"RoleNamePattern\": \"@{Name}\"", "", "ValidationError")]
    [InlineData("\"RoleNamePattern\": \"listed\", \"RolePathPattern\": \"/aws-service-role/@{Name}/\"", "x", "InvalidInput")]
    [InlineData("\"RoleNamePattern\": \"tagged\", \"RoleTagsTemplate\": [{\"Key\": \"@{Name}\", \"Value\": \"x\"}]", "aws:x", "InvalidInput")]
    public async Task What_a_value_makes_is_held_to_the_rules_of_CreateRole(string parts, string value, string code)
    {
        var name = "Ruled" + Guid.NewGuid().ToString("n")[..8] + ":1";
        var arn = await Put(name, parts + ", \"ParametersDefinition\": [{\"Name\": \"Name\", \"Type\": \"String\"}]");
        Assert.Equal(code, (await world.Refused(new AcquireRoleRequest { TemplateArn = arn, ReplacementValues = Values(("Name", [value])) })).Code);
    }

    [Fact]
    public async Task A_value_is_one_string_whatever_is_in_it()
    {
        var arn = await Put("Quoted:1", """
            "RoleNamePattern": "quoted", "RoleDescriptionPattern": "@{Text}",
            "ParametersDefinition": [{"Name": "Text", "Type": "String"}, {"Name": "Other", "Type": "String", "DefaultValue": "x"}],
            "InlinePolicyTemplates": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
                {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": {"aws:username": "@{Text}"}}}]}}]
            """);
        const string Hostile = "@{Other}\"}},{\"Effect\":\"Allow\"";
        await world.Do(new AcquireRoleRequest { TemplateArn = arn, ReplacementValues = Values(("Text", [Hostile])) });
        using var policy = System.Text.Json.JsonDocument.Parse(
            (await world.Do(new GetRolePolicyRequest { RoleName = "quoted", PolicyName = "p" })).PolicyDocument);
        var statement = Assert.Single(policy.RootElement.GetProperty("Statement").EnumerateArray());
        Assert.Equal(Hostile, statement.GetProperty("Condition").GetProperty("StringEquals").GetProperty("aws:username").GetString());
    }

    [Theory]
    [InlineData("String", "*")]
    [InlineData("String", "a?")]
    [InlineData("String", "${aws:username}")]
    [InlineData("StringList", "*")]
    [InlineData("Arn", "arn:aws:s3:::a/*")]
    [InlineData("ArnList", "arn:aws:s3:::${aws:username}")]
    public async Task A_value_is_no_pattern_where_the_parameter_does_not_say_so(string type, string value)
    {
        const string Parts = """
            "RoleNamePattern": "NAME", "ParametersDefinition": [{"Name": "R", "Type": "TYPE", "SubType": "SUB"}],
            "InlinePolicyTemplates": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "@{R}"}]}}]
            """;
        foreach (var sub in new[] { "Pattern", "Bucket" })
        {
            var name = "Wide" + Guid.NewGuid().ToString("n")[..8];
            var arn = await Put(name + ":1", Parts.Replace("NAME", name, StringComparison.Ordinal).Replace("TYPE", type, StringComparison.Ordinal)
                .Replace("SUB", sub, StringComparison.Ordinal));
            var acquire = new AcquireRoleRequest { TemplateArn = arn, ReplacementValues = Values(("R", [value])) };
            if (sub == "Bucket")
            {
                await world.Refuses(acquire, "ValidationError", 400, "R replacement value must not contain *, ? or ${");
            }
            else
            {
                // Taken, and then held to the rules for policies like every resource: it is an ARN or *.
                Assert.DoesNotContain("replacement value", (await world.Server.Api.Call(acquire, world.Admin)).Error?.Message ?? "", StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("no colon", "", "is not a name")]
    [InlineData("a/b/c:1", "", "is not a name")]
    [InlineData("Zero:0", "", "is not a name")]
    [InlineData("Place:1", ", \"RolePathPattern\": \"/@{Absent}/\"", "Parameter 'Absent' not found.")]
    [InlineData("List:1", ", \"RolePathPattern\": \"/@{L}/\", \"ParametersDefinition\": [{\"Name\": \"L\", \"Type\": \"StringList\"}]",
        "Parameter 'L' is a list.")]
    [InlineData("Twice:1", ", \"ParametersDefinition\": [{\"Name\": \"L\", \"Type\": \"String\"}, {\"Name\": \"L\", \"Type\": \"String\"}]",
        "is there twice")]
    [InlineData("Type:1", ", \"ParametersDefinition\": [{\"Name\": \"L\", \"Type\": \"Text\"}]", "which is none of")]
    public async Task What_could_never_make_a_role_is_not_published(string name, string parts, string reason)
    {
        var refused = await Own.Put(world.Account, Text(name, "\"RoleNamePattern\": \"r\"" + parts), default);
        Assert.Contains(reason, refused.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_templates_of_AWS_are_sound()
    {
        var all = SharedRoleTemplates.All.ToList();
        Assert.Equal(5, all.Count);
        Assert.All(all, static template => Assert.Null(RoleTemplateRules.Validate(new RoleTemplateText(template.Name, true, template.Versions[0]))));
    }

    private async Task<string> Put(string name, string parts)
    {
        var put = await Own.Put(world.Account, Text(name, parts), default);
        Assert.Null(put.Error);
        return put.Value!;
    }

    private RoleTemplateText Text(string name, string parts)
    {
        var arn = world.Arn("role-template/" + name);
        return Assert.Single(RoleTemplateFile.ReadAll(
            $"{{\"TemplateArn\": \"{arn}\", \"AssumeRolePolicyDocumentTemplate\": {world.TrustsAccount()}, {parts} }}"));
    }

    private static string Plain(string roleName) => $"\"RoleNamePattern\": \"{roleName}\"";

    private static AcquireRoleRequest Power(string name) => new()
    {
        TemplateArn = PowerUser,
        ReplacementValues = Values(("AWSServiceName", ["lambda.amazonaws.com"]), ("RoleName", [name])),
    };

    private static Dictionary<string, ReplacementValueEntry> Values(params (string Name, string[] Values)[] values) =>
        values.ToDictionary(static value => value.Name, static value => new ReplacementValueEntry { Values = value.Values });
}
