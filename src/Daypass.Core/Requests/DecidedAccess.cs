using Daypass.Policy.Decisions;

namespace Daypass.Core.Requests;

/// <summary>What the policy engine said of one access, for people who test their policies.</summary>
/// <param name="Action"><c>service:Name</c>.</param>
/// <param name="Resource">The ARN, or <c>*</c>.</param>
/// <param name="Outcome">Allowed, or one of the two denials.</param>
/// <param name="Layer">The layer that settled it.</param>
/// <param name="Policy">The ARN or the name of the document that settled it; null when none did.</param>
/// <param name="Statement">The place of the statement in it, from 0; -1 when none settled it.</param>
/// <param name="Sid">The statement's own id, or null.</param>
public sealed record DecidedAccess(string Action, string Resource, Outcome Outcome, DecisionLayer Layer, string? Policy, int Statement, string? Sid);
