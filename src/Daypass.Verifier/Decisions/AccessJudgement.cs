using Daypass.Policy.Decisions;

namespace Daypass.Verifier.Decisions;

/// <summary>A decision, with what a denial says of its cause.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="PolicyLabel">Of a denial: the ARN of a managed policy, or the name of an inline one, that denied; null when none did.</param>
public readonly record struct AccessJudgement(Decision Decision, string? PolicyLabel)
{
    /// <summary>Whether the caller may.</summary>
    public bool IsAllowed => Decision.IsAllowed;
}
