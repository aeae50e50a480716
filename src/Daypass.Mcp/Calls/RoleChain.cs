using Daypass.Client.Profiles;
using Daypass.Protocol;

namespace Daypass.Mcp.Calls;

/// <summary>Which roles credentials stand for, so that a refused role stays refused however it is reached.</summary>
internal static class RoleChain
{
    private const int Longest = 32;

    /// <summary>The roles a profile assumes on its way, the first one first; known from the configuration, before any call.</summary>
    public static IReadOnlyList<string> FromProfile(ClientSettings settings)
    {
        List<string> roles = [];
        var profile = settings.Profile;

        // A loop is an error of the configuration, which the credential chain will name; here it must only end.
        for (var step = 0; profile is not null && step < Longest; step++)
        {
            if (profile.Get("role_arn") is { Length: > 0 } role)
            {
                roles.Insert(0, role);
            }

            var source = profile.Get("source_profile");
            profile = source is null || source == profile.Name ? null : settings.Store.Find(source);
        }

        if (settings.Explicit.Profile is null && settings.Environment.GetVariable("AWS_WEB_IDENTITY_TOKEN_FILE") is not null && settings.Environment.GetVariable("AWS_ROLE_ARN") is { } ambient)
        {
            roles.Add(ambient);
        }

        return roles;
    }

    /// <summary>The role of a session's ARN, without the path that such an ARN has lost; null when it is no role session.</summary>
    public static string? FromSessionArn(string? sessionArn)
    {
        if (!Arn.TryParse(sessionArn, out var arn) || !arn.ResourceType.SequenceEqual("assumed-role"))
        {
            return null;
        }

        var parts = arn.Resource.ToString().Split('/');
        return parts.Length < 2 ? null : $"arn:{arn.Partition}:iam::{arn.Account}:role/{parts[1]}";
    }

    /// <summary>The account of an ARN, or null.</summary>
    public static string? ParseAccount(string? arn) => Arn.TryParse(arn, out var parsed) && parsed.Account.Length > 0 ? parsed.Account.ToString() : null;
}
