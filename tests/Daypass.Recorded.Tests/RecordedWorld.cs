using Daypass.Core.AwsManagedPolicies;
using Daypass.Protocol;
using Daypass.Protocol.Signing;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Recorded.Tests;

/// <summary>The server that all recordings of calls share; it is started when the first of them asks for it. Each gets an account of its own.</summary>
public sealed class RecordedWorld : IAsyncDisposable
{
    private RunningServer? _server;

    /// <summary>The time of day in it; it only goes forward.</summary>
    public ManualClock Clock { get; } = new();

    /// <summary>The running server.</summary>
    public async Task<RunningServer> Server() => _server ??= await RunningServer.Start(
        Clock, static options => options with { Federation = new FederationOptions { AllowLoopbackIssuers = true } });

    /// <summary>Another account: its id, its administrator's and its root's credentials.</summary>
    public async Task<(string Id, SigningCredentials Admin, SigningCredentials Root)> NewAccount()
    {
        var accounts = (await Server()).Host.Service.Parts.Accounts;
        var made = accounts.Prepare(AccountId.NewRandom(), "recorded");
        Assert.True((await accounts.Store(made, CancellationToken.None)).Succeeded);
        return (made.Account.Id, new(made.Admin.Key.Id, made.Admin.Secret), new(made.Root.Key.Id, made.Root.Secret));
    }

    /// <summary>Gives every account a policy of AWS whose document no recording asks about.</summary>
    /// <param name="place">Its path and name.</param>
    public async Task ImportPolicy(string place)
    {
        var name = place.LastIndexOf('/') + 1;
        const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";
        var file = $$"""{"{{place[name..]}}":{"Path":"{{place[..name]}}","Document":{{Everything}} } }""";
        var import = new ManagedPolicyImport((await Server()).Host.Service.Parts.Store, Clock);
        Assert.True((await import.Store(Assert.Single(ManagedPolicyFile.Read(file)), CancellationToken.None)).Succeeded);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
