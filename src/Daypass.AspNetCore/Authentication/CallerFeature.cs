using System.Security.Claims;
using Daypass.AspNetCore.Services;
using Daypass.Protocol.Signing;
using Daypass.Verifier.Callers;

namespace Daypass.AspNetCore.Authentication;

/// <summary>A proven caller with what is needed to decide about it.</summary>
internal sealed class CallerFeature(VerifiedService service, SigV4Authorization authorization, AskedRequest? asked) : ICallerFeature
{
    public required string Arn { get; init; }

    public required string Account { get; init; }

    public required string UserId { get; init; }

    public KnownCaller? Known { get; init; }

    public VerifiedService Service { get; } = service;

    /// <summary>The request as it can be put to the server; null when its body is of a form that is not put to it.</summary>
    public AskedRequest? Asked { get; } = asked;

    public ReadOnlySpan<char> SignedHeaders => authorization.SignedHeaders.Span;

    /// <summary>True when a principal is this caller: several schemes may stand at one endpoint.</summary>
    public bool IsOf(ClaimsPrincipal principal)
    {
        foreach (var identity in principal.Identities)
        {
            if (identity.AuthenticationType == Service.Scheme && identity.HasClaim(DaypassClaims.Arn, Arn))
            {
                return true;
            }
        }

        return false;
    }
}
