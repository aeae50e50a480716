namespace Daypass.Policy.Requests;

/// <summary>A cheap hash of a condition key that ignores case: its length and last four characters, equality is checked after it.</summary>
internal static class KeyHash
{
    public static int Of(string? prefix, string name)
    {
        var length = (prefix?.Length ?? 0) + name.Length;
        var hash = length << 4;
        for (var back = 1; back <= 4 && back <= length; back++)
        {
            var c = back <= name.Length ? name[^back] : prefix![^(back - name.Length)];
            // Letters beyond ASCII have case pairs of their own; leaving them out keeps equal keys in one bucket.
            hash = (hash * 31) + (c < 128 ? c | 0x20 : 0);
        }

        return hash;
    }
}
