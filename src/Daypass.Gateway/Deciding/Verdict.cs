using Daypass.Gateway.Routes;
using Daypass.Protocol.Errors;
using Daypass.Verifier.Callers;
using Daypass.Verifier.Refusals;

namespace Daypass.Gateway.Deciding;

/// <summary>Whether a request may pass, and as whose.</summary>
internal sealed record Verdict
{
    /// <summary>A request passes as the caller's.</summary>
    public const string Allowed = "allowed";

    /// <summary>A request passes as nobody's.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>Why it may not; null when it may.</summary>
    public AwsError? Error { get; init; }

    /// <summary>The form of the refusal.</summary>
    public RefusalFormat Format { get; init; }

    /// <summary>Its route; null when there is none.</summary>
    public GatewayRoute? Route { get; init; }

    /// <summary>Whether it carried no credentials at all.</summary>
    public bool HasNoCredentials { get; init; }

    /// <summary>The server's own words about a denial, for DecodeAuthorizationMessage.</summary>
    public string? EncodedMessage { get; init; }

    /// <summary>How it passes.</summary>
    public string Decision { get; init; } = Allowed;

    /// <summary>The caller's ARN, null for nobody.</summary>
    public string? Arn { get; init; }

    /// <summary>The caller's account.</summary>
    public string? Account { get; init; }

    /// <summary>The caller's <c>aws:userid</c>.</summary>
    public string? UserId { get; init; }

    /// <summary>The session's source identity.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>What the signature says of the body.</summary>
    public string? Body { get; init; }

    /// <summary>A refusal in the form of a route.</summary>
    public static Verdict Refused(GatewayRoute route, AwsError error) => new() { Error = error, Format = route.Refusals, Route = route };

    /// <summary>A request that passes as a caller's.</summary>
    public static Verdict Of(GatewayRoute route, KnownCaller caller, string? body)
    {
        var described = caller.Described;
        string? sourceIdentity = null;
        foreach (var key in caller.Keys)
        {
            if (key.Name.Equals("aws:SourceIdentity", StringComparison.OrdinalIgnoreCase) && key.Values.Count > 0)
            {
                sourceIdentity = key.Values[0];
            }
        }

        return new Verdict
        {
            Route = route,
            Arn = described.Arn,
            Account = described.Account,
            UserId = described.UserId,
            SourceIdentity = sourceIdentity,
            Body = body,
        };
    }
}
