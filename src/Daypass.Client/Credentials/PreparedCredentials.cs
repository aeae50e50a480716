using Daypass.Client.Errors;

namespace Daypass.Client.Credentials;

/// <summary>Credentials whose place is known and which have not been got yet.</summary>
public sealed class PreparedCredentials
{
    internal PreparedCredentials(CredentialSource? source) => Source = source;

    /// <summary>Where they come from; null when there are none.</summary>
    internal CredentialSource? Source { get; }

    /// <summary>True when they are a session of a role, whose length can be asked for.</summary>
    public bool IsRole => Source?.IsRole ?? false;

    /// <summary>Credentials that come from somewhere else than the chain: got anew each time they are requested.</summary>
    /// <param name="identity">Stays the same while the same caller is meant.</param>
    /// <param name="get">Gets them.</param>
    public static PreparedCredentials Create(string identity, Func<ClientResult<AwsCredentials>> get) =>
        new(new CredentialSource(identity, get) { Steps = [identity] });

    /// <summary>How one gets there, one sentence fragment a step: keys, MFA session, role, role.</summary>
    public IReadOnlyList<string> Steps => Source?.Steps ?? [];

    /// <summary>Gets them: reads, calls, asks or runs what is needed.</summary>
    /// <returns>The credentials, or why there are none.</returns>
    public ClientResult<AwsCredentials> Get() => Source is null ? CredentialErrors.NoCredentials() : Source.Get();
}
