namespace Daypass.Core.Sessions;

/// <summary>What GetScopedCredentials made narrower of a session, however often it was called.</summary>
/// <param name="ParentKeyId">The temporary access key that asked for this session.</param>
/// <param name="Policies">The scope down policies, first one first; each of them limits the session for itself.</param>
/// <param name="Description">What the session is for, as the latest call that said so has it, or null.</param>
public sealed record SessionScope(string ParentKeyId, IReadOnlyList<string> Policies, string? Description)
{
    /// <summary>A session has no more scope down policies than this.</summary>
    public const int MostPolicies = 3;
}
