namespace Daypass.Server.Audit;

/// <summary>How much of some lines is kept.</summary>
/// <param name="Bytes">From their beginning.</param>
/// <param name="Failure">Why it is not more; null when all is kept.</param>
internal readonly record struct Taken(int Bytes, string? Failure);
