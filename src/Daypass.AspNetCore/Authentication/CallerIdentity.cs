using System.Globalization;
using System.Security.Claims;
using Daypass.Verifier.Callers;

namespace Daypass.AspNetCore.Authentication;

/// <summary>The claims of a caller.</summary>
internal static class CallerIdentity
{
    /// <summary>A caller of the service's own account, with all that the server told.</summary>
    public static ClaimsPrincipal Create(string scheme, KnownCaller caller)
    {
        var described = caller.Described;
        var claims = Begin(described.Arn, described.Account, described.UserId);
        foreach (var key in caller.Keys)
        {
            if (key.IsList || key.Values.Count == 0)
            {
                continue;
            }

            if (key.Name.StartsWith("aws:PrincipalTag/", StringComparison.OrdinalIgnoreCase))
            {
                claims.Add(new Claim(DaypassClaims.TagPrefix + key.Name[17..], key.Values[0]));
            }
            else if (key.Name == "aws:SourceIdentity")
            {
                claims.Add(new Claim(DaypassClaims.SourceIdentity, key.Values[0]));
            }
            else if (key.Name == "aws:TokenIssueTime")
            {
                claims.Add(new Claim(DaypassClaims.IssuedAt, key.Values[0], ClaimValueTypes.DateTime));
            }
        }

        if (described.MfaAt is { } mfaAt)
        {
            claims.Add(new Claim(DaypassClaims.Mfa, "true", ClaimValueTypes.Boolean));
            claims.Add(new Claim(DaypassClaims.MfaTime, Text(mfaAt), ClaimValueTypes.DateTime));
        }

        if (caller.ExpiresAt < DateTimeOffset.MaxValue)
        {
            claims.Add(new Claim(DaypassClaims.ExpiresAt, Text(caller.ExpiresAt), ClaimValueTypes.DateTime));
        }

        return Create(scheme, claims);
    }

    /// <summary>A caller of another account, of whom the server tells its name and nothing else.</summary>
    public static ClaimsPrincipal Create(string scheme, string arn, string account, string userId) => Create(scheme, Begin(arn, account, userId));

    private static List<Claim> Begin(string arn, string account, string userId)
    {
        var claims = new List<Claim>(12)
        {
            new(ClaimTypes.Name, arn),
            new(ClaimTypes.NameIdentifier, userId),
            new(DaypassClaims.Arn, arn),
            new(DaypassClaims.Account, account),
            new(DaypassClaims.UserId, userId),
        };
        if (arn.Contains(":assumed-role/", StringComparison.Ordinal) || arn.Contains(":federated-user/", StringComparison.Ordinal))
        {
            claims.Add(new Claim(DaypassClaims.SessionName, arn[(arn.LastIndexOf('/') + 1)..]));
        }

        return claims;
    }

    private static ClaimsPrincipal Create(string scheme, List<Claim> claims) => new(new ClaimsIdentity(claims, scheme, ClaimTypes.Name, ClaimTypes.Role));

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
