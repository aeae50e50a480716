using Daypass.Client.Faults;
using Daypass.Client.Login;
using Daypass.Client.Profiles;

namespace Daypass.Client.Credentials;

/// <summary>Finds credentials in the order the AWS tools look for them; nothing is called or run that the first find does not need.</summary>
public sealed class CredentialChain
{
    private readonly CredentialTools _tools;
    private readonly List<string> _visited = [];

    /// <summary>A chain for one run.</summary>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="tools">What finding may need.</param>
    public CredentialChain(ClientSettings settings, CredentialTools tools) => (Settings, _tools) = (settings, tools);

    /// <summary>The settings of the run.</summary>
    public ClientSettings Settings { get; }

    /// <summary>The credentials of the run.</summary>
    /// <returns>The credentials, or that there are none, or what is wrong with those there should be.</returns>
    public Outcome<AwsCredentials> Find()
    {
        var prepared = Prepare();
        return prepared.Succeeded ? prepared.Value.Get() : prepared.Fault;
    }

    /// <summary>Finds out where the credentials of the run come from without getting them yet.</summary>
    /// <returns>What gets them, or what is wrong with the configuration; that there are none shows when they are got.</returns>
    public Outcome<PreparedCredentials> Prepare()
    {
        var source = Search();
        return source.Fault is { } fault ? fault : new PreparedCredentials(source.Value);
    }

    /// <summary>Where the credentials of the run come from; null when nothing is configured anywhere.</summary>
    internal Outcome<CredentialSource?> Search()
    {
        _visited.Clear();
        _visited.Add(Settings.ProfileName);

        // A profile that is asked for by option is more than a default: the environment's keys would belie it.
        var explicitProfile = Settings.Asked.Profile is not null;
        if (!explicitProfile && Looked(CredentialSource.Of(StaticCredentials.InEnvironment(Settings.Surroundings))) is { } fromEnvironment)
        {
            return fromEnvironment;
        }

        if (Looked(InProfile(Settings, useEnvironment: !explicitProfile, allowRole: true)) is { } fromProfile)
        {
            return fromProfile;
        }

        return Looked(CredentialSource.Of(ContainerCredentials.Find(Settings.Surroundings, _tools.Http))) is { } fromContainer
            ? fromContainer
            : CredentialSource.Of(InstanceCredentials.Find(Settings, _tools.Http));
    }

    /// <summary>What a role profile is assumed with.</summary>
    internal Outcome<CredentialSource> SourceOf(ClientSettings role)
    {
        var profile = role.Profile!;
        var sourceProfile = profile.Get("source_profile");
        var source = profile.Get("credential_source");
        return (sourceProfile, source) switch
        {
            ({ }, { }) => CredentialFaults.BothSources(profile.Name),
            (null, null) => CredentialFaults.Partial("assume-role", "source_profile or credential_source"),
            (null, { }) => FromNamedSource(source, profile.Name),
            _ => FromSourceProfile(role, sourceProfile!),
        };
    }

    // A provider's find, or its fault, ends the search; null goes on.
    private static Outcome<CredentialSource?>? Looked(in Outcome<CredentialSource?> outcome) =>
        outcome.Fault is null && outcome.Value is null ? default(Outcome<CredentialSource?>?) : outcome;

    private static Outcome<CredentialSource?> Optional(in Outcome<CredentialSource> outcome) =>
        outcome.Fault is { } fault ? fault : outcome.Value;

    private Outcome<CredentialSource?> InProfile(ClientSettings settings, bool useEnvironment, bool allowRole)
    {
        var profile = settings.Profile;
        if (SignInCredentials.AppliesTo(profile))
        {
            return Optional(SignInCredentials.Find(settings, _tools));
        }

        if (allowRole && RoleCredentials.AppliesTo(profile))
        {
            return Optional(RoleCredentials.Find(this, settings, _tools));
        }

        if (Looked(WebIdentityCredentials.Find(settings, _tools, useEnvironment)) is { } federated)
        {
            return federated;
        }

        if (SsoCredentials.AppliesTo(profile))
        {
            return Optional(SsoCredentials.Find(settings, _tools));
        }

        var inFile = StaticCredentials.InProfile(
            settings.Store.FindInCredentials(settings.ProfileName), "shared-credentials-file", $"profile {settings.ProfileName} in {settings.Store.CredentialsFile}");
        if (Looked(CredentialSource.Of(inFile)) is { } shared)
        {
            return shared;
        }

        if (profile?.Get("login_session") is { Length: > 0 } login)
        {
            return Optional(LoginSessionCredentials.Find(settings, login));
        }

        if (profile?.Get("credential_process") is { Length: > 0 } command)
        {
            return ProcessCredentials.Find(settings, _tools, command);
        }

        return CredentialSource.Of(StaticCredentials.InProfile(profile, "config-file", $"profile {settings.ProfileName} in {settings.Store.ConfigFile}"));
    }

    private Outcome<CredentialSource> FromNamedSource(string source, string profile)
    {
        Outcome<AwsCredentials?> found = source.ToUpperInvariant() switch
        {
            "ENVIRONMENT" => StaticCredentials.InEnvironment(Settings.Surroundings),
            "EC2INSTANCEMETADATA" => InstanceCredentials.Find(Settings, _tools.Http),
            "ECSCONTAINER" => ContainerCredentials.Find(Settings.Surroundings, _tools.Http),
            _ => CredentialFaults.UnknownSource(source, profile),
        };
        return found.Fault is null && found.Value is null
            ? CredentialFaults.Retrieval(source, $"No credentials found in credential_source referenced in profile {profile}")
            : Present(CredentialSource.Of(found));
    }

    private static Outcome<CredentialSource> Present(in Outcome<CredentialSource?> outcome) =>
        outcome.Fault is { } fault ? fault : outcome.Value!;

    private Outcome<CredentialSource> FromSourceProfile(ClientSettings role, string name)
    {
        if (role.Store.Find(name) is not { } source)
        {
            return CredentialFaults.SourceProfileMissing(name, role.ProfileName);
        }

        // A profile may name itself, to hold keys and role in one place; every other way back is a loop.
        var hasKeys = source.Get("aws_access_key_id") is not null || source.Get("aws_secret_access_key") is not null;
        if (_visited.Contains(name) && !(name == role.ProfileName && hasKeys))
        {
            return CredentialFaults.Loop(name, _visited);
        }

        _visited.Add(name);
        var found = InProfile(role.For(source), useEnvironment: false, allowRole: !hasKeys);
        return found.Fault is null && found.Value is null ? CredentialFaults.SourceProfileEmpty(name) : Present(found);
    }
}
