using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;

namespace Daypass.Client.Credentials;

/// <summary>
/// The settings of a role profile that narrow or mark its session: <c>session_tags</c>, <c>transitive_tag_keys</c>, <c>policy</c>,
/// <c>policy_arns</c>.
/// </summary>
internal static class SessionParameters
{
    /// <summary>Adds how long the session is to last: what was asked for, or what the profile says.</summary>
    /// <returns>That it says no number, or null.</returns>
    public static ClientError? AddDuration(MapValue parameters, ClientSettings settings)
    {
        var seconds = settings.Explicit.DurationSeconds is { } asked ? asked : settings.ReadNumber(null, "duration_seconds", 0, least: 1);
        if (seconds.Succeeded && seconds.Value > 0)
        {
            parameters.Set("DurationSeconds", Value.From((long)seconds.Value));
        }

        return seconds.Error;
    }

    /// <summary>Adds them to the parameters of AssumeRole.</summary>
    public static ClientError? Add(MapValue parameters, Profile profile, ClientEnvironment environment)
    {
        var tags = new ListValue();
        foreach (var (key, value) in ReadPairs(profile, "session_tags"))
        {
            if (value is null)
            {
                return ClientError.General($"{profile.DescribeOrigin("session_tags")}: '{key}' is no tag; tags are written Key=Value,Key=Value");
            }

            tags.Items.Add(new MapValue().Set("Key", key).Set("Value", value));
        }

        SetIfPresent(parameters, "Tags", tags);
        SetIfPresent(parameters, "TransitiveTagKeys", SplitList(profile.Get("transitive_tag_keys") ?? profile.Get("transitive_session_tags")));
        return AddPolicies(parameters, profile, environment);
    }

    /// <summary>Adds what narrows a session whose tags come from an identity provider.</summary>
    public static ClientError? AddPolicies(MapValue parameters, Profile profile, ClientEnvironment environment)
    {
        var arns = new ListValue();
        foreach (var arn in SplitList(profile.Get("policy_arns")).Items)
        {
            arns.Items.Add(new MapValue().Set("arn", arn));
        }

        SetIfPresent(parameters, "PolicyArns", arns);
        return AddPolicy(parameters, profile, environment);
    }

    private static ClientError? AddPolicy(MapValue parameters, Profile profile, ClientEnvironment environment)
    {
        const string Prefix = "file://";
        if (profile.Get("policy") is not { Length: > 0 } policy)
        {
            return null;
        }

        if (policy.StartsWith(Prefix, StringComparison.Ordinal))
        {
            var file = environment.ExpandPath(policy[Prefix.Length..]);
            try
            {
                policy = File.ReadAllText(file);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                return ClientError.General($"{profile.DescribeOrigin("policy")}: {refused.Message}");
            }
        }

        parameters.Set("Policy", policy.Trim());
        return null;
    }

    // On one line "a=1,b=2", or one setting a line below the key.
    private static IEnumerable<(string Key, string? Value)> ReadPairs(Profile profile, string setting)
    {
        if (profile.Nested(setting) is { } nested)
        {
            foreach (var entry in nested)
            {
                yield return (entry.Key, entry.Value);
            }

            yield break;
        }

        foreach (var item in SplitList(profile.Get(setting)).Items)
        {
            var text = PythonText.Format(item);
            var mark = text.IndexOf('=', StringComparison.Ordinal);
            yield return mark <= 0 ? (text, null) : (text[..mark].Trim(), text[(mark + 1)..].Trim());
        }
    }

    private static ListValue SplitList(string? list)
    {
        var words = new ListValue();
        foreach (var word in (list ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            words.Items.Add(Value.From(word));
        }

        return words;
    }

    private static void SetIfPresent(MapValue parameters, string name, ListValue list)
    {
        if (list.Items.Count > 0)
        {
            parameters.Set(name, list);
        }
    }
}
