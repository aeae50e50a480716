using Daypass.Testing.Network;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Commands;

/// <summary>What a container's health check runs.</summary>
public sealed class HealthCommandTests
{
    [Fact]
    public async Task A_server_that_is_ready()
    {
        await using var server = await RunningServer.Start();
        Assert.Equal(new ForeignProgram.Outcome(0, "ready\n", ""), await ServerProcess.Run("health", server.Url));
    }

    [Fact]
    public async Task Where_nobody_listens_and_what_is_no_URL_are_one_sentence()
    {
        var nobody = await ServerProcess.Run("health", $"http://127.0.0.1:{FreePort.Find()}");
        Assert.Equal(1, nobody.ExitCode);
        Assert.Matches("^daypass-server: http://127.0.0.1:[0-9]+/ cannot be asked: Connection refused.*\n$", nobody.Errors);
        Assert.Equal(
            new ForeignProgram.Outcome(1, "", "daypass-server: here is not the URL of a server, such as http://127.0.0.1:8017.\n"),
            await ServerProcess.Run("health", "here"));
    }

    [Fact]
    public async Task An_http_address_that_is_asked_over_https_is_said_to_be_one()
    {
        await using var server = await RunningServer.Start();
        var asked = await ServerProcess.Run("health", server.Url.Replace("http://", "https://", StringComparison.Ordinal));
        Assert.Equal(1, asked.ExitCode);
        Assert.EndsWith("cannot be asked: it does not speak TLS; is it an http address?\n", asked.Errors, StringComparison.Ordinal);
    }
}
