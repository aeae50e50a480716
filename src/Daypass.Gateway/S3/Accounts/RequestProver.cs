using Daypass.Protocol.Signing;
using Daypass.Verifier.Callers;

namespace Daypass.Gateway.S3.Accounts;

/// <summary>Proves who signed a request: in the account that owns the bucket, or in another one that is served.</summary>
internal sealed class RequestProver(AccountSet accounts)
{
    /// <summary>Proves it.</summary>
    /// <param name="signed">The request.</param>
    /// <param name="owner">The account that owns the bucket; null when there is none.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <exception cref="Daypass.Verifier.Calls.ServerUnreachableException">The server is away, and memory does not know the caller or is too old.</exception>
    public async ValueTask<(ProvenRequest? Request, RefusedProof? Refused)> Prove(SignedRequest signed, ServedAccount? owner, CancellationToken cancelled)
    {
        if (owner is not null)
        {
            var own = await ProveIn(owner, signed, cancelled);
            if (own is not null)
            {
                return own.Value;
            }
        }

        foreach (var account in accounts.All)
        {
            if (account != owner && await ProveIn(account, signed, cancelled) is { } proven)
            {
                return proven;
            }
        }

        return (new ProvenRequest(signed, null, null, IsAnonymous: false), null);
    }

    /// <summary>Null when the caller is of another account.</summary>
    private static async ValueTask<(ProvenRequest? Request, RefusedProof? Refused)?> ProveIn(
        ServedAccount account, SignedRequest signed, CancellationToken cancelled)
    {
        var found = await account.Verifier.Find(signed, cancelled);
        if (ReferenceEquals(found.Error, CallerDirectory.OfAnotherAccount))
        {
            return null;
        }

        if (!found.Succeeded)
        {
            return (null, new RefusedProof(found.Error, null));
        }

        return account.Verifier.Verify(found.Value) is { } forged ? (null, new RefusedProof(forged, account.Verifier.Explain(found.Value, [])))
            : (new ProvenRequest(signed, found.Value, account, IsAnonymous: false), null);
    }
}
