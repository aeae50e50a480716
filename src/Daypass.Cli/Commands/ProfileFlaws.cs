using Daypass.Client.Profiles;

namespace Daypass.Cli.Commands;

/// <summary>What is wrong with a profile and can be seen without asking anybody.</summary>
internal static class ProfileFlaws
{
    private const int AccountDigits = 12;

    private static readonly string[] Sources = ["Environment", "Ec2InstanceMetadata", "EcsContainer"];

    /// <summary>The flaws, a sentence each.</summary>
    public static IEnumerable<string> Find(ProfileStore store, Profile profile)
    {
        List<(string Key, string Value)> settings = [];
        foreach (var key in profile.Keys)
        {
            settings.Add((key, profile.Get(key)!));
        }

        return Find(store, profile.Name, settings);
    }

    /// <summary>The flaws of a profile that is to be written.</summary>
    public static IEnumerable<string> Find(ProfileStore store, string name, IReadOnlyList<(string Key, string Value)> settings)
    {
        string? Get(string key)
        {
            foreach (var (known, value) in settings)
            {
                if (known == key && value.Length > 0)
                {
                    return value;
                }
            }

            return null;
        }

        if (Get("role_arn") is { } role)
        {
            if (!IsRole(role))
            {
                yield return $"{role} is no ARN of a role, such as arn:aws:iam::111122223333:role/NAME.";
            }

            var others = Get("web_identity_token_file") ?? Get("oidc_issuer") ?? Get("saml_url");
            if (others is null && Get("source_profile") is null && Get("credential_source") is null)
            {
                yield return "role_arn needs source_profile, credential_source or web_identity_token_file: who assumes the role?";
            }
        }

        if (Get("source_profile") is { } source && Get("credential_source") is not null)
        {
            yield return $"source_profile ({source}) and credential_source exclude each other.";
        }

        if (Get("source_profile") is { } wanted && wanted != name && store.Find(wanted) is null)
        {
            yield return $"source_profile {wanted} does not exist.";
        }

        if (Get("credential_source") is { } kind && !Array.Exists(Sources, one => string.Equals(one, kind, StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"credential_source {kind} is none of {string.Join(", ", Sources)}.";
        }

        if (Get("duration_seconds") is { } seconds && (seconds.AsSpan().ContainsAnyExceptInRange('0', '9') || seconds.Length > 6))
        {
            yield return $"duration_seconds {seconds} is no number of seconds.";
        }

        if (Get("endpoint_url") is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            yield return $"endpoint_url {url} is no address that begins with http:// or https://.";
        }
    }

    private static bool IsRole(string arn) => arn.Split(':') is ["arn", { Length: > 0 }, "iam", "", { Length: AccountDigits } account, var resource]
        && !account.AsSpan().ContainsAnyExceptInRange('0', '9') && resource.StartsWith("role/", StringComparison.Ordinal) && !resource.EndsWith('/');
}
