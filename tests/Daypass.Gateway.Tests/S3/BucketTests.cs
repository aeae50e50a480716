using Daypass.Protocol.Signing;

namespace Daypass.Gateway.Tests.S3;

/// <summary>Whose buckets are, and what is kept of them here.</summary>
public sealed class BucketTests(MotoStore moto) : IClassFixture<MotoStore>, IAsyncLifetime
{
    private S3World _world = null!;
    private S3Client _client = null!;

    public async Task InitializeAsync()
    {
        _world = await S3World.Start(moto.Url, "moto", key: MotoStore.Key, adjust: static settings => settings with
        {
            Buckets = settings.Buckets with { Rules = [.. settings.Buckets.Rules, new("renamed", false, settings.Accounts[0].Id, "main", "by-the-store")] },
        });
        _client = _world.Client(await _world.AllPowerful());
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Buckets_are_made_listed_and_deleted_and_the_stores_own_are_not_there()
    {
        await moto.NewBucket("the-stores-own");
        await moto.NewBucket("by-the-store");
        await moto.NewBucket("many-one");
        Assert.Equal(200, (await _client.Send("PUT", "/made-here", null)).Status);
        Assert.Equal("409 BucketAlreadyOwnedByYou", (await _client.Send("PUT", "/made-here", null)).Told);
        Assert.Equal("409 BucketAlreadyExists", (await _client.Send("PUT", "/the-stores-own", null)).Told);
        Assert.Equal("404 NoSuchBucket", (await _client.Get("/the-stores-own/?list-type=2")).Told);
        var list = (await _client.Get("/")).Text;
        Assert.Equal(
            ["made-here", "many-one", "renamed"],
            list.Split("<Name>")[1..].Select(static part => part[..part.IndexOf('<', StringComparison.Ordinal)])
                .Where(static name => name is "made-here" or "many-one" or "renamed" or "the-stores-own" or "by-the-store"));
        Assert.Equal(200, (await _client.Put("/made-here/key", "x")).Status);
        Assert.Equal("409 BucketNotEmpty", (await _client.Send("DELETE", "/made-here", null)).Told);
        Assert.Equal(204, (await _client.Send("DELETE", "/made-here/key", null)).Status);
        Assert.Equal(204, (await _client.Send("DELETE", "/made-here", null)).Status);
        Assert.Equal("404 NoSuchBucket", (await _client.Send("GET", "/made-here/", null)).Told);

        // A renamed bucket is there by its name here alone.
        Assert.Equal(200, (await _client.Put("/renamed/key", "x")).Status);
        var renamed = await _client.Get("/renamed/?list-type=2");
        Assert.Equal("renamed", renamed.Element("Name"));
        Assert.Equal("404 NoSuchBucket", (await _client.Get("/by-the-store/key")).Told);
        Assert.Equal("eu-west-1", (await _client.Get("/renamed/?location")).Text.Split('>')[^2].Split('<')[0]);
        Assert.Equal("eu-west-1", (await _client.Send("HEAD", "/renamed", null)).Header("x-amz-bucket-region"));
    }

    [Fact]
    public async Task A_bucket_policy_lets_the_world_in_only_when_public_policies_are_not_blocked()
    {
        await moto.NewBucket("many-public");
        Assert.Equal(200, (await _client.Put("/many-public/key", "open")).Status);
        using var nobody = _world.Client(null);
        Assert.Equal("403 AccessDenied", (await nobody.Get("/many-public/key")).Told);
        const string Policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::many-public/*"}]}
            """;
        Assert.Equal("404 NoSuchBucketPolicy", (await _client.Get("/many-public/?policy")).Told);
        Assert.Equal("403 AccessDenied", (await Put("policy", Policy)).Told);
        Assert.Equal(200, (await Put("publicAccessBlock",
            "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlockConfiguration>")).Status);
        Assert.Equal(204, (await Put("policy", Policy)).Status);
        await _world.Heard();
        Assert.Equal(Policy.Trim(), (await _client.Get("/many-public/?policy")).Text.Trim());
        Assert.Contains("TRUE", (await _client.Get("/many-public/?policyStatus")).Text, StringComparison.Ordinal);
        Assert.Equal((200, "open"), ((await nobody.Get("/many-public/key")).Status, (await nobody.Get("/many-public/key")).Text));
        Assert.Equal("403 AccessDenied", (await nobody.Put("/many-public/key", "closed")).Told);
        Assert.Equal("400 MalformedPolicy", (await Put("policy", "{}")).Told);
        Assert.Equal(204, (await _client.Send("DELETE", "/many-public/?policy", null)).Status);
        await _world.Heard();
        Assert.Equal("403 AccessDenied", (await nobody.Get("/many-public/key")).Told);
    }

    [Fact]
    public async Task A_bucket_that_is_made_anew_has_nothing_of_the_one_before()
    {
        var policy = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{_world.Server.Account}}"},
            "Action":"s3:*","Resource":"arn:aws:s3:::anew/*"}]}
            """;
        Assert.Equal(200, (await _client.Send("PUT", "/anew", null)).Status);
        Assert.Equal(204, (await Put("policy", policy, "anew")).Status);
        Assert.Equal(204, (await Put("tagging", "<Tagging><TagSet><Tag><Key>team</Key><Value>red</Value></Tag></TagSet></Tagging>", "anew")).Status);
        Assert.Equal(204, (await _client.Send("DELETE", "/anew", null)).Status);
        Assert.Equal(200, (await _client.Send("PUT", "/anew", null)).Status);
        Assert.Equal("404 NoSuchBucketPolicy", (await _client.Get("/anew/?policy")).Told);
        Assert.Equal("404 NoSuchTagSet", (await _client.Get("/anew/?tagging")).Told);
    }

    [Fact]
    public async Task A_registry_that_disappears_takes_no_switch_and_no_owner_away()
    {
        await moto.NewBucket("many-lost");
        Assert.Equal(200, (await _client.Send("PUT", "/lost-here", null)).Status);
        Assert.Equal(200, (await Put("publicAccessBlock",
            "<PublicAccessBlockConfiguration><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>", "many-lost")).Status);
        File.Delete(Path.Combine(_world.Folder, "buckets.json"));
        Assert.Equal("503 ServiceUnavailable", (await _client.Send("PUT", "/another-here", null)).Told);
        Assert.Equal(200, (await _client.Get("/lost-here/?list-type=2")).Status);
        Assert.Contains("<RestrictPublicBuckets>true", (await _client.Get("/many-lost/?publicAccessBlock")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_locks_themselves_out_without_saying_so()
    {
        await moto.NewBucket("many-locked");
        const string Policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:PutBucketPolicy","Resource":"arn:aws:s3:::many-locked"}]}
            """;
        Assert.Equal("403 AccessDenied", (await Put("policy", Policy, "many-locked")).Told);
        Assert.Equal("404 NoSuchBucketPolicy", (await _client.Get("/many-locked/?policy")).Told);
        var meant = await _client.SendDocument(
            "PUT", "/many-locked/?policy", Policy, new HeaderField("x-amz-confirm-remove-self-bucket-access", "true"));
        Assert.Equal(204, meant.Status);
    }

    [Fact]
    public async Task Settings_of_a_bucket_are_kept_here()
    {
        await moto.NewBucket("many-set");
        Assert.Contains("BucketOwnerEnforced", (await _client.Get("/many-set/?ownershipControls")).Text, StringComparison.Ordinal);
        Assert.Contains("FULL_CONTROL", (await _client.Get("/many-set/?acl")).Text, StringComparison.Ordinal);
        Assert.Equal("404 NoSuchTagSet", (await _client.Get("/many-set/?tagging")).Told);
        Assert.Equal(204, (await Put("tagging", "<Tagging><TagSet><Tag><Key>team</Key><Value>red</Value></Tag></TagSet></Tagging>", "many-set")).Status);
        Assert.Contains("<Value>red</Value>", (await _client.Get("/many-set/?tagging")).Text, StringComparison.Ordinal);
        Assert.Equal("400 AccessControlListNotSupported", (await _client.Put("/many-set/key", "x", new HeaderField("x-amz-acl", "aws-exec-read"))).Told);
        Assert.Equal("501 NotImplemented", (await _client.Get("/many-set/?website")).Told);
    }

    private Task<S3Client.Answer> Put(string marker, string body, string bucket = "many-public") =>
        _client.SendDocument("PUT", $"/{bucket}/?{marker}", body);
}
