using Daypass.Client.Errors;

namespace Daypass.Client.Credentials;

/// <summary>Everything that can be wrong on the way to credentials, in the sentences of the aws command line.</summary>
internal static class CredentialErrors
{
    public static ClientError NoCredentials() =>
        new(ClientErrorKind.Configuration, "NoCredentials", "Unable to locate credentials. You can configure credentials by running \"aws login\".");

    public static ClientError Partial(string provider, string missing) => ClientError.General($"Partial credentials found in {provider}, missing: {missing}");

    public static ClientError Retrieval(string provider, string reason) => ClientError.General($"Error when retrieving credentials from {provider}: {reason}");

    public static ClientError SourceProfileMissing(string source, string profile) =>
        ClientError.General($"The source_profile \"{source}\" referenced in the profile \"{profile}\" does not exist.");

    public static ClientError SourceProfileEmpty(string source) => ClientError.General($"The source profile \"{source}\" must have credentials.");

    public static ClientError BothSources(string profile) => ClientError.General($"The profile \"{profile}\" contains both source_profile and credential_source.");

    public static ClientError UnknownSource(string source, string profile) =>
        ClientError.General($"The credential source \"{source}\" referenced in profile \"{profile}\" is not valid.");

    public static ClientError Loop(string source, IEnumerable<string> visited)
    {
        var profiles = string.Join(", ", visited);
        return ClientError.General(
            $"Infinite loop in credential configuration detected. Attempting to load from profile {source} which has already been visited. Visited profiles: [{profiles}]");
    }
}
