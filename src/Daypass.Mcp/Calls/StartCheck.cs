using Daypass.Client.Endpoints;
using Daypass.Client.Profiles;
using Daypass.Mcp.Answers;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Calls;

/// <summary>What is wrong with how the tool was started and will not mend itself: a profile that there is not, an address that is none, an audit file
/// that cannot be written.</summary>
internal static class StartCheck
{
    /// <summary>What is wrong; null when nothing is.</summary>
    public static string? Find(AgentSession agent)
    {
        if (agent.Audit.Check() is { } unwritten)
        {
            return unwritten.Message;
        }

        // A profile or an address that comes from the environment may be mended while the tool runs; what the operator wrote is wrong for good.
        var settings = agent.LoadSettings();
        if (agent.Options.Profile is { } profile && !settings.Succeeded)
        {
            var known = ClientSettings.Load(agent.Environment, agent.Explicit with { Profile = null });
            return settings.Error.Message + (known.Succeeded ? NameSuggestion.Suggest(profile, known.Value.Store.Names) : string.Empty);
        }

        if (agent.Options.Endpoint is not null && settings.Succeeded
            && EndpointResolver.Resolve(settings.Value, Service.Sts, signed: false) is { Succeeded: false, Error: var error })
        {
            return $"--endpoint-url: {error.Message}";
        }

        return null;
    }
}
