using Daypass.Core.Entities;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Records;
using Daypass.Core.Iam.Tags;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Providers;

/// <summary>What the operations on OpenID Connect and on SAML providers have in common: both are named by an ARN of the caller's own account.</summary>
/// <typeparam name="T">The kind of provider.</typeparam>
/// <param name="iam">What IAM's operations share.</param>
/// <param name="resourceType">The word in its ARN.</param>
/// <param name="arnOf">Its ARN.</param>
/// <param name="unknown">IAM's sentence for a provider that is not there.</param>
internal sealed class ProviderRecords<T>(IamParts iam, string resourceType, Func<T, string> arnOf, Func<string, AwsError> unknown)
    where T : class, ITagged<T>
{
    /// <summary>The most providers of a kind; AWS lists them without pages.</summary>
    private const int MostListed = 1000;

    /// <summary>The provider whose ARN is exactly this, if it is the caller's account's.</summary>
    public async ValueTask<Result<T>> Find(IDirectoryReader reader, string text, OperationContext context)
    {
        if (!Arn.TryParse(text, out var arn) || ProviderArns.NameIn(arn, resourceType) is null)
        {
            return IamErrors.InvalidInput($"Invalid ARN: {text}");
        }

        return arn.Account.SequenceEqual(context.Caller.Account) && await ProviderArns.Find(reader, arn, resourceType, arnOf, context.Cancelled) is { } provider
            ? provider
            : unknown(text);
    }

    /// <summary>Changes a provider; nothing is written when it stays the same.</summary>
    public ValueTask<Result<T>> Change(string arn, Func<T, Result<T>> change, OperationContext context) => iam.Store.Write<T>(
        async transaction =>
        {
            var found = await Find(transaction, arn, context);
            return found.Succeeded ? await transaction.Change(found.Value, (_, provider) => new(change(provider)), context.Cancelled) : found;
        },
        context.Cancelled);

    /// <summary>Removes a provider. Roles that trust it stay as they are and let nobody in by it.</summary>
    public ValueTask<Result<NoOutput>> Remove(string arn, OperationContext context) => iam.Store.Write<NoOutput>(
        async transaction =>
        {
            var found = await Find(transaction, arn, context);
            if (!found.Succeeded)
            {
                return found.Error;
            }

            await transaction.TryDelete(found.Value, context.Cancelled);
            return NoOutput.Instance;
        },
        context.Cancelled);

    /// <summary>All of an account, in the order of their names.</summary>
    public ValueTask<IReadOnlyList<T>> List(OperationContext context) => iam.Store.List<T>(context.Caller.Account, "/", "", MostListed, context.Cancelled);

    /// <summary>Adds tags.</summary>
    public ValueTask<Result<NoOutput>> Tag(string arn, IReadOnlyList<Tag> tags, OperationContext context) =>
        Change(arn, provider => EntityTags.Put(provider, tags, iam.Quotas), context).Silent();

    /// <summary>Takes tags away.</summary>
    public ValueTask<Result<NoOutput>> Untag(string arn, IReadOnlyList<string> keys, OperationContext context) =>
        Change(arn, provider => EntityTags.Remove(provider, keys), context).Silent();

    /// <summary>A page of a provider's tags.</summary>
    public ValueTask<Result<Page<Tag>>> Tags(string arn, PageRequest request, OperationContext context) =>
        Find(iam.Store, arn, context).Then(provider => iam.Pager.Read(request, Sorted(provider.Tags), static tag => tag.Key));

    /// <summary>Tags as the Get operations of providers show them: by key, and an empty list rather than none.</summary>
    public static List<Tag> Sorted(IReadOnlyList<EntityTag> tags)
    {
        var sorted = tags.ToWire();
        sorted.Sort(static (one, other) => string.CompareOrdinal(one.Key, other.Key));
        return sorted;
    }
}
