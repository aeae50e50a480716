using System.Security.Cryptography;
using Daypass.Gateway.Envoy;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Testing;
using Google.Protobuf;
using Grpc.Net.Client;

namespace Daypass.Gateway.Tests;

/// <summary>The gateway as Envoy asks it by gRPC, with a client made of the protocol's definition.</summary>
public sealed class ExtAuthzTests : IAsyncLifetime
{
    private GatewayWorld _world = null!;
    private GrpcChannel _channel = null!;

    private ManualClock Clock { get; } = new();

    public async Task InitializeAsync()
    {
        _world = await GatewayWorld.Start(Clock, adjust: static options => options with { GrpcUrls = "http://127.0.0.1:0" });
        _channel = GrpcChannel.ForAddress(_world.Gateway.Urls[1]);
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Who_may_passes_and_what_the_client_said_it_is_is_overwritten()
    {
        var key = await _world.NewUser("anna", "orders:Read", $"arn:aws:orders:eu-west-1:{_world.Server.Account}:order/7");
        foreach (var isRaw in new[] { false, true })
        {
            HeaderField[] forged = [new("X-Daypass-Arn", "arn:aws:iam::111122223333:root"), new("X-Dup", "1"), new("X-Dup", "2")];
            var allowed = await Check("/orders/7?a=%2F", [.. _world.Sign(key, "/orders/7?a=%2F", more: [new("X-Dup", "1"), new("X-Dup", "2")]),
                forged[0]], isRaw: isRaw);
            Assert.Equal((0, CheckResponse.HttpResponseOneofCase.OkResponse), (allowed.Status.Code, allowed.HttpResponseCase));
            var told = allowed.OkResponse.Headers.ToDictionary(static one => one.Header.Key, static one => one);
            Assert.Equal($"arn:aws:iam::{_world.Server.Account}:user/anna", told["x-daypass-arn"].Header.Value);
            Assert.Equal(6, told.Count);
            Assert.All(told.Values, static one => Assert.True(one is { Append: false, Header.Value.Length: > 0 }));
        }
    }

    [Fact]
    public async Task Denials_are_answers_in_the_form_of_the_service()
    {
        var key = await _world.NewUser("anna", "orders:Read", "arn:aws:orders:*:*:order/7");
        var denied = await Check("/orders/8", _world.Sign(key, "/orders/8"));
        Assert.Equal((7, 403), (denied.Status.Code, denied.DeniedResponse.Status.Code));
        Assert.Contains("<Code>AccessDenied</Code>", denied.DeniedResponse.Body, StringComparison.Ordinal);
        Assert.Equal("text/xml", Header(denied, "content-type"));
        Assert.Equal("AccessDenied", Header(denied, "x-daypass-reason"));
        var nobody = await Check("/orders/7", [new("Host", GatewayWorld.Host)]);
        Assert.Equal((16, 401, "AWS4-HMAC-SHA256"), (nobody.Status.Code, nobody.DeniedResponse.Status.Code, Header(nobody, "www-authenticate")));
        var forged = await Check("/orders/7", _world.Sign(key, "/orders/71"));
        Assert.Equal("SignatureDoesNotMatch", Header(forged, "x-daypass-reason"));
        var odd = await Check("/orders/../orders/7", _world.Sign(key, "/orders/../orders/7"));
        Assert.Equal(400, odd.DeniedResponse.Status.Code);
        var silent = await new Authorization.AuthorizationClient(_channel).CheckAsync(new CheckRequest());
        Assert.Equal((7, "MisconfiguredProxy"), (silent.Status.Code, Header(silent, "x-daypass-reason")));

        await _world.Server.Api.Get(new DeleteAccessKeyRequest { UserName = "anna", AccessKeyId = key.AccessKeyId }, _world.Server.Admin);
        await _world.Heard();
        Assert.Equal("InvalidClientTokenId", Header(await Check("/orders/7", _world.Sign(key, "/orders/7")), "x-daypass-reason"));
        _world.IsCutOff = true;
        var away = await Check("/orders/7", _world.Sign(_world.Server.Root, "/orders/7"));
        Assert.Equal((14, 503), (away.Status.Code, away.DeniedResponse.Status.Code));
    }

    [Fact]
    public async Task The_body_is_compared_with_what_was_signed()
    {
        var key = await _world.NewUser("writer");
        var body = "a body"u8.ToArray();
        var signed = _world.Sign(key, "/checked/7", "PUT", body: body);
        HeaderField[] partial = [.. signed, new("x-envoy-auth-partial-body", "true")];
        HeaderField[] withLength = [.. signed, new("content-length", "6")];
        foreach (var (name, headers, sent, status) in new (string, HeaderField[], byte[], int)[]
        {
            ("whole", signed, body, 0), ("other", signed, "b body"u8.ToArray(), 403), ("partial", partial, body, 403), ("not handed over", withLength, [], 403),
            ("none", signed, [], 403),
        })
        {
            var answer = await Check("/checked/7", headers, "PUT", sent);
            Assert.Equal((name, status), (name, answer.DeniedResponse?.Status.Code ?? 0));
        }

        var text = await Check("/checked/7", signed, "PUT", body, isText: true);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(body)), text.OkResponse.Headers.Single(static one =>
            one.Header.Key == "x-daypass-body-sha256").Header.Value);
        Assert.Equal(403, (await Check("/orders/7", _world.Sign(key, "/orders/7"), "GET", body)).DeniedResponse.Status.Code);
    }

    [Fact]
    public async Task A_presigned_request_passes_and_the_client_is_who_Envoy_says()
    {
        var key = await _world.NewUser("presigned",
            more: ""","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"},"Bool":{"aws:SecureTransport":"true"}}""");
        var target = new SigV4Signer(SigV4Rules.For("orders"), "eu-west-1").Presign(
            new SignedRequest("GET", "/orders/7", new HeaderField[] { new("Host", GatewayWorld.Host) }), SHA256.HashData([]), key, Clock.GetUtcNow(),
                TimeSpan.FromMinutes(5));
        Assert.Equal(0, (await Check(target, [new("x-forwarded-for", "198.51.100.7")])).Status.Code);
        Assert.Equal(7, (await Check(target, [new("x-forwarded-for", "203.0.113.7")], address: "198.51.100.7")).Status.Code);
    }

    private static string? Header(CheckResponse answer, string name) => answer.DeniedResponse.Headers.Single(one => one.Header.Key == name).Header.Value;

    private async Task<CheckResponse> Check(
        string target, HeaderField[] headers, string method = "GET", byte[]? body = null, bool isRaw = false, bool isText = false,
            string address = "203.0.113.7")
    {
        var http = new AttributeContext.Types.HttpRequest { Method = method, Path = target, Host = GatewayWorld.Host, Scheme = "https",
            Size = body is { Length: > 0 } ? body.Length : -1 };
        if (isText)
        {
            http.Body = System.Text.Encoding.UTF8.GetString(body!);
        }
        else
        {
            http.RawBody = ByteString.CopyFrom(body ?? []);
        }

        if (isRaw)
        {
            http.HeaderMap = new HeaderMap();
            http.HeaderMap.Headers.Add(headers.Select(static one => new HeaderValue { Key = one.Name.ToLowerInvariant(),
                RawValue = ByteString.CopyFromUtf8(one.Value) }));
        }
        else
        {
            foreach (var group in headers.GroupBy(static one => one.Name.ToLowerInvariant(), static one => one.Value))
            {
                http.Headers.Add(group.Key, string.Join(',', group));
            }

            http.Headers[":authority"] = GatewayWorld.Host;
        }

        return await new Authorization.AuthorizationClient(_channel).CheckAsync(new CheckRequest
        {
            Attributes = new AttributeContext
            {
                Source = new AttributeContext.Types.Peer { Address = new Address { SocketAddress = new SocketAddress { Address = address,
                    PortValue = 4711 } } },
                Request = new AttributeContext.Types.Request { Http = http },
            },
        });
    }
}
