namespace Daypass.Policy.Values;

/// <summary>An ARN cut at its first five colons; <see cref="IsWhole"/> is false for text that has fewer.</summary>
internal readonly struct ArnText
{
    private readonly int _first;
    private readonly int _second;
    private readonly int _third;
    private readonly int _fourth;
    private readonly int _fifth;

    private ArnText(int first, int second, int third, int fourth, int fifth) =>
        (_first, _second, _third, _fourth, _fifth) = (first, second, third, fourth, fifth);

    /// <summary>True when all six parts are there.</summary>
    public bool IsWhole => _fifth > 0;

    /// <summary>Length of the five leading parts with their colons.</summary>
    public int HeaderLength => _fifth + 1;

    public static ArnText Split(ReadOnlySpan<char> text)
    {
        Span<int> at = stackalloc int[5];
        var from = 0;
        for (var i = 0; i < at.Length; i++)
        {
            var colon = text[from..].IndexOf(':');
            if (colon < 0)
            {
                return default;
            }

            at[i] = from + colon;
            from += colon + 1;
        }

        return new ArnText(at[0], at[1], at[2], at[3], at[4]);
    }

    /// <summary>Part 0 (<c>arn</c>) to 5 (the resource).</summary>
    public ReadOnlySpan<char> Part(ReadOnlySpan<char> text, int index) => index switch
    {
        0 => text[.._first],
        1 => text[(_first + 1).._second],
        2 => text[(_second + 1).._third],
        3 => text[(_third + 1).._fourth],
        4 => text[(_fourth + 1).._fifth],
        _ => text[(_fifth + 1)..],
    };
}
