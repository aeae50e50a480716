namespace Daypass.Client;

/// <summary>The words most like a mistyped one, by Ratcliff and Obershelp's measure: twice the length of what they share over the length of both.</summary>
public static class CloseMatches
{
    private const double Threshold = 0.8;
    private const int Most = 3;

    /// <summary>Up to three words, the most alike first.</summary>
    /// <param name="word">The mistyped word.</param>
    /// <param name="choices">The words it may have been meant for.</param>
    /// <param name="threshold">How alike a word has to be, from 0 to 1.</param>
    public static List<string> Find(string word, IReadOnlyList<string> choices, double threshold = Threshold)
    {
        List<(double Likeness, string Choice)> close = [];
        foreach (var choice in choices)
        {
            var likeness = 2.0 * Shared(choice, word) / (choice.Length + word.Length);
            if (likeness >= threshold)
            {
                close.Add((likeness, choice));
            }
        }

        close.Sort(static (one, other) => one.Likeness != other.Likeness
            ? other.Likeness.CompareTo(one.Likeness)
            : string.CompareOrdinal(other.Choice, one.Choice));
        return close.ConvertAll(static match => match.Choice)[..Math.Min(close.Count, Most)];
    }

    // The longest common block, and the same again left and right of it.
    private static int Shared(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var (start, at, length) = (0, 0, 0);
        for (var index = 0; index < one.Length; index++)
        {
            for (var place = 0; place < other.Length; place++)
            {
                var common = one[index..].CommonPrefixLength(other[place..]);
                if (common > length)
                {
                    (start, at, length) = (index, place, common);
                }
            }
        }

        return length == 0 ? 0 : Shared(one[..start], other[..at]) + length + Shared(one[(start + length)..], other[(at + length)..]);
    }
}
