using System.Net.Sockets;
using System.Text;
using Daypass.Client.Http;

namespace Daypass.Client.Tests.Http;

/// <summary>The server for programs on this machine.</summary>
public sealed class LoopbackServerTests
{
    private static readonly LoopbackAnswer Fine = new("200 OK", "text/plain", "fine");

    [Fact]
    public void A_connection_that_was_there_before_the_end_is_still_answered()
    {
        var server = LoopbackServer.Start(0, static _ => Fine, trace: null).Value!;
        using var before = new TcpClient("127.0.0.1", server.Port);

        // Connections are taken in their order: when the second one has its answer, the first one has its thread.
        using (var second = new TcpClient("127.0.0.1", server.Port))
        {
            Assert.StartsWith("HTTP/1.1 200 OK", Ask(second, server.Port), StringComparison.Ordinal);
        }

        server.Dispose();
        Assert.StartsWith("HTTP/1.1 200 OK", Ask(before, server.Port), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rebound.example")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:1")]
    [InlineData("")]
    public void A_request_to_another_host_is_refused(string host)
    {
        using var server = LoopbackServer.Start(0, static _ => Fine, trace: null).Value!;
        using var client = new TcpClient("127.0.0.1", server.Port);
        Assert.StartsWith("HTTP/1.1 400 Bad Request", Ask(client, host), StringComparison.Ordinal);
    }

    private static string Ask(TcpClient client, int port) => Ask(client, FormattableString.Invariant($"127.0.0.1:{port}"));

    private static string Ask(TcpClient client, string host)
    {
        client.GetStream().Write(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1, leaveOpen: true);
        return reader.ReadToEnd();
    }
}
