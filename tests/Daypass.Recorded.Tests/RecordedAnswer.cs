namespace Daypass.Recorded.Tests;

/// <summary>What our answer is, beside AWS's.</summary>
/// <param name="Difference">What is another answer than AWS's; null when nothing is.</param>
/// <param name="FailsOpen">True when AWS denies or refuses, and we allow or store.</param>
public readonly record struct RecordedAnswer(string? Difference, bool FailsOpen)
{
    public static RecordedAnswer Agrees => default;

    public bool IsSame => Difference is null;

    /// <summary>Compares two outcomes: <c>Success</c> or the code of a refusal.</summary>
    public static RecordedAnswer Compare(string aws, string ours) =>
        aws == ours ? Agrees : new($"AWS: {aws}, we: {ours}", ours == "Success");

    /// <summary>Another answer, which lets nobody in.</summary>
    public static RecordedAnswer Another(string difference) => new(difference, false);
}
