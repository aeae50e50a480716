using System.Text.Json;
using Daypass.Core.Identity;
using Daypass.Core.Sts;
using Daypass.Federation.Oidc.Claims;
using Daypass.Federation.Oidc.Fetching;
using Daypass.Federation.Oidc.Keys;
using Daypass.Federation.Oidc.Providers;
using Daypass.Federation.Oidc.Tokens;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Oidc;

/// <summary>Proves a web identity token: by a key of the provider's key set first, by its claims after that. Safe for any number of callers at once.</summary>
public sealed class WebIdentityVerifier : IWebIdentityVerifier
{
    private readonly KeyCache _keys;
    private readonly TimeProvider _time;

    /// <summary>A verifier that fetches keys over HTTPS under these rules.</summary>
    public WebIdentityVerifier(OutboundRules rules, KeyLifetimes lifetimes, TimeProvider time)
        : this(new HttpsKeySource(rules), lifetimes, time)
    {
    }

    internal WebIdentityVerifier(IKeySource source, KeyLifetimes lifetimes, TimeProvider time) =>
        (_keys, _time) = (new KeyCache(source, lifetimes, time), time);

    /// <inheritdoc/>
    public async ValueTask<Result<WebIdentity>> Verify(string token, string roleArn, FindOidcRegistration find, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(find);
        var read = UnverifiedToken.Read(token);
        if (!read.Succeeded)
        {
            return read.Error;
        }

        if (await find(read.Value.Issuer, cancelled) is not { } registration)
        {
            return FederationErrors.NoProvider(read.Value.Issuer);
        }

        return OidcIssuer.FromRegistration(registration) is { } provider
            ? await Verify(read.Value, provider, roleArn, cancelled)
            : FederationErrors.NotValidated(Reasons.OidcSwitchUnknown.Text);
    }

    /// <inheritdoc/>
    public Result<string> CheckUrl(string url) => OidcProviderUrl.Normalize(url);

    /// <summary>The identity behind a token, or AWS's error.</summary>
    /// <param name="token">The token, read by <see cref="UnverifiedToken.Read"/>.</param>
    /// <param name="provider">The provider that the role's account registered for the token's issuer: nothing is fetched for anybody else.</param>
    /// <param name="roleArn">The role that is asked for; a token may be pinned to others.</param>
    /// <param name="cancelled">Ends the waiting, not a fetch that others wait for too.</param>
    internal async ValueTask<Result<WebIdentity>> Verify(UnverifiedToken token, OidcIssuer provider, string roleArn, CancellationToken cancelled)
    {
        if (token.Issuer != provider.Url)
        {
            return FederationErrors.NoProvider(token.Issuer);
        }

        try
        {
            var key = await FindSigner(token, provider, cancelled);
            return key.Succeeded ? ValidateClaims(token, provider, key.Value, roleArn) : key.Error;
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever a token makes the platform throw is a refusal, counted, never a 5xx: clients retry those.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            FederationMeter.CountUnexpected("jwt", cause);
            return FederationErrors.NotValidated(Reasons.TokenUnexpected.With(cause.GetType().Name));
        }
    }

    private async ValueTask<Result<VerificationKey>> FindSigner(UnverifiedToken token, OidcIssuer provider, CancellationToken cancelled)
    {
        var algorithm = token.Header.Algorithm;
        if (!IsAllowed(provider, algorithm))
        {
            return FederationErrors.NotValidated(Reasons.TokenAlgorithmNotAllowed.With("the provider does not allow " + algorithm.Name));
        }

        var keys = _keys.GetOrAdd(provider);
        var current = await keys.GetCurrent(cancelled);
        if (!current.Succeeded)
        {
            return current.Error;
        }

        var key = FindKey(current.Value, token);
        if (key is not null && key.Verify(algorithm, token.SigningInput, token.Signature))
        {
            return key;
        }

        // The provider may have a new key, or a new one under the old id; it is asked once, and seldom.
        var unusable = current.Value.HasUnusable(token.Header.KeyId);
        if (await keys.FetchNewerThan(current.Value, cancelled) is { } newer && FindKey(newer, token) is { } renewed)
        {
            if ((key is null || !renewed.HasSameMaterial(key)) && renewed.Verify(algorithm, token.SigningInput, token.Signature))
            {
                return renewed;
            }

            key = renewed;
        }

        return unusable && key is null
            ? FederationErrors.NotValidated(Reasons.TokenKeyUnknown.With("a key that may not verify under kid " + PrintableText.Sanitize(token.Header.KeyId!)))
            : key is null
            ? FederationErrors.NoVerificationKey(Reasons.TokenKeyUnknown.With("no key for kid " + PrintableText.Sanitize(token.Header.KeyId ?? "(none)")))
            : FederationErrors.NotValidated(Reasons.TokenSignatureInvalid.With("bad signature under kid " + PrintableText.Sanitize(key.Id)));
    }

    private Result<WebIdentity> ValidateClaims(UnverifiedToken token, OidcIssuer provider, VerificationKey key, string roleArn)
    {
        var claims = token.Claims;
        var expires = TimeClaims.Validate(claims, _time.GetUtcNow());
        if (!expires.Succeeded)
        {
            return expires.Error;
        }

        var audience = AudienceClaims.Validate(claims, provider);
        if (!audience.Succeeded)
        {
            return audience.Error;
        }

        var subject = claims.GetProperty("sub"u8);
        if (subject.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)
            || ClaimText.ReadScalar(subject) is not { } name || !PrintableText.IsXmlText(name) || !PrintableText.IsXmlText(audience.Value.Audience))
        {
            return FederationErrors.NotValidated(Reasons.TokenSubjectNotText.Text);
        }

        var roles = RolesClaim.Validate(claims, roleArn);
        if (!roles.Succeeded)
        {
            return roles.Error;
        }

        var tags = TagClaims.Read(claims);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        var source = ReadSourceIdentity(claims);
        if (!source.Succeeded)
        {
            return source.Error;
        }

        if (ContextClaims.Read(claims, provider, out var propagated) is { } unusable)
        {
            return unusable;
        }

        var areActorsUsable = ActorClaims.TryRead(claims, "act"u8, out var actor) & ActorClaims.TryRead(claims, "may_act"u8, out var mayAct);
        var (trust, session) = ConditionKeys.Create(claims, token.Issuer, name, audience.Value);
        return new WebIdentity
        {
            ProviderArn = provider.Arn,
            Issuer = token.Issuer,
            Subject = name,
            Audience = audience.Value.Audience,
            TokenAudiences = audience.Value.All,
            KeyId = key.Id,
            ExpiresAt = expires.Value,
            SessionTags = tags.Value,
            SourceIdentity = source.Value.Length == 0 ? null : source.Value,
            RoleAuthorizedByIdp = roles.Value,
            Propagated = propagated,
            Actor = actor,
            MayAct = mayAct,
            HasUnusableActor = !areActorsUsable,
            TrustKeys = trust,
            SessionKeys = session,
        };
    }

    private static Result<string> ReadSourceIdentity(JsonElement claims)
    {
        if (!claims.TryGetProperty("https://aws.amazon.com/source_identity"u8, out var claim))
        {
            return string.Empty;
        }

        return claim.ValueKind == JsonValueKind.String && claim.GetString() is { } text && SessionTagRules.IsAssertedName(text)
            ? text
            : FederationErrors.SourceIdentityInvalid(Reasons.TokenSourceIdentityInvalid.Text);
    }

    private static VerificationKey? FindKey(VerificationKeySet keys, UnverifiedToken token) =>
        keys.Find(token.Header.KeyId) is { } key && key.IsFor(token.Header.Algorithm) ? key : null;

    private static bool IsAllowed(OidcIssuer provider, JwsAlgorithm algorithm)
    {
        if (provider.Algorithms.Count == 0)
        {
            return true;
        }

        foreach (var allowed in provider.Algorithms)
        {
            if (allowed == algorithm.Name)
            {
                return true;
            }
        }

        return false;
    }
}
