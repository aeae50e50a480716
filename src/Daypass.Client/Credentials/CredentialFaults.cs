using Daypass.Client.Faults;

namespace Daypass.Client.Credentials;

/// <summary>Everything that can be wrong on the way to credentials, in the sentences of the aws command line.</summary>
internal static class CredentialFaults
{
    public static ClientFault None() =>
        new(FaultKind.Configuration, "NoCredentials", "Unable to locate credentials. You can configure credentials by running \"aws login\".");

    public static ClientFault Partial(string provider, string missing) => ClientFault.General($"Partial credentials found in {provider}, missing: {missing}");

    public static ClientFault Retrieval(string provider, string reason) => ClientFault.General($"Error when retrieving credentials from {provider}: {reason}");

    public static ClientFault SourceProfileMissing(string source, string profile) =>
        ClientFault.General($"The source_profile \"{source}\" referenced in the profile \"{profile}\" does not exist.");

    public static ClientFault SourceProfileEmpty(string source) => ClientFault.General($"The source profile \"{source}\" must have credentials.");

    public static ClientFault BothSources(string profile) => ClientFault.General($"The profile \"{profile}\" contains both source_profile and credential_source.");

    public static ClientFault UnknownSource(string source, string profile) =>
        ClientFault.General($"The credential source \"{source}\" referenced in profile \"{profile}\" is not valid.");

    public static ClientFault Loop(string source, IEnumerable<string> visited)
    {
        var profiles = string.Join(", ", visited);
        return ClientFault.General(
            $"Infinite loop in credential configuration detected. Attempting to load from profile {source} which has already been visited. Visited profiles: [{profiles}]");
    }
}
