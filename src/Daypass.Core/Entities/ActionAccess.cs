namespace Daypass.Core.Entities;

/// <summary>What a report says of an action.</summary>
/// <param name="Name">The action, without the service.</param>
/// <param name="Last">The last use, or null when there was none.</param>
public sealed record ActionAccess(string Name, AccessUse? Last);
