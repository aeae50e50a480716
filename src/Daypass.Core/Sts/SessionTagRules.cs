using Daypass.Core.Sessions;
using Daypass.Policy.Requests;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Sts;

/// <summary>Which session tags a session gets: those passed now and those the calling session hands down (sts.md 5.3).</summary>
public static class SessionTagRules
{
    private const string Reserved = "aws:";

    /// <summary>The tags of the new session, inherited ones first, or what is wrong with the ones passed.</summary>
    /// <param name="passed">Keys and values as they were passed, each key within its pattern.</param>
    /// <param name="transitiveKeys">Which of them are handed on.</param>
    /// <param name="inherited">The tags of the calling session; those that are not transitive end here.</param>
    public static Result<SessionTag[]> Combine(
        IReadOnlyList<KeyValuePair<string, string>> passed, IReadOnlyList<string> transitiveKeys, IReadOnlyList<SessionTag> inherited)
    {
        var keys = new HashSet<string>(passed.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, _) in passed)
        {
            if (key.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase))
            {
                return StsErrors.ReservedTagKey();
            }

            if (!keys.Add(key))
            {
                return StsErrors.DuplicateTagKeys();
            }
        }

        var transitive = new HashSet<string>(transitiveKeys, StringComparer.OrdinalIgnoreCase);
        if (!transitive.IsSubsetOf(keys))
        {
            return StsErrors.TransitiveKeyNotRequested();
        }

        var tags = new List<SessionTag>(passed.Count);
        foreach (var tag in inherited)
        {
            if (!tag.Transitive)
            {
                continue;
            }

            if (keys.Contains(tag.Key))
            {
                return StsErrors.TransitiveKeyConflicts();
            }

            tags.Add(tag);
        }

        foreach (var (key, value) in passed)
        {
            tags.Add(new SessionTag(key, value, transitive.Contains(key)));
        }

        return tags.ToArray();
    }

    /// <summary>Adds <c>aws:RequestTag/…</c>, <c>aws:TagKeys</c> and <c>sts:TransitiveTagKeys</c> for the tags that were passed.</summary>
    public static void AddKeys(RequestContext keys, IReadOnlyList<KeyValuePair<string, string>> passed, IReadOnlyList<string> transitiveKeys)
    {
        foreach (var (key, value) in passed)
        {
            keys.Add("aws:RequestTag/", key, value);
            keys.Append("aws:TagKeys", key);
        }

        foreach (var key in transitiveKeys)
        {
            keys.Append("sts:TransitiveTagKeys", key);
        }
    }

    /// <summary>Tags as the wire has them, as pairs.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> Pairs(this IReadOnlyList<Protocol.Sts.Tag> tags)
    {
        if (tags.Count == 0)
        {
            return [];
        }

        var pairs = new KeyValuePair<string, string>[tags.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = new(tags[i].Key, tags[i].Value);
        }

        return pairs;
    }
}
