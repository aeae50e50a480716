namespace Daypass.Protocol.Errors;

/// <summary>Why a request is refused, for the operator's log and audit record (<see cref="AwsError.Reason"/>); the caller never learns it.</summary>
/// <param name="Id">For example <c>DP-AUT-01</c>: what operators search for, so it never changes its meaning.</param>
/// <param name="Meaning">What it says of the request or the server, in a few words.</param>
/// <param name="Remedy">What the operator can do, in sentences for docs/reasons.md.</param>
public sealed record ReasonId(string Id, string Meaning, string Remedy)
{
    /// <summary>The reason as it is logged, where the meaning says all.</summary>
    public string Text { get; } = $"{Id}: {Meaning}";

    /// <summary>The reason as it is logged, with what was found in place of the meaning.</summary>
    public string With(string? detail) => string.Concat(Id, ": ", detail);
}
