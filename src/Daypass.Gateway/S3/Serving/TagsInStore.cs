using Daypass.Gateway.S3.Answers;
using Daypass.Gateway.S3.Stores;
using Daypass.S3.Deciding;
using Daypass.S3.Text;

namespace Daypass.Gateway.S3.Serving;

/// <summary>Asks a store for the tags of an object, for policies that read them.</summary>
internal sealed class TagsInStore(StoreSet stores, DocumentRelay documents)
{
    private const int LongestAnswer = 64 * 1024;

    /// <summary>The tags; null when the object is not there.</summary>
    /// <exception cref="StoreAwayException">The store does not say. Without the tags nothing can be decided.</exception>
    public async ValueTask<IReadOnlyList<KeyValuePair<string, string>>?> Find(S3Exchange exchange, TaggedObject tagged, CancellationToken cancelled)
    {
        var place = tagged.Bucket == exchange.Source ? exchange.SourcePlace! : exchange.Place!;
        var store = stores[place.Store];
        if (!store.Has("GetObjectTagging"))
        {
            return [];
        }

        var version = tagged.VersionId is { } id ? "&versionId=" + UrlText.Encode(id, keepsSlashes: false) : "";
        var call = new StoreCall("GET", place.NameInStore, $"/{UrlText.Encode(tagged.Key, keepsSlashes: true)}?tagging{version}");
        using var answer = await documents.Ask(store, call, null, exchange.Record, cancelled);
        if ((int)answer.StatusCode == 404)
        {
            return null;
        }

        return answer.IsSuccessStatusCode && await StoreDocument.ReadBody(answer, LongestAnswer, cancelled) is { } body
            && StoreDocument.ReadPairs(body, "Tag", "Key", "Value") is { } pairs
            ? pairs
            : throw new StoreAwayException($"The store {store.Settings.Name} does not tell the tags of an object: {(int)answer.StatusCode}.");
    }
}
