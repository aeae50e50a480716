namespace Daypass.S3.Deciding;

/// <summary>The tags of the objects that one request is about: the store is asked about each of them once, and only when they matter.</summary>
/// <param name="ask">Asks the store; null when the store has no tags.</param>
internal sealed class AskedTags(Func<TaggedObject, CancellationToken, ValueTask<IReadOnlyList<KeyValuePair<string, string>>?>>? ask)
{
    private readonly List<(TaggedObject Of, IReadOnlyList<KeyValuePair<string, string>>? Tags)> _known = [];

    /// <summary>The tags; null when there is no such object, or the store has no tags.</summary>
    public async ValueTask<IReadOnlyList<KeyValuePair<string, string>>?> Find(TaggedObject of, CancellationToken cancelled)
    {
        if (ask is null)
        {
            return null;
        }

        foreach (var (known, tags) in _known)
        {
            if (known == of)
            {
                return tags;
            }
        }

        var found = await ask(of, cancelled);
        _known.Add((of, found));
        return found;
    }
}
