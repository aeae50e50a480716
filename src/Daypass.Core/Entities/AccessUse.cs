namespace Daypass.Core.Entities;

/// <summary>One use in a report.</summary>
/// <param name="At">When.</param>
/// <param name="EntityArn">Of whom; of an account its path in the organisation.</param>
/// <param name="Region">For which region; null when none was named.</param>
public sealed record AccessUse(DateTimeOffset At, string EntityArn, string? Region);
