using Daypass.S3.Bodies;
using Daypass.S3.Buckets;
using Daypass.S3.Deciding;
using Daypass.S3.Errors;
using Daypass.S3.Requests;

namespace Daypass.S3.Tests.Deciding;

public sealed class S3DeciderTests
{
    private const string Owner = "111122223333";
    private const string Ann = "arn:aws:iam::111122223333:user/ann";
    private const string Stranger = "arn:aws:iam::444455556666:user/sam";
    private const string Everything = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";

    private static readonly RequestFacts Facts = new() { Now = new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero) };

    /// <summary>Who of which account is allowed by what: the caller's own policies, the bucket's, or both.</summary>
    [Theory]
    [InlineData(Ann, true, null, true)]
    [InlineData(Ann, false, null, false)]
    [InlineData(Ann, false, "Allow", true)]
    [InlineData(Ann, true, "Deny", false)]
    [InlineData(Stranger, true, null, false)]
    [InlineData(Stranger, true, "Allow", true)]
    [InlineData(Stranger, false, "Allow", false)]
    [InlineData(null, false, "Allow", true)]
    [InlineData(null, false, null, false)]
    [InlineData(null, false, "Deny", false)]
    public async Task Both_accounts_have_to_allow(string? caller, bool byIdentity, string? ofBucket, bool allowed)
    {
        var judge = new EngineJudge(caller, byIdentity ? Everything : null, ofBucket is null ? null : BucketPolicy(ofBucket, "\"*\""));
        var error = await Decide("GET /bucket/k", judge, PublicAccessBlock.None);
        Assert.Equal(allowed, error is null);
        if (caller is null && error is not null)
        {
            Assert.Equal("Access Denied", error.Message);
        }
    }

    [Theory]
    [InlineData(null, true, true, false)]
    [InlineData(null, true, false, true)]
    [InlineData(Stranger, true, true, false)]
    [InlineData(Stranger, true, false, true)]
    [InlineData(Ann, true, true, true)]
    [InlineData(Stranger, false, true, true)]
    public async Task A_public_policy_counts_for_the_owner_alone_where_it_is_restricted(string? caller, bool isPublic, bool isRestricted, bool allowed)
    {
        var judge = new EngineJudge(caller, Everything, BucketPolicy("Allow", isPublic ? "\"*\"" : $"{{\"AWS\":\"{Stranger}\"}}"));
        Assert.Equal(allowed, await Decide("GET /bucket/k", judge, PublicAccessBlock.None with { RestrictPublicBuckets = isRestricted }) is null);
    }

    [Fact]
    public async Task A_copy_needs_its_source_and_its_target()
    {
        var request = S3Text.Understood("PUT /bucket/k", "x-amz-copy-source: source/s", "x-amz-tagging-directive: REPLACE");
        foreach (var (missing, resource) in new[] { ("s3:GetObject", "arn:aws:s3:::source/s"), ("s3:PutObject", "arn:aws:s3:::bucket/k") })
        {
            var policy = $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},
                  {"Effect":"Deny","Action":"{{missing}}","Resource":"{{resource}}"}]}
                """;
            var judge = new EngineJudge(Ann, policy);
            var error = await S3Decider.Decide(
                request, new S3Bucket("bucket", Owner, judge), new S3Bucket("source", Owner, judge), Facts, CancellationToken.None);
            Assert.Equal($"User: {Ann} is not authorized to perform: {missing} on resource: \"{resource}\" with an explicit deny in an identity-based policy",
                error!.Message);
        }

        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await S3Decider.Decide(request, new S3Bucket("bucket", Owner, new EngineJudge(Ann, Everything)), null, Facts, CancellationToken.None));
    }

    [Theory]
    [InlineData(null, true, 0)]
    [InlineData(0, true, 1)]
    [InlineData(1, false, 1)]
    public async Task Where_there_are_no_tags_nobody_needs_to_be_allowed_to_copy_them(int? tags, bool allowed, int calls)
    {
        var asked = 0;
        var facts = tags is null ? Facts : Facts with
        {
            FindTags = (_, _) =>
            {
                asked++;
                return new([.. Enumerable.Range(0, tags.Value).Select(static number => new KeyValuePair<string, string>($"k{number}", "v"))]);
            },
        };
        var judge = new EngineJudge(
            Ann, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"}}""");
        var request = S3Text.Understood("PUT /bucket/k", "x-amz-copy-source: source/s");
        var error = await S3Decider.Decide(
            request, new S3Bucket("bucket", Owner, judge), new S3Bucket("source", Owner, judge), facts, CancellationToken.None);
        Assert.Equal((allowed, calls), (error is null, asked));
    }

    [Fact]
    public async Task Each_entry_of_a_batch_is_asked_about_for_itself()
    {
        var judge = new EngineJudge(Ann, """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::bucket/mine/*"},
              {"Effect":"Allow","Action":"s3:DeleteObjectVersion","Resource":"arn:aws:s3:::bucket/old/*"}]}
            """);
        DeleteEntry[] entries = [new("mine/a", null), new("theirs/a", null), new("mine/a", "v"), new("old/a", "v"), new("mine/../theirs/a", null)];
        var bucket = new S3Bucket("bucket", Owner, judge);
        var errors = await S3Decider.DecideEach(S3Text.Understood("POST /bucket?delete"), bucket, entries, Facts, CancellationToken.None);
        Assert.Equal([true, false, false, true, true], errors.Select(static error => error is null));
        Assert.Contains("s3:DeleteObjectVersion on resource: \"arn:aws:s3:::bucket/mine/a\"", errors[2]!.Message, StringComparison.Ordinal);

        var bypassing = S3Text.Understood("POST /bucket?delete", "x-amz-bypass-governance-retention: true");
        errors = await S3Decider.DecideEach(bypassing, bucket, [new("mine/a", null)], Facts, CancellationToken.None);
        Assert.Contains("s3:BypassGovernanceRetention", errors[0]!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_store_is_asked_for_tags_only_when_a_policy_reads_them()
    {
        var asked = new List<TaggedObject>();
        var facts = Facts with
        {
            FindTags = (of, _) =>
            {
                asked.Add(of);
                return new([new("secret", "no")]);
            },
        };
        var bucket = new S3Bucket("bucket", Owner, new EngineJudge(Ann, Everything));
        Assert.Null(await S3Decider.Decide(S3Text.Understood("GET /bucket/k?versionId=v"), bucket, null, facts, CancellationToken.None));
        Assert.Empty(asked);

        var reading = new EngineJudge(Ann, """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*",
              "Condition":{"StringEquals":{"s3:ExistingObjectTag/Secret":"no"}}}}
            """);
        bucket = bucket with { Judge = reading };
        Assert.Null(await S3Decider.Decide(S3Text.Understood("GET /bucket/k?versionId=v"), bucket, null, facts, CancellationToken.None));
        Assert.Equal([new TaggedObject(bucket, "k", "v")], asked);

        // PutObject and DeleteObject do not have the key, so it is not there, and nobody asks.
        Assert.NotNull(await S3Decider.Decide(S3Text.Understood("PUT /bucket/k"), bucket, null, facts, CancellationToken.None));
        Assert.Single(asked);
    }

    [Theory]
    [InlineData("path", true)]
    [InlineData("path/*", false)]
    [InlineData("*", true)]
    public async Task Who_may_list_the_key_itself_may_know_that_it_is_not_there(string prefix, bool may)
    {
        var judge = new EngineJudge(Ann, """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::bucket",
              "Condition":{"StringLike":{"s3:prefix":"PREFIX"}}}}
            """.Replace("PREFIX", prefix, StringComparison.Ordinal));
        var bucket = new S3Bucket("bucket", Owner, judge);
        Assert.Equal(may, await S3Decider.MayKnowAbsence(S3Text.Understood("HEAD /bucket/path"), bucket, null, Facts, CancellationToken.None));

        // Of a copy it is the source that is not there.
        var other = new S3Bucket("other", Owner, judge);
        Assert.Equal(may, await S3Decider.MayKnowAbsence(
            S3Text.Understood("PUT /other/k", "x-amz-copy-source: bucket/path"), other, bucket, Facts, CancellationToken.None));
        Assert.False(await S3Decider.MayKnowAbsence(
            S3Text.Understood("PUT /bucket/path", "x-amz-copy-source: other/path"), bucket, other, Facts, CancellationToken.None));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("?prefix=", false)]
    [InlineData("?prefix=table", false)]
    [InlineData("?prefix=table/", true)]
    [InlineData("?prefix=table/a&list-type=2", true)]
    [InlineData("?prefix=other/", false)]
    [InlineData("?prefix=%74able%2Fa", true)]
    public async Task A_listing_is_confined_to_the_prefix_of_a_catalogs_session(string query, bool allowed)
    {
        var judge = new EngineJudge(Ann, """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::bucket",
              "Condition":{"StringLike":{"s3:prefix":["table/*"]}}}}
            """);
        Assert.Equal(allowed, await Decide("GET /bucket" + query, judge, PublicAccessBlock.All) is null);
    }

    [Theory]
    [InlineData("x-amz-expected-bucket-owner: 111122223333", null)]
    [InlineData("x-amz-expected-bucket-owner: 444455556666", "AccessDenied")]
    public async Task An_expected_owner_has_to_be_the_owner(string header, string? code) =>
        Assert.Equal(code, (await DecideForAnn(S3Text.Understood("GET /bucket/k", header)))?.Code);

    [Theory]
    [InlineData("PUT /bucket/k", "bucket-owner-full-control", null)]
    [InlineData("PUT /bucket/k", "private", "AccessControlListNotSupported")]
    [InlineData("PUT /bucket/k", "public-read", "AccessDenied")]
    [InlineData("PUT /bucket", "private", null)]
    [InlineData("PUT /bucket", "log-delivery-write", "InvalidBucketAclWithObjectOwnership")]
    [InlineData("PUT /bucket?acl", "public-read", "AccessDenied")]
    [InlineData("PUT /bucket?acl", "log-delivery-write", "AccessControlListNotSupported")]
    public async Task Buckets_have_no_acls(string line, string acl, string? code) =>
        Assert.Equal(code, (await DecideForAnn(S3Text.Understood(line, "x-amz-acl: " + acl)))?.Code);

    [Theory]
    [InlineData("BucketOwnerEnforced", null)]
    [InlineData("ObjectWriter", "NotImplemented")]
    [InlineData("Nobody", "InvalidArgument")]
    public async Task Objects_are_the_bucket_owners(string ownership, string? code) =>
        Assert.Equal(code, (await DecideForAnn(S3Text.Understood("PUT /bucket", "x-amz-object-ownership: " + ownership)))?.Code);

    [Theory]
    [InlineData("GET /bucket?policy", true)]
    [InlineData("PUT /bucket?policy", true)]
    [InlineData("DELETE /bucket?policy", true)]
    [InlineData("GET /bucket?policyStatus", false)]
    public async Task The_owners_root_user_can_always_mend_the_policy(string line, bool allowed)
    {
        const string DeniesAll = """
            {"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::bucket","arn:aws:s3:::bucket/*"]}}
            """;
        Assert.Equal(allowed, await Decide(line, new EngineJudge($"arn:aws:iam::{Owner}:root", null, DeniesAll), PublicAccessBlock.All) is null);
        Assert.NotNull(await Decide(line, new EngineJudge(Ann, Everything, DeniesAll), PublicAccessBlock.All));
        Assert.NotNull(await Decide(line, new EngineJudge("arn:aws:iam::444455556666:root", null, DeniesAll), PublicAccessBlock.None));
    }

    private static async Task<S3Error?> DecideForAnn(S3Request request) => await S3Decider.Decide(
        request, new S3Bucket("bucket", Owner, new EngineJudge(Ann, Everything)), null, Facts, CancellationToken.None);

    private static async Task<S3Error?> Decide(string line, EngineJudge judge, PublicAccessBlock block) => await S3Decider.Decide(
        judge.CallerArn is null ? S3Text.ReadAs(line).Request! : S3Text.Understood(line), new S3Bucket("bucket", Owner, judge) { PublicAccess = block }, null,
        Facts, CancellationToken.None);

    private static string BucketPolicy(string effect, string principal) =>
        $$"""
        {"Version":"2012-10-17",
          "Statement":{"Effect":"{{effect}}","Principal":{{principal}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*"} }
        """;
}
