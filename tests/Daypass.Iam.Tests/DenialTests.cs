using System.Text.Json.Nodes;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Iam.Tests;

/// <summary>The sentences of denials, layer by layer and rule by rule (IAM User Guide, "Troubleshoot access denied error messages", and what AWS was seen to
/// answer).</summary>
public sealed class DenialTests(IamWorld world) : IClassFixture<IamWorld>
{
    private const string Everything = """{"Effect":"Allow","Action":"*","Resource":"*"}""";
    private const string NoGetUser = """{"Effect":"Deny","Action":"iam:GetUser","Resource":"*"}""";
    private const string Implicit = "because no {0} allows the iam:GetUser action";
    private const string Explicit = "with an explicit deny in a";

    // Layer and kind of policy, implicit or explicit, the clause, and the policy behind it.
    public static TheoryData<string, string, string?> Clauses => new()
    {
        { "nothing", string.Format(null, Implicit, "identity-based policy"), null },
        { "managed", Explicit + "n identity-based policy", "policy/team/no-get-managed" },
        { "group", Explicit + "n identity-based policy", "policy/team/no-get-group" },
        { "inline", Explicit + "n identity-based policy", null },
        { "inline-group", Explicit + "n identity-based policy", null },
        { "boundary-missing", string.Format(null, Implicit, "permissions boundary"), null },
        { "boundary", Explicit + " permissions boundary", "policy/team/no-get-boundary" },
        { "role", Explicit + "n identity-based policy", "policy/team/no-get-role" },
        { "session-missing", string.Format(null, Implicit, "session policy"), null },
        { "session-inline", Explicit + " session policy", null },
        { "session-managed", Explicit + " session policy", "policy/team/no-get-session-managed" },
        { "scope-missing", string.Format(null, Implicit, "session policy"), null },
        { "scope-explicit", Explicit + " session policy", null },
        { "two-of-a-kind", Explicit + "n identity-based policy", "policy/team/no-get-two-of-a-kind" },
        { "two-kinds", Explicit + "n identity-based policy", "policy/team/no-get-two-kinds" },
    };

    [Theory, MemberData(nameof(Clauses))]
    public async Task Each_layer_has_its_clause_and_an_explicit_denial_names_a_managed_policy(string layer, string clause, string? policy)
    {
        var (caller, arn) = await Denied(layer);
        var message = (await world.Refused(new GetUserRequest { UserName = "Someone" }, caller)).Message!;
        var named = policy is null ? "" : ": " + world.Arn(policy);
        Assert.StartsWith(
            $"User: {arn} is not authorized to perform: iam:GetUser on resource: user Someone {clause}{named}", message, StringComparison.Ordinal);

        // Nothing but an authorization id follows, and no full stop unless something does.
        Assert.DoesNotContain("Encoded", message, StringComparison.Ordinal);
        Assert.False(message.EndsWith('.'));
        Assert.Equal(policy is null ? 0 : 1, Count(message, ":policy/"));
    }

    [Theory]
    [InlineData("because no role trust policy allows the sts:AssumeRole action", false)]
    [InlineData("with an explicit deny in the role trust policy", true)]
    public async Task A_trust_policy_is_never_named_and_its_denial_tells_no_layer_to_a_user(string clause, bool isExplicit)
    {
        // AssumeRole tells the layers of the caller's side alone; the engine's sentence for the trust policy is seen in the reason of the log.
        var name = $"closed-{isExplicit}";
        var deny = isExplicit ? """,{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}""" : "";
        var trusted = isExplicit ? world.Arn("root") : world.Arn("user/admin");
        var role = (await world.Do(new CreateRoleRequest
        {
            RoleName = name,
            AssumeRolePolicyDocument = $$$"""
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Principal":{"AWS":"{{{trusted}}}"},"Action":"sts:AssumeRole"}{{{deny}}}]}
                """,
        })).Role;
        var user = await world.NewUser("visitor-" + isExplicit, Document(Everything));
        var message = (await world.Refused(new AssumeRoleRequest { RoleArn = role.Arn, RoleSessionName = "session" }, user)).Message!;
        Assert.Equal($"User: {world.Arn("user/visitor-" + isExplicit)} is not authorized to perform: sts:AssumeRole on resource: {role.Arn}", message);
        Assert.DoesNotContain(clause, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AssumeRole_names_the_policy_of_the_callers_own_side_in_one_account_and_nothing_across_accounts()
    {
        await world.Do(new CreateRoleRequest { RoleName = "wanted", AssumeRolePolicyDocument = world.TrustsAccount() });
        var caller = await world.NewUser("no-assume", Document(Everything));
        var policy = await Attach("no-assume", """{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*"}""");
        await world.Refuses(
            new AssumeRoleRequest { RoleArn = world.Arn("role/wanted"), RoleSessionName = "session" }, "AccessDenied", 403,
            $"User: {world.Arn("user/no-assume")} is not authorized to perform: sts:AssumeRole on resource: {world.Arn("role/wanted")} "
            + $"with an explicit deny in an identity-based policy: {policy}",
            caller);

        var (other, admin) = await world.NewAccount();
        var foreign = (await world.Do(
            new CreateRoleRequest { RoleName = "far", AssumeRolePolicyDocument = IamWorld.Trusts(world.Arn("root")) }, admin)).Role.Arn;
        await world.Refuses(
            new AssumeRoleRequest { RoleArn = foreign, RoleSessionName = "session" }, "AccessDenied", 403,
            $"User: {world.Arn("user/no-assume")} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::{other}:role/far", caller);
    }

    // Who asks for what, and how the resource is said.
    public static TheoryData<string, string> Resources => new()
    {
        { "GetUser", "user SomeOne" },
        { "ListAttachedUserPolicies", "user SomeOne" },
        { "GetRole", "role NoSuchRole" },
        { "ListAttachedRolePolicies", "role NoSuchRole" },
        { "GetGroup", "group Crowd" },
        { "GetInstanceProfile", "instance profile Holder" },
        { "CreatePolicy", "policy Fresh" },
        { "CreatePolicyVersion", "policy ARN:policy/None" },
        { "GetPolicy", "policy arn:aws:iam::aws:policy/ReadOnlyAccess" },
        { "ListPolicies", "policy path /team/" },
        { "CreateServiceLinkedRole", "ARN:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling" },
        { "CreateInstanceProfile", "ARN:instance-profile/Fresh" },
        { "ListInstanceProfiles", "ARN:instance-profile/" },
        { "CreateRole", "ARN:role/Fresh" },
        { "CreateUser", "ARN:user/Fresh" },
        { "GetAccountSummary", "*" },
    };

    [Theory, MemberData(nameof(Resources))]
    public async Task IAM_says_its_resources_as_AWS_does(string operation, string said)
    {
        await world.Server.Api.Call(new CreateUserRequest { UserName = "someone" }, world.Admin);
        var caller = await world.NewUser("asks-" + operation, Document("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}"""));
        var error = operation switch
        {
            "GetUser" => await world.Refused(new GetUserRequest { UserName = "SomeOne" }, caller),
            "ListAttachedUserPolicies" => await world.Refused(new ListAttachedUserPoliciesRequest { UserName = "SomeOne" }, caller),
            "GetRole" => await world.Refused(new GetRoleRequest { RoleName = "NoSuchRole" }, caller),
            "ListAttachedRolePolicies" => await world.Refused(new ListAttachedRolePoliciesRequest { RoleName = "NoSuchRole" }, caller),
            "GetGroup" => await world.Refused(new GetGroupRequest { GroupName = "Crowd" }, caller),
            "GetInstanceProfile" => await world.Refused(new GetInstanceProfileRequest { InstanceProfileName = "Holder" }, caller),
            "CreatePolicy" => await world.Refused(
                new CreatePolicyRequest { PolicyName = "Fresh", Path = "/team/", PolicyDocument = IamWorld.EverythingAllowed }, caller),
            "CreatePolicyVersion" => await world.Refused(
                new CreatePolicyVersionRequest { PolicyArn = world.Arn("policy/None"), PolicyDocument = IamWorld.EverythingAllowed }, caller),
            "GetPolicy" => await world.Refused(new GetPolicyRequest { PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }, caller),
            "ListPolicies" => await world.Refused(new ListPoliciesRequest { PathPrefix = "/team/" }, caller),
            "CreateServiceLinkedRole" => await world.Refused(
                new CreateServiceLinkedRoleRequest { AwsServiceName = "autoscaling.amazonaws.com" }, caller),
            "CreateInstanceProfile" => await world.Refused(new CreateInstanceProfileRequest { InstanceProfileName = "Fresh" }, caller),
            "ListInstanceProfiles" => await world.Refused(new ListInstanceProfilesRequest(), caller),
            "CreateRole" => await world.Refused(
                new CreateRoleRequest { RoleName = "Fresh", AssumeRolePolicyDocument = world.TrustsAccount() }, caller),
            "CreateUser" => await world.Refused(new CreateUserRequest { UserName = "Fresh" }, caller),
            _ => await world.Refused(new GetAccountSummaryRequest(), caller),
        };
        Assert.StartsWith(
            $"User: {world.Arn("user/asks-" + operation)} is not authorized to perform: iam:{operation} on resource: "
            + $"{said.Replace("ARN:", world.Arn(""), StringComparison.Ordinal)} because no identity-based policy allows the iam:{operation} action",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whether_somebody_exists_and_where_is_not_told()
    {
        await world.Do(new CreateUserRequest { UserName = "Hidden", Path = "/secret/" });
        var caller = await world.NewUser("prober", Document("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}"""));
        var there = await world.Refused(new GetUserRequest { UserName = "hidden" }, caller);
        var gone = await world.Refused(new GetUserRequest { UserName = "hiddem" }, caller);
        Assert.Equal(Clause(there, "hidden"), Clause(gone, "hiddem"));
        Assert.DoesNotContain("secret", there.Message, StringComparison.Ordinal);

        static string Clause(AwsError error, string name) =>
            error.Message![..error.Message!.IndexOf(" action", StringComparison.Ordinal)].Replace(name, "NAME", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_has_the_same_text()
    {
        var (caller, _) = await Denied("managed");
        var message = (await world.Refused(new GetUserRequest { UserName = "audited" }, caller)).Message;
        await world.Do(new GetSessionTokenRequest());
        await using var file = new FileStream(
            Path.Combine(world.Server.DataFolder, "audit.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var lines = new StreamReader(file);
        var texts = (await lines.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => (string?)JsonNode.Parse(line)!["errorMessage"]);
        Assert.Contains(message, texts);
    }

    /// <summary>A caller whom a layer keeps from iam:GetUser, and its ARN.</summary>
    private async Task<(SigningCredentials Caller, string Arn)> Denied(string layer)
    {
        if (layer is "role" or "session-missing" or "session-inline" or "session-managed" or "scope-missing" or "scope-explicit")
        {
            return await DeniedSession(layer);
        }

        if ((await world.Server.Api.Call(new GetUserRequest { UserName = layer }, world.Admin)).Succeeded)
        {
            return (await world.NewKey(layer), world.Arn("user/" + layer));
        }

        var own = layer switch
        {
            "nothing" => """{"Effect":"Allow","Action":"s3:*","Resource":"*"}""",
            "inline" => $"{Everything},{NoGetUser}",
            _ => Everything,
        };
        var key = await world.NewUser(layer, Document(own));
        switch (layer)
        {
            case "managed" or "two-of-a-kind" or "two-kinds":
                await Attach(layer, NoGetUser);
                break;
            case "group":
                await world.Do(new CreateGroupRequest { GroupName = layer });
                await world.Do(new AttachGroupPolicyRequest { GroupName = layer, PolicyArn = await NewPolicy(layer, NoGetUser) });
                await world.Do(new AddUserToGroupRequest { GroupName = layer, UserName = layer });
                break;
            case "inline-group":
                await world.Do(new CreateGroupRequest { GroupName = layer });
                await world.Do(new PutGroupPolicyRequest { GroupName = layer, PolicyName = "no", PolicyDocument = Document(NoGetUser) });
                await world.Do(new AddUserToGroupRequest { GroupName = layer, UserName = layer });
                break;
        }

        if (layer == "two-of-a-kind")
        {
            // The second one denies too; it is neither named nor counted.
            await world.Do(new AttachUserPolicyRequest { UserName = layer, PolicyArn = await NewPolicy("second", NoGetUser) });
        }

        var bound = layer switch
        {
            "boundary-missing" => """{"Effect":"Allow","Action":"s3:*","Resource":"*"}""",
            "boundary" => $"{Everything},{NoGetUser}",
            "two-kinds" => NoGetUser,
            _ => null,
        };
        if (bound is not null)
        {
            var arn = await NewPolicy(layer == "two-kinds" ? "bound" : layer, bound);
            await world.Do(new PutUserPermissionsBoundaryRequest { UserName = layer, PermissionsBoundary = arn });
        }

        return (key, world.Arn("user/" + layer));
    }

    private async Task<(SigningCredentials Caller, string Arn)> DeniedSession(string layer)
    {
        await world.Do(new CreateRoleRequest { RoleName = layer, AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Do(new PutRolePolicyRequest { RoleName = layer, PolicyName = "all", PolicyDocument = IamWorld.EverythingAllowed });
        if (layer == "role")
        {
            await world.Do(new AttachRolePolicyRequest { RoleName = layer, PolicyArn = await NewPolicy(layer, NoGetUser) });
        }

        var session = await world.Do(new AssumeRoleRequest
        {
            RoleArn = world.Arn("role/" + layer),
            RoleSessionName = "session",
            Policy = layer switch
            {
                "session-missing" => Document("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}"""),
                "session-inline" => Document($"{Everything},{NoGetUser}"),
                _ => null,
            },
            PolicyArns = layer == "session-managed" ? [new() { Arn = await NewPolicy(layer, $"{Everything},{NoGetUser}") }] : [],
        });
        var key = Signing(session.Credentials!);
        if (layer is "scope-missing" or "scope-explicit")
        {
            var scope = layer == "scope-missing" ? """{"Effect":"Allow","Action":"s3:*","Resource":"*"}""" : $"{Everything},{NoGetUser}";
            key = Signing((await world.Do(new GetScopedCredentialsRequest { Policy = Document(scope) }, key)).Credentials!);
        }

        return (
            key,
            $"arn:aws:sts::{world.Account}:assumed-role/{layer}/session");
    }

    private static SigningCredentials Signing(Credentials made) => new(made.AccessKeyId, Secret.FromText(made.SecretAccessKey), made.SessionToken);

    private async Task<string> Attach(string user, string statement)
    {
        var arn = await NewPolicy(user, statement);
        await world.Do(new AttachUserPolicyRequest { UserName = user, PolicyArn = arn });
        return arn;
    }

    private async Task<string> NewPolicy(string name, string statements) => (await world.Do(new CreatePolicyRequest
    {
        PolicyName = "no-get-" + name,
        Path = "/team/",
        PolicyDocument = Document(statements),
    })).Policy!.Arn!;

    private static string Document(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
