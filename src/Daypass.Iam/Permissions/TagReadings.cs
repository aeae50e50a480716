namespace Daypass.Iam.Permissions;

/// <summary>What policies may take tags for whose keys differ in case only. Two such tags are two tags, and to a condition they are one key.</summary>
/// <remarks>AWS does not say which of the values a policy sees. Here a policy has to allow the request whichever it sees, and a Deny that holds for one of
/// them denies: nobody chooses what a policy sees by the order of the tags.</remarks>
internal static class TagReadings
{
    /// <summary>More readings than this are refused: each is an authorization of its own.</summary>
    public const int Most = 64;

    /// <summary>Whether these keys make too many readings. It is asked of tags before they are stored.</summary>
    /// <remarks>The tags of users and roles make two condition keys each, but their keys are compared without regard to case, so none are alike.</remarks>
    /// <param name="keys">Keys of tags.</param>
    public static bool AreTooMany(IEnumerable<string> keys)
    {
        var readings = 1;
        foreach (var alike in keys.CountBy(static key => key, StringComparer.OrdinalIgnoreCase))
        {
            if ((readings *= alike.Value) > Most)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Every way to give each key one value; a single one when no keys are alike.</summary>
    /// <param name="tags">Condition keys and values.</param>
    /// <returns>The readings, or null when there are too many.</returns>
    public static List<List<KeyValuePair<string, string>>>? Of(IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        var values = new Dictionary<string, List<KeyValuePair<string, string>>>(tags.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var tag in tags)
        {
            if (!values.TryGetValue(tag.Key, out var known))
            {
                values[tag.Key] = known = [];
            }

            known.Add(tag);
        }

        List<List<KeyValuePair<string, string>>> readings = [[]];
        foreach (var alternatives in values.Values)
        {
            if (readings.Count * alternatives.Count > Most)
            {
                return null;
            }

            var longer = new List<List<KeyValuePair<string, string>>>(readings.Count * alternatives.Count);
            foreach (var reading in readings)
            {
                foreach (var tag in alternatives)
                {
                    longer.Add([.. reading, tag]);
                }
            }

            readings = longer;
        }

        return readings;
    }
}
