using Daypass.Core.Identity;
using Daypass.Core.Outbound;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Verification;

namespace Daypass.Core.Sts;

/// <summary>What RFC 8693 asks of the parameters of an exchange, and of the two tokens together.</summary>
internal static class ExchangeRules
{
    private const string Types = "urn:ietf:params:oauth:token-type:";
    private const string IdToken = Types + "id_token";

    /// <summary>The type of a token that is a JWT and nothing more.</summary>
    public const string Jwt = Types + "jwt";

    /// <summary>The type of an access token.</summary>
    public const string AccessToken = Types + "access_token";

    /// <summary>What is wrong with the parameters, or null.</summary>
    public static AwsError? Validate(ExchangeTokenRequest input)
    {
        if (input.SubjectTokenType is not (IdToken or Jwt))
        {
            return OAuthErrors.InvalidRequest("The subject_token_type is not supported; " + IdToken + " and " + Jwt + " are.");
        }

        if (input.ActorToken is null != input.ActorTokenType is null)
        {
            return OAuthErrors.InvalidRequest("An actor_token and an actor_token_type come together.");
        }

        if (input.ActorTokenType is not (null or IdToken or Jwt))
        {
            return OAuthErrors.InvalidRequest("The actor_token_type is not supported; " + IdToken + " and " + Jwt + " are.");
        }

        if (input.RequestedTokenType is not (null or AccessToken or Jwt))
        {
            return OAuthErrors.InvalidRequest("The requested_token_type is not supported; " + AccessToken + " and " + Jwt + " are.");
        }

        foreach (var resource in input.Resource)
        {
            if (!Uri.TryCreate(resource, UriKind.Absolute, out _) || resource.Contains('#', StringComparison.Ordinal) || resource[0] == '/')
            {
                return OAuthErrors.InvalidTarget("A resource is not an absolute URI without fragment.");
            }
        }

        return (input.Audience.Count + input.Resource.Count) switch
        {
            0 => OAuthErrors.InvalidTarget("There is no audience and no resource."),
            > 10 => OAuthErrors.InvalidTarget("There are more than ten audiences and resources."),
            _ => null,
        };
    }

    /// <summary>What the new token says.</summary>
    public static IdentityStatement Statement(ExchangeTokenRequest input, int seconds, Actor? actor) => new()
    {
        Audience = [.. input.Audience, .. input.Resource],
        Algorithm = "RS256",
        Seconds = seconds,
        NamesOrigin = true,
        Scope = input.Scope,
        Actor = actor,
    };

    /// <summary>The subject with who acts for it, or why they do not go together.</summary>
    public static Result<WebIdentity> Combine(WebIdentity subject, WebIdentity? actor)
    {
        if (subject.Propagated is null)
        {
            return OAuthErrors.InvalidRequest("The identity provider of the subject token has no context provider, so nobody's name may leave the account.");
        }

        if (string.IsNullOrWhiteSpace(subject.Propagated.Subject))
        {
            return OAuthErrors.InvalidRequest("The subject token has a blank subject.");
        }

        if (subject.HasUnusableActor)
        {
            return OAuthErrors.InvalidRequest("The act or may_act of the subject token cannot be read, or names too many actors.");
        }

        if (actor is null)
        {
            return subject;
        }

        if (actor is { Actor: not null } or { HasUnusableActor: true })
        {
            return OAuthErrors.InvalidRequest("The actor token has an act of its own.");
        }

        if (subject.Actor?.Depth >= Actor.Most)
        {
            return OAuthErrors.InvalidRequest("The subject token names as many actors as there may be.");
        }

        // An issuer that is not named is the one of the token that speaks.
        return subject.MayAct is { } may && (may.Subject != actor.Subject || (may.Issuer ?? subject.Issuer) != actor.Issuer)
            ? OAuthErrors.InvalidRequest("The subject token lets somebody else act.")
            : subject with { PresentedActor = actor };
    }

    /// <summary>Who acts by the new token, or null.</summary>
    public static Actor? ActorOf(WebIdentity identity) =>
        identity.PresentedActor is { } actor ? new Actor(actor.Subject, actor.Issuer, identity.Actor) : identity.Actor;
}
