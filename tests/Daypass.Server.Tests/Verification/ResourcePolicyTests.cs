using System.Security.Cryptography;
using System.Text.Json;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Verification;
using Daypass.Server.Tests.Sts;
using Daypass.Server.Tests.Toolbox;

namespace Daypass.Server.Tests.Verification;

/// <summary>Policies of the resources of one's own services: put, read, listed, and part of each decision that CheckAccess makes.</summary>
public sealed class ResourcePolicyTests(World world) : IClassFixture<World>
{
    private int _made;

    [Fact]
    public async Task A_policy_is_put_read_replaced_listed_and_deleted()
    {
        var (bucket, other) = (NewBucket(), NewBucket());
        Assert.Equal("NoSuchEntity", (await Call(new GetResourcePolicyRequest { ResourceArn = bucket }))!.Code);
        await Put(bucket, Statement("Allow", "*", "s3:GetObject", bucket + "/*"));
        await Put(other, Statement("Deny", "*", "s3:*", other, other + "/*"));
        var document = Statement("Allow", "*", "s3:ListBucket", bucket);
        world.Clock.Advance(TimeSpan.FromSeconds(7));
        await Put(bucket, document);
        var read = await world.Server.Api.Get(new GetResourcePolicyRequest { ResourceArn = bucket }, world.Admin);
        Assert.Equal((bucket, document, world.Clock.GetUtcNow()), (read.ResourceArn, read.Policy, read.UpdatedAt));
        Assert.Equal([bucket], (await world.Server.Api.Get(new ListResourcePoliciesRequest { Prefix = bucket }, world.Admin)).ResourceArns);

        // ARNs mind case.
        var upper = bucket.Replace("bucket", "Bucket", StringComparison.Ordinal);
        Assert.Equal("NoSuchEntity", (await Call(new GetResourcePolicyRequest { ResourceArn = upper }))!.Code);
        await world.Server.Api.Get(new DeleteResourcePolicyRequest { ResourceArn = bucket }, world.Admin);
        await world.Server.Api.Get(new DeleteResourcePolicyRequest { ResourceArn = bucket }, world.Admin);
        Assert.Equal(
            ("NoSuchEntity", 404, "The resource policy does not exist"), (await Call(new GetResourcePolicyRequest { ResourceArn = bucket }))!.ToTuple());
        Assert.NotEmpty((await world.Server.Api.Get(new ListResourcePoliciesRequest { Prefix = other }, world.Admin)).ResourceArns);
    }

    [Fact]
    public async Task Long_lists_have_pages_and_each_account_its_own()
    {
        var (account, _, admin) = await world.NewAccount();
        var arns = Enumerable.Range(0, 25).Select(static number => $"arn:aws:orders:eu-west-1::order/{number}").ToList();
        foreach (var arn in arns)
        {
            await world.Server.Api.Get(new PutResourcePolicyRequest { ResourceArn = arn, Policy = Statement("Allow", "*", "orders:*", arn) }, admin);
        }

        var found = new List<string>();
        for (string? token = ""; token is not null;)
        {
            var page = await world.Server.Api.Get(
                new ListResourcePoliciesRequest { MaxResults = 7, NextToken = token.Length == 0 ? null : token, Prefix = "arn:aws:orders:" }, admin);
            Assert.InRange(page.ResourceArns.Count, 1, 7);
            found.AddRange(page.ResourceArns);
            token = page.NextToken;
        }

        Assert.Equal(arns.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Empty((await world.Server.Api.Get(new ListResourcePoliciesRequest { Prefix = "arn:aws:orders:eu-west-1::order/1" }, world.Admin)).ResourceArns);
        Assert.NotEqual(account, world.Account);
    }

    [Theory]
    [InlineData("orders", "ValidationError")]
    [InlineData("arn:aws:iam::{account}:role/x", "ValidationError")]
    [InlineData("arn:aws:sts::{account}:x", "ValidationError")]
    [InlineData("arn:aws:daypass::{account}:service/x", "ValidationError")]
    [InlineData("arn:aws:orders:eu-west-1:210987654321:order/7", "ValidationError")]
    [InlineData("arn:aws:orders:eu-west-1::order/*", "ValidationError")]
    [InlineData("arn:aws:orders:eu-west-1::order/?", "ValidationError")]
    [InlineData("arn:aws-cn:orders:eu-west-1::order/7", "ValidationError")]
    [InlineData("arn:aws:Orders:eu-west-1::order/7", "ValidationError")]
    [InlineData("arn:aws:orders:eu-west-1:{account}:order/7", null)]
    public async Task Only_resources_of_ones_own_services_have_policies(string arn, string? code)
    {
        arn = arn.Replace("{account}", world.Account, StringComparison.Ordinal);
        Assert.Equal(code, (await Call(new PutResourcePolicyRequest { ResourceArn = arn, Policy = Statement("Allow", "*", "orders:Read", arn) }))?.Code);
    }

    [Theory]
    [InlineData("no json", "MalformedPolicyDocument", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""", "MalformedPolicyDocument", "Syntax errors in policy.")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"BUCKET"}}""", "MalformedPolicyDocument", "Missing required field Principal")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"anna","Action":"s3:*","Resource":"BUCKET"}}""", "MalformedPolicyDocument", null)]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::ACCOUNT:role/nobody"},"Action":"s3:*","Resource":"BUCKET"}}""",
        "MalformedPolicyDocument", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::ACCOUNT:role/nobody\"")]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::ACCOUNT:user/*"},"Action":"s3:*","Resource":"BUCKET"}}""",
        "MalformedPolicyDocument", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::ACCOUNT:user/*\"")]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}""", "MalformedPolicyDocument", "Policy has invalid resource")]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"BUCKETs/*"}}""", "MalformedPolicyDocument",
        "Policy has invalid resource")]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::another"}}""", "MalformedPolicyDocument",
        "Policy has invalid resource")]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":"*","Action":"orders:Read","Resource":"BUCKET"}}""", "MalformedPolicyDocument",
        "Policy has invalid action")]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:Get*","Resource":"BUCKET","Condition":{"Strange":{"aws:x":"y"}}}}""",
        "MalformedPolicyDocument", null)]
    [InlineData("""{"Statement":{"Effect":"Permit","Principal":"*","Action":"s3:*","Resource":"BUCKET"}}""", "MalformedPolicyDocument", null)]
    public async Task What_could_not_be_a_bucket_policy_is_refused(string document, string code, string? message)
    {
        var bucket = NewBucket();
        document = document.Replace("BUCKET", bucket, StringComparison.Ordinal).Replace("ACCOUNT", world.Account, StringComparison.Ordinal);
        var refusal = await Call(new PutResourcePolicyRequest { ResourceArn = bucket, Policy = document });
        Assert.Equal((code, 400), (refusal?.Code, refusal?.Status));
        if (message is not null)
        {
            Assert.Equal(message.Replace("ACCOUNT", world.Account, StringComparison.Ordinal), refusal!.Message);
        }

        Assert.Equal("NoSuchEntity", (await Call(new GetResourcePolicyRequest { ResourceArn = bucket }))!.Code);
    }

    [Fact]
    public async Task It_has_at_most_as_many_bytes_as_a_bucket_policy()
    {
        var bucket = NewBucket();
        var document = Statement("Allow", "*", "s3:GetObject", bucket + "/*");
        var longest = document + new string(' ', 20480 - document.Length);
        await Put(bucket, longest);
        Assert.Equal(
            ("LimitExceeded", 409, "Cannot exceed quota for ResourcePolicySize: 20480"),
            (await Call(new PutResourcePolicyRequest { ResourceArn = bucket, Policy = longest + " " }))!.ToTuple());
        var wide = document.Replace("\"Effect\"", $"\"Sid\":\"{new string('ü', 10200)}\",\"Effect\"", StringComparison.Ordinal);
        Assert.Equal("LimitExceeded", (await Call(new PutResourcePolicyRequest { ResourceArn = bucket, Policy = wide }))?.Code);
    }

    [Fact]
    public async Task Either_side_allows_a_caller_of_the_account_and_a_deny_of_either_decides()
    {
        var bucket = NewBucket();
        var (user, key) = await world.NewUser();
        var arn = world.Parts.Arns.For(user);
        Assert.Equal("implicitDeny", (await Check(key, bucket + "/a")).Decision);
        await Put(bucket, Statement("Allow", arn, "s3:GetObject", bucket + "/*"));
        Assert.Equal("allowed", (await Check(key, bucket + "/a")).Decision);
        Assert.Equal("implicitDeny", (await Check(key, bucket)).Decision);

        // What an object says counts beside what its bucket says.
        await Put(bucket + "/a", Statement("Deny", arn, "s3:*", bucket + "/a"));
        var denied = await Check(key, bucket + "/a");
        Assert.Equal("explicitDeny", denied.Decision);
        Assert.EndsWith("with an explicit deny in a resource-based policy", denied.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("allowed", (await Check(key, bucket + "/b")).Decision);
        Assert.Equal("allowed", (await Check(key, bucket + "/A")).Decision);
        await world.Server.Api.Get(new DeleteResourcePolicyRequest { ResourceArn = bucket + "/a" }, world.Admin);
        Assert.Equal("allowed", (await Check(key, bucket + "/a")).Decision);

        // And what the bucket says, whatever an object does.
        await Put(bucket, Statement("Deny", "*", "s3:*", bucket, bucket + "/*"));
        await Put(bucket + "/a", Statement("Allow", arn, "s3:*", bucket + "/a"));
        Assert.Equal("explicitDeny", (await Check(key, bucket + "/a")).Decision);
        Assert.Equal("explicitDeny", (await Check(world.Admin, bucket)).Decision);
    }

    [Fact]
    public async Task A_caller_of_another_account_needs_both_sides_and_neither_is_told_of_the_others()
    {
        var bucket = NewBucket();
        var (account, _, admin) = await world.NewAccount();
        var (_, key) = await world.NewUser("s3:GetObject", account: account);
        var (_, powerless) = await world.NewUser(account: account);
        Assert.Equal("implicitDeny", (await Check(key, bucket + "/a")).Decision);
        await Put(bucket, Statement("Allow", account, "s3:*", bucket + "/*"));
        Assert.Equal("allowed", (await Check(key, bucket + "/a")).Decision);
        Assert.Equal("implicitDeny", (await Check(powerless, bucket + "/a")).Decision);

        var deny = Statement("Deny", account, "s3:*", bucket + "/*");
        await Put(bucket, deny.Replace("\"Effect\"", "\"Sid\":\"HiddenSid\",\"Effect\"", StringComparison.Ordinal));
        var denied = await Check(key, bucket + "/a");
        Assert.Equal("explicitDeny", denied.Decision);
        Assert.EndsWith($"s3:GetObject on resource: {bucket}/a", denied.ErrorMessage, StringComparison.Ordinal);
        var decoded = await world.Server.Api.Get(new DecodeAuthorizationMessageRequest { EncodedMessage = denied.EncodedAuthorizationMessage! }, admin);
        Assert.DoesNotContain("HiddenSid", decoded.DecodedMessage, StringComparison.Ordinal);
        Assert.False(JsonDocument.Parse(decoded.DecodedMessage!).RootElement.GetProperty("explicitDeny").GetBoolean());

        // Each account sees its own half.
        var (_, _, callers) = await world.Server.Api.Details(world.Clock, denied.AuthorizationId!, admin);
        Assert.DoesNotContain("RESOURCE_BASED", callers.ToJsonString(), StringComparison.Ordinal);
        var (_, _, services) = await world.Server.Api.Details(world.Clock, denied.AuthorizationId!, world.Admin);
        Assert.Equal("RESOURCE_BASED_POLICY", (string?)Assert.Single(services["policies"]!.AsArray())!["type"]);
    }

    [Fact]
    public async Task A_role_that_is_made_anew_is_not_the_one_that_was_named()
    {
        var bucket = NewBucket();
        var (role, arn) = await world.NewTrustingRole();
        await Put(bucket, Statement("Allow", arn, "s3:*", bucket + "/*"));
        Assert.Equal("allowed", (await Check(await world.Assume(arn, world.Admin), bucket + "/a")).Decision);
        await world.Delete(role);
        var (_, again) = await world.NewRole(World.TrustAccount(world.Account), name: role.Name);
        Assert.Equal(arn, again);
        Assert.Equal("implicitDeny", (await Check(await world.Assume(again, world.Admin), bucket + "/a")).Decision);
        var shown = await world.Server.Api.Get(new GetResourcePolicyRequest { ResourceArn = bucket }, world.Admin);
        Assert.Equal(Statement("Allow", role.Id, "s3:*", bucket + "/*"), shown.Policy);
    }

    [Fact]
    public async Task Whoever_puts_reads_or_deletes_one_needs_the_permission_on_the_resource()
    {
        var (bucket, other) = (NewBucket(), NewBucket());
        var document = Statement("Allow", "*", "s3:GetObject", bucket + "/*");
        var (_, keeper) = await world.NewUser(document: World.Allow("daypass:PutResourcePolicy", bucket));
        await world.Server.Api.Get(new PutResourcePolicyRequest { ResourceArn = bucket, Policy = document }, keeper);
        Assert.Equal(
            "AccessDenied",
            (await world.Server.Api.Call(
                new PutResourcePolicyRequest { ResourceArn = other, Policy = Statement("Allow", "*", "s3:*", other) }, keeper)).Error?.Code);
        Assert.Equal("AccessDenied", (await world.Server.Api.Call(new GetResourcePolicyRequest { ResourceArn = bucket }, keeper)).Error?.Code);
        Assert.Equal("AccessDenied", (await world.Server.Api.Call(new DeleteResourcePolicyRequest { ResourceArn = bucket }, keeper)).Error?.Code);
        Assert.Equal("AccessDenied", (await world.Server.Api.Call(new ListResourcePoliciesRequest(), keeper)).Error?.Code);
    }

    [Fact]
    public async Task A_service_gets_the_documents_of_a_resource_and_hears_of_their_changes()
    {
        var bucket = NewBucket();
        var (user, _) = await world.NewUser();
        var arn = world.Parts.Arns.For(user);
        var none = await Documents(bucket + "/a");
        Assert.Equal((0, false), (none.Policies.Count, none.OthersHavePolicies));
        await Put(bucket, Statement("Allow", arn, "s3:GetObject", bucket + "/*"));
        var (everything, mine) = (none.MadeOf[0], none.MadeOf[2]);
        var (heard, mark) = (new HashSet<string>(), none.Mark);
        while (!heard.Contains(mine))
        {
            var answer = await world.Server.Api.Get(new WatchChangesRequest { Mark = mark, WaitSeconds = 20 }, world.Admin);
            Assert.False(answer.Reset);
            heard.UnionWith(answer.Changes);
            mark = answer.Mark;
        }

        Assert.DoesNotContain(everything, heard);
        var one = await Documents(bucket + "/a");
        Assert.Equal((bucket, false), (Assert.Single(one.Policies).ResourceArn, one.OthersHavePolicies));
        Assert.Equal((arn, user.Id), (one.Policies[0].PrincipalIds[0].Principal, one.Policies[0].PrincipalIds[0].UniqueId));

        await Put(bucket + "/a", Statement("Allow", "*", "s3:*", bucket + "/a"));
        Assert.Equal([bucket + "/a", bucket], (await Documents(bucket + "/a")).Policies.Select(static policy => policy.ResourceArn));
        var two = await Documents(bucket + "/b");
        Assert.Equal((bucket, true), (Assert.Single(two.Policies).ResourceArn, two.OthersHavePolicies));

        // Another resource hears nothing of it.
        Assert.Empty((await Documents(NewBucket())).MadeOf.Intersect(heard));

        var (_, service) = await world.NewUser(document: World.Allow("daypass:GetResourceDocuments", $"arn:aws:daypass::{world.Account}:service/s3"));
        Assert.True((await world.Server.Api.Call(new GetResourceDocumentsRequest { ResourceArn = bucket }, service)).Succeeded);
        Assert.Equal(
            "AccessDenied", (await world.Server.Api.Call(new GetResourceDocumentsRequest { ResourceArn = "arn:aws:orders:::order/7" }, service)).Error?.Code);
        Assert.Equal(
            "ValidationError",
            (await world.Server.Api.Call(new GetResourceDocumentsRequest { ResourceArn = "arn:aws:orders::210987654321:order/7" }, service)).Error?.Code);
    }

    [Fact]
    public async Task An_account_has_so_many_and_no_more()
    {
        await using var aside = new AsyncWorld(await World.Start(static options => options with { Quotas = options.Quotas with { ResourcePolicies = 2 } }));
        for (var number = 0; number < 3; number++)
        {
            var arn = $"arn:aws:s3:::bucket{number}";
            var put = new PutResourcePolicyRequest { ResourceArn = arn, Policy = Statement("Allow", "*", "s3:*", arn) };
            Assert.Equal(number == 2 ? "LimitExceeded" : null, (await aside.World.Server.Api.Call(put, aside.World.Admin)).Error?.Code);
        }
    }

    [Fact]
    public async Task The_simulator_shows_what_stored_policies_decide_and_whose_they_are()
    {
        var bucket = NewBucket();
        var (user, _) = await world.NewUser("ec2:RunInstances");
        var arn = world.Parts.Arns.For(user);
        var (open, closed) = (bucket + "/open", bucket + "/closed");
        await Put(bucket, Statement("Allow", arn, "s3:GetObject", bucket + "/*"));
        await Put(closed, Statement("Deny", "*", "s3:GetObject", closed));
        var results = (await Simulate(null, open, closed)).ResourceSpecificResults!;
        Assert.Equal(
            [("allowed", "Resource Policy", bucket), ("explicitDeny", "Resource Policy", closed)],
            results.Select(static one => (one.EvalResourceDecision, one.MatchedStatements![0].SourcePolicyType, one.MatchedStatements[0].SourcePolicyId)));

        // Another one can be tried in their place.
        Assert.Equal("allowed", (await Simulate(Statement("Allow", arn, "s3:GetObject", closed), closed)).EvalDecision);

        // The policies of others' resources are theirs.
        var (_, _, stranger) = await world.NewAccount();
        var other = NewBucket();
        await world.Server.Api.Get(new PutResourcePolicyRequest { ResourceArn = other, Policy = Statement("Allow", "*", "s3:*", other + "/*") }, stranger);
        Assert.Equal("implicitDeny", (await Simulate(null, other + "/x")).EvalDecision);

        async Task<EvaluationResult> Simulate(string? policy, params string[] resources) => Assert.Single((await world.Server.Api.Get(
            new SimulatePrincipalPolicyRequest
            {
                PolicySourceArn = arn, ActionNames = ["s3:GetObject"], ResourceArns = resources, ResourcePolicy = policy,
            },
            world.Admin)).EvaluationResults);
    }

    private string NewBucket() => $"arn:aws:s3:::bucket{Interlocked.Increment(ref _made)}-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    private static string Statement(string effect, string principal, string action, params string[] resources) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Principal":{"AWS":"{{principal}}"},"Action":"{{action}}","Resource":["""
        + $$"""{{string.Join(',', resources.Select(static resource => $"\"{resource}\""))}}]}]}""";

    private async Task Put(string arn, string document) =>
        await world.Server.Api.Get(new PutResourcePolicyRequest { ResourceArn = arn, Policy = document }, world.Admin);

    private async Task<AwsError?> Call(PutResourcePolicyRequest request) => (await world.Server.Api.Call(request, world.Admin)).Error;

    private async Task<AwsError?> Call(GetResourcePolicyRequest request) => (await world.Server.Api.Call(request, world.Admin)).Error;

    private async Task<GetResourceDocumentsResponse> Documents(string arn) =>
        await world.Server.Api.Get(new GetResourceDocumentsRequest { ResourceArn = arn }, world.Admin);

    private async Task<CheckAccessResponse> Check(SigningCredentials key, string resource)
    {
        HeaderField[] headers = [new("Host", "s3.example.com")];
        var hash = SHA256.HashData([]);
        var signed = new SigV4Signer(SigV4Rules.For("storage"), "eu-west-1").Sign(
            new SignedRequest("GET", "/x", headers), hash, key, world.Clock.GetUtcNow());
        return await world.Server.Api.Get(
            new CheckAccessRequest
            {
                Method = "GET",
                Target = "/x",
                Headers = [.. headers.Concat(signed).Select(static header => new RequestHeader { Name = header.Name, Value = header.Value })],
                SigningName = "storage",
                RequestedAction = "s3:GetObject",
                Resource = resource,
            },
            world.Admin);
    }

    private sealed record AsyncWorld(World World) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await World.DisposeAsync();
    }
}

/// <summary>What tests compare of an error.</summary>
internal static class ErrorTuples
{
    public static (string Code, int Status, string? Message) ToTuple(this AwsError error) => (error.Code, error.Status, error.Message);
}
