using Daypass.Client.Errors;
using Daypass.Client.Profiles;

namespace Daypass.Client.Endpoints;

/// <summary>An address that the configuration gives for a service, and which setting it came from.</summary>
/// <param name="Url">The address as it is written there.</param>
/// <param name="Origin">The setting, for users.</param>
internal sealed record ConfiguredEndpoint(string Url, string Origin)
{
    /// <summary>
    /// The address in the order in which the AWS tools look: the service's variable, the variable for all, the profile's services section, the profile.
    /// </summary>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="ids">The service's names in settings, <c>sso_oidc</c> for example; a later one is as good when an earlier one is not there.</param>
    /// <returns>The address, null when none is configured, or what is wrong with the setting that should give one.</returns>
    public static ClientResult<ConfiguredEndpoint?> Find(ClientSettings settings, params ReadOnlySpan<string> ids)
    {
        var ignored = settings.ReadSwitch("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls");
        if (!ignored.Succeeded || ignored.Value)
        {
            return ignored.Error is { } wrong ? wrong : (ConfiguredEndpoint?)null;
        }

        foreach (var id in ids)
        {
            if (FindVariable(settings, "AWS_ENDPOINT_URL_" + id.ToUpperInvariant()) is { } forService)
            {
                return forService;
            }
        }

        if (FindVariable(settings, "AWS_ENDPOINT_URL") is { } forAll)
        {
            return forAll;
        }

        if (settings.Profile is not { } profile)
        {
            return (ConfiguredEndpoint?)null;
        }

        var section = FindInServices(settings, profile, ids);
        if (section.Error is not null || section.Value is not null)
        {
            return section;
        }

        return profile.Get("endpoint_url") is { Length: > 0 } url
            ? new ConfiguredEndpoint(url, profile.DescribeOrigin("endpoint_url"))
            : (ConfiguredEndpoint?)null;
    }

    private static ConfiguredEndpoint? FindVariable(ClientSettings settings, string name) =>
        settings.Environment.GetVariable(name) is { } url ? new ConfiguredEndpoint(url, $"the environment variable {name}") : null;

    private static ClientResult<ConfiguredEndpoint?> FindInServices(ClientSettings settings, Profile profile, ReadOnlySpan<string> ids)
    {
        if (profile.Get("services") is not { } name)
        {
            return (ConfiguredEndpoint?)null;
        }

        // A name that leads nowhere is a mistake, and going on without it would send signed requests to where nobody wanted them.
        if (settings.Store.FindServices(name) is not { IsEmpty: false } section)
        {
            return ClientError.General(
                $"The profile is configured to use the services section but the \"{name}\" services configuration does not exist.") with
            {
                Advice = $"The name came from {profile.DescribeOrigin("services")}.",
            };
        }

        foreach (var id in ids)
        {
            foreach (var entry in section.Nested(id) ?? [])
            {
                if (entry is { Key: "endpoint_url", Value.Length: > 0 })
                {
                    return new ConfiguredEndpoint(
                        entry.Value, $"endpoint_url of {id} in [services {name}] ({settings.Store.ConfigFile}, line {entry.Line})");
                }
            }
        }

        return (ConfiguredEndpoint?)null;
    }
}
