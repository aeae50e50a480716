using Daypass.Client.Cache;
using Daypass.Client.Credentials;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.Client.Profiles;
using Daypass.Testing;

namespace Daypass.Client.Tests.Support;

/// <summary>A home folder, an environment and a clock of a test's own.</summary>
internal sealed class TestMachine : IDisposable
{
    /// <summary>The files.</summary>
    public TemporaryFolder Home { get; } = new();

    /// <summary>The environment variables.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public ClientEnvironment Environment =>
        new(Variables.GetValueOrDefault, Home.Path, new ManualClock(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero)));

    /// <summary>The settings of a run here.</summary>
    public ClientSettings Load(ExplicitSettings? asked = null)
    {
        var settings = ClientSettings.Load(Environment, asked ?? new ExplicitSettings());
        Assert.True(settings.Succeeded, settings.Error?.Message);
        return settings.Value;
    }

    /// <summary>The credentials of a run here.</summary>
    public ClientResult<AwsCredentials> FindCredentials(IHttpSender http, ExplicitSettings? asked = null) =>
        new CredentialChain(Load(asked), new CredentialTools
    {
        Http = http,
        Cache = new SessionCache(Path.Combine(Home.Path, "cache"), Environment, null),
        Mfa = static _ => "123456",
        Run = ExternalProgram.Run,
    }).Find();

    public void Dispose() => Home.Dispose();
}
