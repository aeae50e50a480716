using Daypass.Client.Faults;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;

namespace Daypass.Client.Credentials;

/// <summary>The settings of a role profile that narrow or mark its session: <c>session_tags</c>, <c>transitive_tag_keys</c>, <c>policy</c>, <c>policy_arns</c>.</summary>
internal static class SessionShape
{
    /// <summary>Adds them to the parameters of AssumeRole.</summary>
    public static ClientFault? Take(MapValue parameters, Profile profile, Surroundings surroundings)
    {
        var tags = new ListValue();
        foreach (var (key, value) in Pairs(profile, "session_tags"))
        {
            if (value is null)
            {
                return ClientFault.General($"{profile.Origin("session_tags")}: '{key}' is no tag; tags are written Key=Value,Key=Value");
            }

            tags.Items.Add(new MapValue().Set("Key", key).Set("Value", value));
        }

        Set(parameters, "Tags", tags);
        Set(parameters, "TransitiveTagKeys", Words(profile.Get("transitive_tag_keys") ?? profile.Get("transitive_session_tags")));
        return TakePolicies(parameters, profile, surroundings);
    }

    /// <summary>Adds what narrows a session whose tags come from an identity provider.</summary>
    public static ClientFault? TakePolicies(MapValue parameters, Profile profile, Surroundings surroundings)
    {
        var arns = new ListValue();
        foreach (var arn in Words(profile.Get("policy_arns")).Items)
        {
            arns.Items.Add(new MapValue().Set("arn", arn));
        }

        Set(parameters, "PolicyArns", arns);
        return Policy(parameters, profile, surroundings);
    }

    private static ClientFault? Policy(MapValue parameters, Profile profile, Surroundings surroundings)
    {
        const string Prefix = "file://";
        if (profile.Get("policy") is not { Length: > 0 } policy)
        {
            return null;
        }

        if (policy.StartsWith(Prefix, StringComparison.Ordinal))
        {
            var file = surroundings.Expand(policy[Prefix.Length..]);
            try
            {
                policy = File.ReadAllText(file);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                return ClientFault.General($"{profile.Origin("policy")}: {refused.Message}");
            }
        }

        parameters.Set("Policy", policy.Trim());
        return null;
    }

    // On one line "a=1,b=2", or one setting a line below the key.
    private static IEnumerable<(string Key, string? Value)> Pairs(Profile profile, string setting)
    {
        if (profile.Nested(setting) is { } nested)
        {
            foreach (var entry in nested)
            {
                yield return (entry.Key, entry.Value);
            }

            yield break;
        }

        foreach (var item in Words(profile.Get(setting)).Items)
        {
            var text = PythonText.Of(item);
            var mark = text.IndexOf('=', StringComparison.Ordinal);
            yield return mark <= 0 ? (text, null) : (text[..mark].Trim(), text[(mark + 1)..].Trim());
        }
    }

    private static ListValue Words(string? list)
    {
        var words = new ListValue();
        foreach (var word in (list ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            words.Items.Add(Value.Of(word));
        }

        return words;
    }

    private static void Set(MapValue parameters, string name, ListValue list)
    {
        if (list.Items.Count > 0)
        {
            parameters.Set(name, list);
        }
    }
}
