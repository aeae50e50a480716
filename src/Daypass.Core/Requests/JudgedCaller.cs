namespace Daypass.Core.Requests;

/// <summary>What was decided about somebody for a service that asked, for the record.</summary>
/// <param name="Decision">The decision as it is answered.</param>
/// <param name="Arn">Who was proven, or null.</param>
/// <param name="Account">Their account, or null.</param>
/// <param name="Reason">Why they were denied, as precisely as it is known; null when they were not.</param>
internal sealed record JudgedCaller(string Decision, string? Arn, string? Account, string? Reason);
