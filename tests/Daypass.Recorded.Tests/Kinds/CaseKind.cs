using System.Text.Json;
using Daypass.Policy.Cases;

namespace Daypass.Recorded.Tests.Kinds;

/// <summary>A decision whose whole case is known: principal, action, resource and every policy that bears on it, as in the decision vectors.</summary>
internal sealed class CaseKind : IRecordedKind
{
    private readonly PolicyCases _cases = new();

    public Task<RecordedAnswer> Run(RecordedVector vector, RecordedWorld world)
    {
        using var answer = JsonDocument.Parse(_cases.Evaluate(vector.Element.GetRawText()));
        if (answer.RootElement.TryGetProperty("error", out var error))
        {
            throw new InvalidOperationException(error.GetString());
        }

        var decision = RecordedVector.Text(answer.RootElement, "decision");
        return Task.FromResult(RecordedAnswer.Compare(RecordedVector.Text(vector.Element, "answer")!, decision == "allowed" ? "Success" : "AccessDenied"));
    }
}
