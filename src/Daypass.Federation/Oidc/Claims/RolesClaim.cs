using System.Buffers;
using System.Text.Json;
using Daypass.Protocol;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Oidc.Claims;

/// <summary>The <c>https://aws.amazon.com/roles</c> claim, with which a provider pins a token to roles.</summary>
internal static class RolesClaim
{
    private static readonly SearchValues<char> RoleCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-/");

    /// <summary>True when the claim names the role, false when there is no claim; else the refusal. There are no wildcards.</summary>
    internal static Result<bool> Validate(JsonElement claims, string roleArn)
    {
        if (!claims.TryGetProperty("https://aws.amazon.com/roles"u8, out var claim) || claim.ValueKind == JsonValueKind.Null)
        {
            return false;
        }

        var found = Found.Nothing;
        switch (claim.ValueKind)
        {
            case JsonValueKind.String:
                found = FindIn(claim.GetString()!, roleArn);
                break;
            case JsonValueKind.Array:
                foreach (var entry in claim.EnumerateArray())
                {
                    if (entry.ValueKind == JsonValueKind.String && Compare(entry.GetString(), roleArn) is var compared && compared > found)
                    {
                        found = compared;
                    }
                }

                break;
            default:
                return Refuse("The roles claim is not in a supported format");
        }

        return found switch
        {
            Found.TheRole => true,
            Found.AnotherRole => Refuse("The target role ARN is not present in the roles claim of the identity token"),
            _ => Refuse("The roles claim contains no valid role ARNs"),
        };
    }

    private static Found FindIn(ReadOnlySpan<char> roles, string roleArn)
    {
        var found = Found.Nothing;
        foreach (var range in roles.Split(';'))
        {
            if (Compare(roles[range], roleArn) is var compared && compared > found)
            {
                found = compared;
            }
        }

        return found;
    }

    private static Found Compare(ReadOnlySpan<char> entry, string roleArn)
    {
        entry = entry.Trim();
        return entry.SequenceEqual(roleArn) ? Found.TheRole
            : IsRole(entry) ? Found.AnotherRole
            : Found.Nothing;
    }

    private static bool IsRole(ReadOnlySpan<char> entry) =>
        Arn.TryParse(entry.ToString(), out var arn) && arn.Service.SequenceEqual("iam") && arn.ResourceType.SequenceEqual("role")
        && !arn.Resource.ContainsAnyExcept(RoleCharacters);

    private static AwsError Refuse(string message) => FederationErrors.InvalidIdentityToken(message, Reasons.TokenRolesWithoutRole.Text);

    /// <summary>What a claim says, the best last.</summary>
    private enum Found
    {
        /// <summary>No role at all.</summary>
        Nothing,

        /// <summary>Roles, but not the one that is asked for.</summary>
        AnotherRole,

        /// <summary>The role that is asked for.</summary>
        TheRole,
    }
}
