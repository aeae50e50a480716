using System.Security.Cryptography;
using System.Text;
using Daypass.Core.Directory;
using Daypass.Core.Requests;
using Daypass.Core.Sessions;
using Daypass.Policy.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;

namespace Daypass.Core.Authentication;

/// <summary>Proves who signed a request. The only success is a <see cref="Caller"/>, and nothing else makes one from a signature.</summary>
/// <remarks>
/// The order of checks is AWS's: scope, key, token bound to the key, expiry, issuer still there, signature; a static key with a token is
/// refused last. So a request that fails two of them gets the refusal AWS would show.
/// </remarks>
public sealed class Authenticator(EntityDirectory directory, SessionToken tokens, AccessKeyPrefixes prefixes, RegionRule regions)
{
    private readonly SigV4Verifier _sts = new(SigV4Rules.For("sts") with { Regions = regions }, new SigningKeys());
    private readonly SigV4Verifier _iam = new(SigV4Rules.For("iam") with { Regions = regions }, new SigningKeys());
    private readonly SigningKeys _otherKeys = new();

    /// <summary>The clock of those who sign, where it is another one than that of the service: tests move the service's alone. Null for the same.</summary>
    public TimeProvider? SigningClock { get; init; }

    /// <summary>The keys of other tools' tests; null where they are refused.</summary>
    public WellKnownKeys? WellKnown { get; init; }

    /// <summary>The caller, or the refusal.</summary>
    public ValueTask<Result<Caller>> Authenticate(IncomingRequest request, ServiceDescription service, OperationContext context) =>
        Authenticate(
            service.Service switch
            {
                Service.Sts => _sts,
                Service.Iam => _iam,
                _ => Other(service.SigningName),
            },
            request.Signed,
            new SignedBody(request.Body, default),
            context);

    /// <summary>Whoever signed a request to another service, which that service passed on, or the refusal.</summary>
    /// <param name="signed">The request as it came there.</param>
    /// <param name="bodyHash">The SHA-256 of the body that came with it.</param>
    /// <param name="rules">The service it must be signed for, and how that treats paths and bodies.</param>
    /// <param name="context">The context of that request.</param>
    public ValueTask<Result<Caller>> Authenticate(SignedRequest signed, ReadOnlyMemory<byte> bodyHash, SigV4Rules rules, OperationContext context) =>
        Authenticate(new SigV4Verifier(rules with { Regions = regions }, _otherKeys), signed, new SignedBody(default, bodyHash), context);

    /// <summary>What a service needs to verify one caller's requests by itself; the refusal is the one that such a request would get.</summary>
    /// <param name="accessKeyId">The access key of the scope.</param>
    /// <param name="sessionToken">The token that came with it, or null.</param>
    /// <param name="derive">Gets the secret, which goes no further.</param>
    /// <param name="context">The context that takes the caller.</param>
    internal async ValueTask<Result<Caller>> Find(string accessKeyId, string? sessionToken, Action<Secret> derive, OperationContext context)
    {
        var claim = await FindClaim(accessKeyId, sessionToken, context);
        if (!claim.Succeeded)
        {
            return claim.Error;
        }

        if (sessionToken is not null && !claim.Value.Caller.IsTemporary)
        {
            return SigningErrors.InvalidClientTokenId(Reasons.SessionTokenWithLongTermKey.Text);
        }

        derive(claim.Value.Secret);
        return claim.Value.Caller;
    }

    private SigV4Verifier Other(string signingName) => new(SigV4Rules.For(signingName) with { Regions = regions }, _otherKeys);

    private async ValueTask<Result<Caller>> Authenticate(SigV4Verifier verifier, SignedRequest signed, SignedBody body, OperationContext context)
    {
        var parsed = verifier.Parse(signed, SigningClock?.GetUtcNow() ?? context.Now);
        if (!parsed.Succeeded)
        {
            return parsed.Error;
        }

        var authorization = parsed.Value;
        var accessKeyId = authorization.AccessKeyId.ToString();
        context.Region = KnownRegion(authorization.Region.Span);
        context.ClaimedKeyId = AccessKeyId.IsWellFormed(accessKeyId) ? accessKeyId : null;
        var claim = await FindClaim(accessKeyId, authorization.SessionToken, context);
        if (!claim.Succeeded)
        {
            Decoy(verifier, signed, body, authorization);
            return claim.Error;
        }

        if (Verify(verifier, signed, body, authorization, claim.Value.Secret) is { } refusal)
        {
            return refusal;
        }

        if (authorization.SessionToken is not null && !claim.Value.Caller.IsTemporary)
        {
            return SigningErrors.InvalidClientTokenId(Reasons.SessionTokenWithLongTermKey.Text);
        }

        return claim.Value.Caller;
    }

    private async ValueTask<Result<Claim>> FindClaim(string accessKeyId, string? sessionToken, OperationContext context)
    {
        if (!accessKeyId.StartsWith(prefixes.Temporary, StringComparison.Ordinal))
        {
            return await FindLongTerm(accessKeyId, context.Cancelled);
        }

        if (sessionToken is not { } text)
        {
            return SigningErrors.InvalidClientTokenId(Reasons.SessionTokenMissing.Text);
        }

        var opened = await tokens.Open(text, context.Cancelled);
        context.SealingKey = opened.KeyNumber;
        if (!opened.Succeeded)
        {
            return SigningErrors.InvalidClientTokenId(Reasons.SessionTokenDoesNotOpen.With($"the token does not open: {opened.Outcome}"));
        }

        var session = opened.Session;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(session.AccessKeyId), Encoding.UTF8.GetBytes(accessKeyId)))
        {
            return SigningErrors.InvalidClientTokenId(Reasons.SessionTokenOfOtherKey.Text);
        }

        if (session.ExpiresAt <= context.Now)
        {
            return SigningErrors.ExpiredToken(Reasons.SessionEnded.With($"the session ended at {session.ExpiresAt:u}"));
        }

        var caller = await SessionCallers.Find(directory, session, context.Cancelled);
        return caller.Succeeded ? new Claim(caller.Value, session.Secret) : caller.Error;
    }

    private async ValueTask<Result<Claim>> FindLongTerm(string accessKeyId, CancellationToken cancelled)
    {
        if (WellKnownKeys.SecretOf(accessKeyId) is { } known)
        {
            if (WellKnown?.AccessKeyId is not { } stoodFor)
            {
                return WellKnownKeys.Refusal(accessKeyId);
            }

            var claim = await FindLongTerm(stoodFor, cancelled);
            return claim.Succeeded ? claim.Value with { Secret = known } : claim.Error;
        }

        if (!AccessKeyId.IsWellFormed(accessKeyId) || await directory.FindKey(accessKeyId, cancelled) is not { } entry)
        {
            return SigningErrors.InvalidClientTokenId(Reasons.NoSuchAccessKey.Text);
        }

        if (!entry.Key.Active)
        {
            return SigningErrors.InvalidClientTokenId(Reasons.AccessKeyInactive.Text);
        }

        if (await directory.FindAccount(entry.Key.OwnerAccount, cancelled) is not { Closed: false })
        {
            return SigningErrors.InvalidClientTokenId(Reasons.AccountClosed.Text);
        }

        UserEntry? user = null;
        if (entry.Key.UserId is { } userId && (user = await directory.FindUser(userId, cancelled)) is null)
        {
            return SigningErrors.InvalidClientTokenId(Reasons.UserOfKeyGone.Text);
        }

        return new Claim(entry.CallerFor(user, MakeLongTerm), entry.Secret);
    }

    private Caller MakeLongTerm(KeyEntry key, UserEntry? user) => user is null
        ? new Caller(CallerKind.Root, Principal.Root(key.Key.OwnerAccount, directory.Arns.Partition), key.Key.OwnerAccount, key.Key.OwnerAccount)
        {
            AccessKeyId = key.Key.Id,
        }
        : new Caller(CallerKind.User, Principal.User(user.Arn, user.User.Id), user.User.Account, user.User.Id)
        {
            AccessKeyId = key.Key.Id,
            User = user,
            Tags = user.User.Tags,
        };

    private static AwsError? Verify(SigV4Verifier verifier, SignedRequest signed, SignedBody body, SigV4Authorization authorization, Secret secret)
    {
        Span<byte> bodyHash = stackalloc byte[SHA256.HashSizeInBytes];
        body.Hash(bodyHash);
        return verifier.VerifySignature(signed, authorization, secret, bodyHash);
    }

    // A refusal for an unknown key takes as long as one for a wrong signature.
    private static void Decoy(SigV4Verifier verifier, SignedRequest signed, SignedBody body, SigV4Authorization authorization)
    {
        Span<byte> bodyHash = stackalloc byte[SHA256.HashSizeInBytes];
        body.Hash(bodyHash);
        verifier.VerifyDecoy(signed, authorization, bodyHash);
    }

    private static string KnownRegion(ReadOnlySpan<char> region) => region.SequenceEqual("us-east-1") ? "us-east-1" : region.ToString();

    private readonly record struct Claim(Caller Caller, Secret Secret);

    /// <summary>What was sent, or, where somebody else received it, its hash.</summary>
    private readonly record struct SignedBody(ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Known)
    {
        public void Hash(Span<byte> into)
        {
            if (Known.IsEmpty)
            {
                SHA256.HashData(Bytes.Span, into);
            }
            else
            {
                Known.Span.CopyTo(into);
            }
        }
    }
}
