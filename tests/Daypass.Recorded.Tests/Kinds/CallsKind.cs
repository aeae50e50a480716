namespace Daypass.Recorded.Tests.Kinds;

/// <summary>Calls to a server, signed, in an account that is new for each vector. README.md beside the vectors says what a step can be.</summary>
internal sealed class CallsKind : IRecordedKind
{
    public async Task<RecordedAnswer> Run(RecordedVector vector, RecordedWorld world)
    {
        var script = await CallScript.Start(world);
        await script.Prepare(vector.Element);
        var differences = new List<string>();
        var open = false;
        var number = 0;
        foreach (var step in vector.Element.GetProperty("steps").EnumerateArray())
        {
            number++;
            var answer = await script.Run(step);
            if (!answer.IsSame)
            {
                differences.Add($"step {number}, {answer.Difference}");
                open |= answer.FailsOpen;
                if (step.TryGetProperty("keep", out _))
                {
                    // Later steps need what this one did not bring.
                    break;
                }
            }
        }

        return differences.Count == 0 ? RecordedAnswer.Agrees : new(string.Join("; ", differences), open);
    }
}
