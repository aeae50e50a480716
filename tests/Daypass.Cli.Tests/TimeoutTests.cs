using System.Net;
using System.Net.Sockets;
using Daypass.Cli.Tests.Support;

namespace Daypass.Cli.Tests;

public sealed class TimeoutTests
{
    [Fact]
    public void Connecting_ends_when_its_time_is_over()
    {
        // A full queue of connections that nobody accepts: the next one is left waiting.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var waiting = Enumerable.Range(0, 8).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)).ToList();
        var connecting = waiting.ConvertAll(socket => socket.ConnectAsync(listener.LocalEndPoint!));
        var result = Call(listener, "--cli-connect-timeout");
        waiting.ForEach(static socket => socket.Dispose());
        Assert.NotEmpty(connecting);
        Assert.Equal(255, result.ExitCode);
        Assert.StartsWith($"\ndaypass: [ERROR]: Connect timeout on endpoint URL: \"http://{listener.LocalEndPoint}/\"", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Waiting_for_an_answer_ends_when_its_time_is_over()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4);
        var result = Call(listener, "--cli-read-timeout");
        Assert.Equal(255, result.ExitCode);
        Assert.StartsWith($"\ndaypass: [ERROR]: Read timeout on endpoint URL: \"http://{listener.LocalEndPoint}/\"", result.Error, StringComparison.Ordinal);
    }

    private static CliResult Call(Socket listener, string option)
    {
        using var run = new CliRun().WithKeys($"http://{listener.LocalEndPoint}");
        run.Variables["AWS_MAX_ATTEMPTS"] = "1";
        return run.Run("sts", "get-caller-identity", option, "1");
    }
}
