namespace Daypass.Server.Kits;

/// <summary>One access of a request, and what the policies said of it.</summary>
/// <param name="Action"><c>service:Name</c>.</param>
/// <param name="Resource">The ARN, or <c>*</c>.</param>
/// <param name="Outcome"><c>allowed</c>, <c>implicitDeny</c> or <c>explicitDeny</c>.</param>
/// <param name="Layer">The layer that settled it.</param>
/// <param name="Policy">The ARN or the name of the document that settled it, or null.</param>
/// <param name="Statement">The place of the statement in it, or null.</param>
/// <param name="Sid">The statement's own id, or null.</param>
public sealed record RecordedAccess(string Action, string Resource, string Outcome, string Layer, string? Policy, int? Statement, string? Sid);
