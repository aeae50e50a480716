using Daypass.S3.Actions;

namespace Daypass.S3.Operations;

/// <summary>An action that an operation needs.</summary>
/// <param name="Action">The action.</param>
/// <param name="OfVersion">The action in its place when a version is named; null when there is no other.</param>
/// <param name="Subject">On what.</param>
/// <param name="Occasion">When.</param>
public sealed record NeededAction(S3Action Action, S3Action? OfVersion, ActionSubject Subject, ActionOccasion Occasion);
