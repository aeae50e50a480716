using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Audit;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Sts;

/// <summary>A server on every interface: its sockets are of both families, and clients over IPv4 come as IPv4 in IPv6.</summary>
public sealed class ClientAddressTests : IAsyncLifetime
{
    private readonly World _world = new() { Adjust = static options => options with { Urls = "http://*:0" } };
    private ApiClient? _api;

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        _api = new ApiClient(new Uri($"http://127.0.0.1:{new Uri(_world.Server.Url).Port}"), _world.Clock);
    }

    public async Task DisposeAsync()
    {
        _api!.Dispose();
        await _world.DisposeAsync();
    }

    [Theory]
    [InlineData("Deny", """{"IpAddress":{"aws:SourceIp":"127.0.0.0/8"}}""", false)]
    [InlineData("Deny", """{"StringEquals":{"aws:SourceIp":"127.0.0.1"}}""", false)]
    [InlineData("Deny", """{"NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","::/0"]}}""", false)]
    [InlineData("Deny", """{"NotIpAddress":{"aws:SourceIp":"127.0.0.1"}}""", true)]
    [InlineData("Allow", """{"IpAddress":{"aws:SourceIp":"127.0.0.0/8"}}""", true)]
    [InlineData("Allow", """{"IpAddress":{"aws:SourceIp":"::/0"}}""", false)]
    public async Task A_client_over_IPv4_has_an_IPv4_address_in_policies(string effect, string condition, bool allowed)
    {
        var first = effect == "Deny" ? """{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"},""" : "";
        var (_, key) = await _world.NewUser(document: $$"""
            {"Version":"2012-10-17","Statement":[{{first}}{"Effect":"{{effect}}","Action":"iam:ListUsers","Resource":"*","Condition":{{condition}}}]}
            """);
        var answer = await _api!.Call(new ListUsersRequest(), key);
        Assert.Equal(allowed ? null : "AccessDenied", answer.Error?.Code);
    }

    [Fact]
    public async Task The_audit_has_the_same_address()
    {
        await _api!.Get(new GetSessionTokenRequest(), _world.Admin);
        Assert.Contains(
            "\"sourceIPAddress\":\"127.0.0.1\"", await AuditLines.Text(AuditLines.PathOf(_world.Server)), StringComparison.Ordinal);
    }
}
