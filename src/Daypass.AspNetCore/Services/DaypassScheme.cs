namespace Daypass.AspNetCore.Services;

/// <summary>A scheme that was added.</summary>
internal sealed record DaypassScheme(string Name);
