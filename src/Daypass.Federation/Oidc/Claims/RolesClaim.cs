using System.Text.Json;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Oidc.Claims;

/// <summary>The <c>https://aws.amazon.com/roles</c> claim, with which a provider pins a token to roles.</summary>
internal static class RolesClaim
{
    /// <summary>True when the claim names the role, false when there is no claim; else the refusal. There are no wildcards.</summary>
    internal static Result<bool> Validate(JsonElement claims, string roleArn)
    {
        if (!claims.TryGetProperty("https://aws.amazon.com/roles"u8, out var claim) || claim.ValueKind == JsonValueKind.Null)
        {
            return false;
        }

        if (claim.ValueKind == JsonValueKind.String && ContainsRole(claim.GetString()!, roleArn))
        {
            return true;
        }

        if (claim.ValueKind == JsonValueKind.Array)
        {
            foreach (var entry in claim.EnumerateArray())
            {
                if (entry.ValueKind == JsonValueKind.String && entry.GetString().AsSpan().Trim().SequenceEqual(roleArn))
                {
                    return true;
                }
            }
        }

        return FederationErrors.InvalidIdentityToken(
            "The target role ARN is not present in the roles claim of the identity token", Reasons.TokenRolesWithoutRole.Text);
    }

    private static bool ContainsRole(ReadOnlySpan<char> roles, string roleArn)
    {
        foreach (var range in roles.Split(';'))
        {
            if (roles[range].Trim().SequenceEqual(roleArn))
            {
                return true;
            }
        }

        return false;
    }
}
