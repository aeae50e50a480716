using System.Text;
using Daypass.Gateway.S3.Accounts;
using Daypass.Gateway.S3.Buckets;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Verification;
using Daypass.S3.Bodies;
using Daypass.S3.Buckets;
using Daypass.S3.Errors;
using Daypass.S3.Policies;

namespace Daypass.Gateway.S3.Serving;

/// <summary>What Daypass keeps of buckets in the place of the store: their policies at the server, and their other settings in the registry.</summary>
internal sealed class BucketSettingsWork(AccountSet accounts, CurrentBuckets buckets)
{
    private static readonly S3Error NoPolicy = new("NoSuchBucketPolicy", 404, "The bucket policy does not exist");

    private static readonly S3Error NoTags = new("NoSuchTagSet", 404, "The TagSet does not exist");

    /// <summary>The switches that are kept.</summary>
    public static PublicAccessBlock BlockOf(KeptSettings kept) => kept.PublicAccess is [var blockAcls, var ignoreAcls, var blockPolicy, var restrict]
        ? new PublicAccessBlock(blockAcls, ignoreAcls, blockPolicy, restrict) : PublicAccessBlock.None;

    /// <summary>The tags that are kept.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> TagsOf(KeptSettings kept)
    {
        var tags = new KeyValuePair<string, string>[kept.Tags.Length / 2];
        for (var index = 0; index < tags.Length; index++)
        {
            tags[index] = new(kept.Tags[2 * index], kept.Tags[(2 * index) + 1]);
        }

        return tags;
    }

    /// <summary>Carries out what is about settings that are kept here; others are not its own.</summary>
    public Task<OwnAnswer> Do(S3Exchange exchange) => exchange.Request.Operation.Name switch
    {
        "GetBucketPolicy" => GetPolicy(exchange),
        "PutBucketPolicy" => PutPolicy(exchange),
        "DeleteBucketPolicy" => DeletePolicy(exchange),
        "GetBucketPolicyStatus" => TellStatus(exchange),
        "GetPublicAccessBlock" => TellBlock(exchange),
        "PutPublicAccessBlock" => PutBlock(exchange),
        "DeletePublicAccessBlock" => Keep(exchange, static kept => kept with { PublicAccess = null }, StatusCodes.Status204NoContent),
        "GetBucketOwnershipControls" => OwnAnswer.Write(exchange, OwnershipDocument.Written),
        "PutBucketOwnershipControls" => OwnershipDocument.Check(exchange.Document) is { } refused ? Refused(refused) : OwnAnswer.Write(exchange, []),
        "DeleteBucketOwnershipControls" => OwnAnswer.Write(exchange, [], StatusCodes.Status204NoContent),
        "GetBucketAcl" or "GetObjectAcl" => OwnAnswer.Write(exchange, BucketAnswers.Acl(OwnerId.Of(exchange.Target.Account))),
        "PutBucketAcl" or "PutObjectAcl" => Refused(S3Errors.AclsNotSupported),
        "GetBucketTagging" => exchange.Target.Tags.Count == 0 ? Refused(NoTags.With("BucketName", exchange.Target.Name))
            : OwnAnswer.Write(exchange, TaggingDocument.Write(exchange.Target.Tags)),
        "PutBucketTagging" => KeepTags(exchange, exchange.Facts.Body.Tags ?? []),
        "DeleteBucketTagging" => KeepTags(exchange, []),
        _ => Task.FromResult(OwnAnswer.NotOurs),
    };

    private ServedAccount Owner(S3Exchange exchange) => accounts.Find(exchange.Target.Account)!;

    private async Task<OwnAnswer> GetPolicy(S3Exchange exchange)
    {
        var policy = await Owner(exchange).Server.GetResourcePolicy(
            new GetResourcePolicyRequest { ResourceArn = exchange.Target.Arn }, exchange.Aborted);
        return policy.Succeeded ? await OwnAnswer.Write(exchange, Encoding.UTF8.GetBytes(policy.Value.Policy), type: "application/json")
            : OwnAnswer.Refused(policy.Error.Code is "NoSuchEntity" or "NoSuchEntityException"
                ? NoPolicy.With("BucketName", exchange.Target.Name) : ByServer(policy.Error));
    }

    private async Task<OwnAnswer> PutPolicy(S3Exchange exchange)
    {
        var target = exchange.Target;
        if ((BucketPolicyRules.Check(target.Arn, exchange.Document, out var policy)
            ?? BucketPolicyRules.CheckPublic(policy!, target.PublicAccess.BlockPublicPolicy, target.Judge.CallerArn, target.Arn)
            ?? BucketPolicyRules.CheckOneself(policy!, target.Judge.CallerArn, target.Arn, target.Account,
                string.Equals(exchange.Request.Header("x-amz-confirm-remove-self-bucket-access"), "true", StringComparison.OrdinalIgnoreCase))) is { } refused)
        {
            return OwnAnswer.Refused(refused);
        }

        var error = await Owner(exchange).Server.PutResourcePolicy(
            new PutResourcePolicyRequest { ResourceArn = target.Arn, Policy = Encoding.UTF8.GetString(exchange.Document!) }, exchange.Aborted);
        return error is null ? await OwnAnswer.Write(exchange, [], StatusCodes.Status204NoContent)
            : OwnAnswer.Refused(error.Code.StartsWith("MalformedPolicyDocument", StringComparison.Ordinal)
                ? new S3Error("MalformedPolicy", 400, error.Message ?? "") : ByServer(error));
    }

    private async Task<OwnAnswer> DeletePolicy(S3Exchange exchange) => await RemovePolicy(exchange) is { } error
        ? OwnAnswer.Refused(error) : await OwnAnswer.Write(exchange, [], StatusCodes.Status204NoContent);

    /// <summary>Takes away the policy of the bucket, if it has one: one that stayed would be the policy of the next bucket of that name.</summary>
    public async Task<S3Error?> RemovePolicy(S3Exchange exchange) => await Owner(exchange).Server.DeleteResourcePolicy(
        new DeleteResourcePolicyRequest { ResourceArn = exchange.Target.Arn }, exchange.Aborted) is { } error ? ByServer(error) : null;

    private async Task<OwnAnswer> TellStatus(S3Exchange exchange)
    {
        var known = await Owner(exchange).Callers.Resources.Find(exchange.Target.Arn, exchange.Aborted);
        return known.OuterPolicy is null ? OwnAnswer.Refused(NoPolicy.With("BucketName", exchange.Target.Name))
            : await OwnAnswer.Write(exchange, BucketAnswers.PolicyStatus(PublicPolicies.IsPublic(known.OuterPolicy.Statements)));
    }

    private static Task<OwnAnswer> TellBlock(S3Exchange exchange) => exchange.Target.PublicAccess == PublicAccessBlock.None
        ? Refused(PublicAccessDocument.Missing.With("BucketName", exchange.Target.Name))
        : OwnAnswer.Write(exchange, PublicAccessDocument.Write(exchange.Target.PublicAccess));

    private Task<OwnAnswer> PutBlock(S3Exchange exchange) => PublicAccessDocument.Read(exchange.Document, out var block) is { } malformed ? Refused(malformed)
        : Keep(exchange, kept => kept with
        {
            PublicAccess = [block.BlockPublicAcls, block.IgnorePublicAcls, block.BlockPublicPolicy, block.RestrictPublicBuckets],
        });

    private Task<OwnAnswer> KeepTags(S3Exchange exchange, IReadOnlyList<KeyValuePair<string, string>> tags) => Keep(
        exchange, kept => kept with { Tags = [.. tags.SelectMany(static tag => new[] { tag.Key, tag.Value })] }, StatusCodes.Status204NoContent);

    private async Task<OwnAnswer> Keep(S3Exchange exchange, Func<KeptSettings, KeptSettings> change, int status = StatusCodes.Status200OK)
    {
        if (buckets.Now.Registry is not { } registry)
        {
            return OwnAnswer.Refused(S3Errors.NotImplemented(exchange.Request.Operation.Marker!) with { Reason = "there is no registry to keep it in" });
        }

        await registry.Set(exchange.Target.Name, change, exchange.Aborted);
        return await OwnAnswer.Write(exchange, [], status);
    }

    private static Task<OwnAnswer> Refused(S3Error error) => Task.FromResult(OwnAnswer.Refused(error));

    /// <summary>What the server refuses to the gateway is the operator's to mend.</summary>
    private static S3Error ByServer(AwsError error) =>
        S3Errors.InternalError with { Reason = $"the server refuses the gateway: {error.Code}: {error.Message}" };
}
