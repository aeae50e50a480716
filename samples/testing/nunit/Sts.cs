using Daypass.Testing;

namespace Deploy.Tests;

/// <summary>One server for all tests.</summary>
[SetUpFixture]
public sealed class Sts
{
    public static DaypassServer Server { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Start() => Server = await DaypassServer.StartAsync(static world => world.Account());

    [OneTimeTearDown]
    public async Task Stop() => await Server.DisposeAsync();
}
