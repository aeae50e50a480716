using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Daypass.AspNetCore.Tests.Hosting;
using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Testing.Server;

namespace Daypass.AspNetCore.Tests.Clients;

/// <summary>The sample in samples/orders, with two users who may do different things.</summary>
public sealed class OrdersSampleTests : IAsyncLifetime
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private RunningServer _server = null!;
    private SampleProcess _sample = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningServer.Start();
        var own = await NewUser("orders-service", $$"""
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":["daypass:GetSigningKey","daypass:GetResourceDocuments"],
            "Resource":"arn:aws:daypass:*:{{_server.Account}}:service/orders"},
            {"Effect":"Allow","Action":"daypass:WatchChanges","Resource":"*"},
            {"Effect":"Allow","Action":"daypass:CheckAccess","Resource":"arn:aws:orders:*:*:*"}]}
            """);
        _sample = await SampleProcess.Start(_server, own);
    }

    public async Task DisposeAsync()
    {
        await _sample.DisposeAsync();
        await _server.DisposeAsync();
        _http.Dispose();
    }

    [Fact, Trait("Category", "foreign")]
    public async Task Two_users_may_do_different_things()
    {
        var anna = await NewUser("anna", $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["orders:Read","orders:List"],
            "Resource":"arn:aws:orders:eu-west-1:{{_server.Account}}:order/*"}]}
            """);
        var bert = await NewUser("bert", $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"orders:Write","Resource":"arn:aws:orders:eu-west-1:{{_server.Account}}:order/8"},
            {"Effect":"Allow","Action":"orders:ReadInvoice","Resource":"arn:aws:orders:eu-west-1:{{_server.Account}}:customer/bert/invoice/*"}]}
            """);
        Assert.Equal((200, """{"item":"chair","amount":4}"""), await Sign(anna, "GET", "/orders/7"));
        Assert.Equal((200, """[{"item":"chair","amount":4}]"""), await Sign(anna, "GET", "/orders?item=chair"));
        Assert.Equal(403, (await Sign(anna, "PUT", "/orders/8", """{"item":"table","amount":1}""")).Status);
        Assert.Equal((200, """{"item":"table","amount":1}"""), await Sign(bert, "PUT", "/orders/8", """{"item":"table","amount":1}"""));
        var (status, text) = await Sign(bert, "GET", "/orders/7");
        Assert.Equal(403, status);
        Assert.Contains("\"__type\":\"AccessDenied\"", text, StringComparison.Ordinal);
        Assert.Contains("user/bert is not authorized to perform: orders:Read on resource: arn:aws:orders:eu-west-1:", text, StringComparison.Ordinal);
        Assert.Equal((200, "Invoice 3 of bert"), await Sign(bert, "GET", "/customers/bert/invoices/3"));
        Assert.Equal(403, (await Sign(bert, "GET", "/customers/anna/invoices/3")).Status);
        Assert.Equal(403, (await Sign(anna, "GET", "/customers/anna/invoices/3")).Status);
        Assert.Equal((200, $"arn:aws:iam::{_server.Account}:user/anna"), await Sign(anna, "GET", "/who-am-i"));
        Assert.Equal("Healthy", await _http.GetStringAsync(new Uri(_sample.Url, "/health")));
    }

    [Fact]
    public async Task Over_HTTP_2_the_sample_answers_as_well()
    {
        var anna = await NewUser("anna", ProtectedService.Allow("orders:Read"));
        using var answer = await Send(anna, "/orders/7");
        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (answer.StatusCode, answer.Version));
        using var refused = await Send(anna, "/customers/anna/invoices/3");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private Task<HttpResponseMessage> Send(SigningCredentials credentials, string target)
    {
        HeaderField[] headers = [new("Host", _sample.Url2.Authority)];
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_sample.Url2, target))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        foreach (var header in new SigV4Signer(SigV4Rules.For("orders"), "eu-west-1").Sign(
            new SignedRequest("GET", target, headers), SHA256.HashData([]), credentials, TimeProvider.System.GetUtcNow()))
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        return _http.SendAsync(request);
    }

    private async Task<(int Status, string Text)> Sign(SigningCredentials credentials, string method, string target, params string[] body)
    {
        var outcome = await ForeignProgram.Run(
            _server, credentials, "python3",
            [
                Path.Combine(ForeignProgram.Tools, "python", "signed_request.py"), method, _sample.Url.ToString().TrimEnd('/') + target, "orders", "eu-west-1",
                .. body,
            ]);
        var answer = JsonDocument.Parse(outcome.Succeeded()).RootElement;
        return (answer[0].GetInt32(), answer[1].GetString()!);
    }

    private async Task<SigningCredentials> NewUser(string name, string policy)
    {
        await _server.Api.Get(new CreateUserRequest { UserName = name }, _server.Admin);
        await _server.Api.Get(new PutUserPolicyRequest { UserName = name, PolicyName = "policy", PolicyDocument = policy }, _server.Admin);
        var key = (await _server.Api.Get(new CreateAccessKeyRequest { UserName = name }, _server.Admin)).AccessKey!;
        return new SigningCredentials(key.AccessKeyId!, Secret.FromText(key.SecretAccessKey!));
    }
}
