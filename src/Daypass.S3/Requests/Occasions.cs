using Daypass.S3.Operations;

namespace Daypass.S3.Requests;

/// <summary>What a request brings that needs more than its operation alone.</summary>
internal static class Occasions
{
    /// <summary>Whether there is occasion for an action.</summary>
    public static bool Has(S3Request request, ActionOccasion occasion) => occasion switch
    {
        ActionOccasion.Always => true,
        ActionOccasion.BringsAcl => request.Headers.ContainsKey(HeaderNames.Acl) || HasGrants(request),
        ActionOccasion.BringsTags => request.Headers.ContainsKey(HeaderNames.Tagging),
        ActionOccasion.CopiesTags => request.Header(HeaderNames.TaggingDirective) != "REPLACE",
        ActionOccasion.BringsRetention => request.Headers.ContainsKey(HeaderNames.LockMode),
        ActionOccasion.BringsLegalHold => request.Headers.ContainsKey(HeaderNames.LegalHold),
        ActionOccasion.BypassesGovernance => IsTrue(request.Header(HeaderNames.Bypass)),
        ActionOccasion.EnablesLock => IsTrue(request.Header(HeaderNames.LockEnabled)),
        ActionOccasion.BringsOwnership => request.Headers.ContainsKey(HeaderNames.Ownership),
        _ => false,
    };

    /// <summary>Whether it brings grants as headers.</summary>
    public static bool HasGrants(S3Request request)
    {
        foreach (var name in request.Headers.Keys)
        {
            if (name.StartsWith(HeaderNames.GrantPrefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTrue(string? value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
