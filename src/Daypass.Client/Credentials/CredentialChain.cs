using Daypass.Client.Cache;
using Daypass.Client.Errors;
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
    public ClientResult<AwsCredentials> Find()
    {
        var prepared = Prepare();
        return prepared.Succeeded ? prepared.Value.Get() : prepared.Error;
    }

    /// <summary>Finds out where the credentials of the run come from without getting them yet.</summary>
    /// <returns>What gets them, or what is wrong with the configuration; that there are none shows when they are got.</returns>
    public ClientResult<PreparedCredentials> Prepare()
    {
        var source = FindSource();
        return source.Error is { } error ? error : new PreparedCredentials(source.Value);
    }

    /// <summary>Where the credentials of the run come from; null when nothing is configured anywhere.</summary>
    internal ClientResult<CredentialSource?> FindSource()
    {
        _visited.Clear();
        _visited.Add(Settings.ProfileName);

        // A profile that is asked for by option is more than a default: the environment's keys would contradict it.
        var explicitProfile = Settings.Explicit.Profile is not null;
        if (!explicitProfile
            && UnlessAbsent(CredentialSource.FromCredentials(StaticCredentials.FindInEnvironment(Settings.Environment))) is { } fromEnvironment)
        {
            return fromEnvironment;
        }

        if (UnlessAbsent(FindInProfile(Settings, useEnvironment: !explicitProfile, allowRole: true)) is { } fromProfile)
        {
            return fromProfile;
        }

        return UnlessAbsent(CredentialSource.FromCredentials(ContainerCredentials.Find(Settings.Environment, _tools.Http))) is { } fromContainer
            ? fromContainer
            : CredentialSource.FromCredentials(InstanceCredentials.Find(Settings, _tools.Http));
    }

    /// <summary>What a role profile is assumed with.</summary>
    internal ClientResult<CredentialSource> FindRoleSource(ClientSettings role)
    {
        var profile = role.Profile!;
        var sourceProfile = profile.Get("source_profile");
        var source = profile.Get("credential_source");
        return (sourceProfile, source) switch
        {
            ({ }, { }) => CredentialErrors.BothSources(profile.Name),
            (null, null) => CredentialErrors.Partial("assume-role", "source_profile or credential_source"),
            (null, { }) => FindNamedSource(source, profile.Name),
            _ => FindSourceProfile(role, sourceProfile!),
        };
    }

    // A provider's find, or its error, ends the search; null continues the search.
    private static ClientResult<CredentialSource?>? UnlessAbsent(in ClientResult<CredentialSource?> outcome) =>
        outcome.Error is null && outcome.Value is null ? default(ClientResult<CredentialSource?>?) : outcome;

    private static ClientResult<CredentialSource> AsRole(in ClientResult<CredentialSource> role) =>
        role.Succeeded ? role.Value with { IsRole = true } : role;

    private static ClientResult<CredentialSource?> ToOptional(in ClientResult<CredentialSource> outcome) =>
        outcome.Error is { } error ? error : outcome.Value;

    private ClientResult<CredentialSource?> FindInProfile(ClientSettings settings, bool useEnvironment, bool allowRole)
    {
        var profile = settings.Profile;
        if (SignInCredentials.AppliesTo(profile))
        {
            return ToOptional(SignInCredentials.Find(settings, _tools));
        }

        if (allowRole && RoleCredentials.AppliesTo(profile))
        {
            return ToOptional(AsRole(RoleCredentials.Find(this, settings, _tools)));
        }

        if (UnlessAbsent(WebIdentityCredentials.Find(settings, _tools, useEnvironment)) is { } federated)
        {
            return federated.Succeeded ? federated.Value! with { IsRole = true } : federated;
        }

        if (SsoCredentials.AppliesTo(profile))
        {
            return ToOptional(SsoCredentials.Find(settings, _tools));
        }

        var inFile = StaticCredentials.FindInProfile(
            settings.Store.FindInCredentials(settings.ProfileName), "shared-credentials-file", $"profile {settings.ProfileName} in "
                + $"{settings.Store.CredentialsFile}");
        if (UnlessAbsent(CredentialSource.FromCredentials(inFile)) is { } shared)
        {
            return shared;
        }

        if (profile?.Get("login_session") is { Length: > 0 } login)
        {
            return ToOptional(LoginSessionCredentials.Find(settings, _tools, login));
        }

        if (profile?.Get(KeyringKeys.Setting) is { Length: > 0 } key)
        {
            return new CredentialSource("key:" + key, () => KeyringKeys.Find(key)) { IsLongTerm = true, Steps = [$"{key} from the keyring"] };
        }

        if (profile?.Get("credential_process") is { Length: > 0 } command)
        {
            return ProcessCredentials.Find(settings, _tools, command);
        }

        return CredentialSource.FromCredentials(
            StaticCredentials.FindInProfile(profile, "config-file", $"profile {settings.ProfileName} in {settings.Store.ConfigFile}"));
    }

    private ClientResult<CredentialSource> FindNamedSource(string source, string profile)
    {
        ClientResult<AwsCredentials?> found = source.ToUpperInvariant() switch
        {
            "ENVIRONMENT" => StaticCredentials.FindInEnvironment(Settings.Environment),
            "EC2INSTANCEMETADATA" => InstanceCredentials.Find(Settings, _tools.Http),
            "ECSCONTAINER" => ContainerCredentials.Find(Settings.Environment, _tools.Http),
            _ => CredentialErrors.UnknownSource(source, profile),
        };
        return found.Error is null && found.Value is null
            ? CredentialErrors.Retrieval(source, $"No credentials found in credential_source referenced in profile {profile}")
            : ToRequired(CredentialSource.FromCredentials(found));
    }

    private static ClientResult<CredentialSource> ToRequired(in ClientResult<CredentialSource?> outcome) =>
        outcome.Error is { } error ? error : outcome.Value!;

    private ClientResult<CredentialSource> FindSourceProfile(ClientSettings role, string name)
    {
        if (role.Store.Find(name) is not { } source)
        {
            return CredentialErrors.SourceProfileMissing(name, role.ProfileName);
        }

        // A profile may name itself, to hold keys and role in one place; every other way back is a loop.
        var hasKeys = source.Get("aws_access_key_id") is not null || source.Get("aws_secret_access_key") is not null;
        if (_visited.Contains(name) && !(name == role.ProfileName && hasKeys))
        {
            return CredentialErrors.Loop(name, _visited);
        }

        _visited.Add(name);
        var found = FindInProfile(role.ForProfile(source), useEnvironment: false, allowRole: !hasKeys);
        return found.Error is null && found.Value is null ? CredentialErrors.SourceProfileEmpty(name) : ToRequired(found);
    }
}
