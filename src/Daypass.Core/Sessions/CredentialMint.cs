using Daypass.Core.Telemetry;
using Daypass.Protocol;

namespace Daypass.Core.Sessions;

/// <summary>Makes temporary credentials for a grant.</summary>
/// <param name="tokens">Seals the session.</param>
/// <param name="prefixes">How access key ids begin.</param>
/// <param name="clock">Says when they are issued.</param>
public sealed class CredentialMint(SessionToken tokens, AccessKeyPrefixes prefixes, TimeProvider clock)
{
    /// <summary>Mints credentials that are issued now, in whole seconds.</summary>
    /// <param name="grant">What they allow.</param>
    /// <param name="lifetime">How long, in whole seconds.</param>
    /// <param name="shortestToken">The caller's MinimumSessionTokenSize.</param>
    public MintedCredentials Mint(SessionGrant grant, TimeSpan lifetime, int shortestToken = 0)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        return MintUntil(grant, now, now.AddSeconds((long)lifetime.TotalSeconds), shortestToken);
    }

    /// <summary>Mints credentials that end at a given instant.</summary>
    /// <param name="grant">What they allow.</param>
    /// <param name="issuedAt">When they are issued, in whole seconds.</param>
    /// <param name="expiresAt">When they end, in whole seconds.</param>
    /// <param name="shortestToken">The caller's MinimumSessionTokenSize.</param>
    public MintedCredentials MintUntil(SessionGrant grant, DateTimeOffset issuedAt, DateTimeOffset expiresAt, int shortestToken = 0)
    {
        var session = new Session
        {
            Grant = grant,
            AccessKeyId = AccessKeyId.New(prefixes.Temporary, AccountId.Parse(grant.Account)),
            Secret = Secret.NewAccessKey(),
            IssuedAt = issuedAt,
            ExpiresAt = expiresAt,
        };
        Measures.Issued(SessionKinds.Of((int)grant.Kind));
        return new MintedCredentials(session, tokens.Seal(session, shortestToken));
    }
}

/// <summary>Temporary credentials.</summary>
/// <param name="Session">The session with key id, secret, issue and expiry.</param>
/// <param name="Token">The session token; ask whether it fits before anything is answered.</param>
public readonly record struct MintedCredentials(Session Session, SealedSession Token);
