using Daypass.Protocol.Signing;
using Daypass.S3.Deciding;
using Daypass.Verifier.Requests;

namespace Daypass.Gateway.S3.Accounts;

/// <summary>Who made a request, and who decides about them.</summary>
/// <param name="Signed">The request as it arrived.</param>
/// <param name="Claimed">The proven claim; null for one without authentication, and for a caller whom only the server may verify.</param>
/// <param name="Home">The account of the caller; null when it is none of those served.</param>
/// <param name="IsAnonymous">Whether nobody signed it.</param>
internal sealed record ProvenRequest(SignedRequest Signed, ClaimedRequest? Claimed, ServedAccount? Home, bool IsAnonymous)
{
    private readonly Dictionary<string, IAccessJudge> _judges = new(StringComparer.Ordinal);

    /// <summary>Who decides about the resources of an account.</summary>
    public IAccessJudge JudgeFor(ServedAccount account)
    {
        if (!_judges.TryGetValue(account.Id, out var judge))
        {
            judge = IsAnonymous ? new VerifiedJudge(account.Decider, account.Callers.Resources, null)
                : Claimed is { } claimed && Home == account ? new VerifiedJudge(account.Decider, account.Callers.Resources, claimed.Caller)
                : new ServerJudge(account, Signed);
            _judges.Add(account.Id, judge);
        }

        return judge;
    }
}
