namespace Daypass.Core.Entities;

/// <summary>What a report says of a service.</summary>
/// <param name="Namespace">The service.</param>
/// <param name="Last">The last use, or null when there was none.</param>
/// <param name="Entities">How many users and roles used it, or how many accounts.</param>
/// <param name="Actions">Its actions; null when the report does not tell of them, or none is tracked.</param>
public sealed record ServiceAccess(string Namespace, AccessUse? Last, int Entities, IReadOnlyList<ActionAccess>? Actions);
