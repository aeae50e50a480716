namespace Daypass.Recorded.Tests;

/// <summary>A group of recordings that has been run: the vectors and our answers.</summary>
/// <param name="Name">The name of the file.</param>
/// <param name="Results">In the order of the file.</param>
public sealed record RecordedGroup(string Name, IReadOnlyList<(RecordedVector Vector, RecordedAnswer Answer)> Results)
{
    public int Agree => Results.Count(static result => result.Answer.IsSame);

    public int Differ => Results.Count - Agree - Delayed;

    /// <summary>Those in which AWS was late with a change of its own, and we are not.</summary>
    public int Delayed => Results.Count(static result => !result.Answer.IsSame && result.Vector.IsDelay);

    public int FailOpen => Results.Count(static result => result.Answer.FailsOpen);

    /// <summary>The vectors whose answers are other ones on purpose.</summary>
    public IEnumerable<RecordedVector> Marked => Results.Select(static result => result.Vector).Where(static vector => vector.Differs is not null);

    /// <summary>The day of the first recording and that of the last.</summary>
    public string Dates
    {
        get
        {
            var first = Results.Min(static result => result.Vector.Date)!;
            var last = Results.Max(static result => result.Vector.Date)!;
            return first == last ? first : $"{first} to {last}";
        }
    }

    /// <summary>What is wrong with the answers, one line each.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (vector, answer) in Results)
        {
            if (answer.FailsOpen)
            {
                yield return $"{vector.Id} FAILS OPEN: {answer.Difference}; {vector.Source}";
            }
            else if (!answer.IsSame && vector.Differs is null)
            {
                yield return $"{vector.Id}: {answer.Difference}; {vector.Source}";
            }
            else if (vector.Differs is not null && vector.Ours is { } ours && ours != answer.Difference)
            {
                yield return $"{vector.Id} differs otherwise than it says: {answer.Difference}; {vector.Source}";
            }
            else if (answer.IsSame && vector.Differs is not null)
            {
                yield return $"{vector.Id} is marked as different and is not: \"{vector.Differs}\"; {vector.Source}";
            }
        }
    }
}
