using Daypass.Testing;

namespace Deploy.Tests;

/// <summary>One server for all tests of a class; use a collection fixture for one server for all classes.</summary>
public sealed class StsFixture : IAsyncLifetime
{
    public DaypassServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await DaypassServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
