using System.Security.Cryptography;
using System.Text;
using Daypass.Gateway.Faces;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;
using Daypass.Testing;

namespace Daypass.Gateway.Tests;

/// <summary>The gateway as a proxy sees it, without a proxy.</summary>
public sealed class HttpFaceTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private GatewayWorld _world = null!;

    private ManualClock Clock { get; } = new();

    public async Task InitializeAsync() => _world = await GatewayWorld.Start(Clock, adjust: static options => options with { Metrics = "127.0.0.1:0" });

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Who_may_passes_and_the_service_is_told_who_it_is()
    {
        var key = await _world.NewUser("anna", "orders:Read", $"arn:aws:orders:eu-west-1:{_world.Server.Account}:order/7");
        using var allowed = await _world.Ask("/orders/7?a=%2F&b=+", _world.Sign(key, "/orders/7?a=%2F&b=+"));
        Assert.Equal("200", GatewayWorld.Told(allowed));
        Assert.Equal("allowed", GatewayWorld.Header(allowed, "X-Daypass-Decision"));
        Assert.Equal($"arn:aws:iam::{_world.Server.Account}:user/anna", GatewayWorld.Header(allowed, "X-Daypass-Arn"));
        Assert.Equal(_world.Server.Account, GatewayWorld.Header(allowed, "X-Daypass-Account"));
        Assert.StartsWith("AIDA", GatewayWorld.Header(allowed, "X-Daypass-User-Id"), StringComparison.Ordinal);
        Assert.Equal("-", GatewayWorld.Header(allowed, "X-Daypass-Source-Identity"));
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", GatewayWorld.Header(allowed, "X-Daypass-Body-Sha256"));

        using var denied = await _world.Ask("/orders/8", _world.Sign(key, "/orders/8"));
        Assert.Equal("403 AccessDenied", GatewayWorld.Told(denied));
        Assert.Contains("is not authorized to perform: orders:Read on resource", await denied.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var nobody = await _world.Ask("/orders/7", [new("Host", GatewayWorld.Host)]);
        Assert.Equal("401 MissingAuthenticationToken", GatewayWorld.Told(nobody));
        Assert.DoesNotContain(_world.Log.All, line => line.Contains("Signature=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_decided_is_counted_and_labels_are_the_gateways_own()
    {
        var key = await _world.NewUser("counted", "orders:Read", "*");
        foreach (var (target, headers) in new[]
        {
            ("/orders/7", _world.Sign(key, "/orders/7")), ("/orders/7", [new HeaderField("Host", GatewayWorld.Host)]), ("/nothing", _world.Sign(key,
                "/nothing")),
        })
        {
            using var answer = await _world.Ask(target, headers);
        }

        using var misasked = await _world.Send("/auth/nginx", [], []);
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(_world.Gateway.MetricsUrl + "/metrics"));
        foreach (var line in new[]
        {
            "daypass_gateway_requests_total{outcome=\"allowed\",proxy=\"nginx\"} 1",
                "daypass_gateway_requests_total{outcome=\"unauthenticated\",proxy=\"nginx\"} 1",
            "daypass_gateway_requests_total{outcome=\"refused\",proxy=\"nginx\"} 1", "daypass_gateway_misasked_total 1", "daypass_gateway_ready 1",
            "daypass_gateway_duration_seconds_count 3", "daypass_gateway_callers 1",
        })
        {
            Assert.Contains(line + "\n", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_request_that_is_not_the_one_that_was_signed_is_refused()
    {
        var key = await _world.NewUser("forged");
        var signed = _world.Sign(key, "/orders/7");
        foreach (var (target, method, headers) in new[]
        {
            ("/orders/8", "GET", signed),
            ("/orders/7", "DELETE", signed),
            ("/orders/7?x=1", "GET", signed),
            ("/orders/7", "GET", _world.Sign(key, "/orders/7", host: "other.example.com") is var other ? [new HeaderField("Host", GatewayWorld.Host),
                .. other[1..]] : []),
            ("/orders/7", "GET", [.. signed, new HeaderField("x-amz-meta-a", "1")]),
            ("/orders/7", "GET", _world.Sign(key, "/orders/7", body: [1])),
            ("/orders/7", "GET", _world.Sign(key, "/orders/7", service: "bills")),
        })
        {
            using var answer = await _world.Ask(target, headers, method);
            Assert.Equal("403 SignatureDoesNotMatch", GatewayWorld.Told(answer));
        }

        foreach (var target in new[] { "/orders/../orders/7", "/orders//7", "/orders/a%2Fb", "/orders/7;x", "/nothing", "/orders/%2A", "/orders/7/" })
        {
            using var answer = await _world.Ask(target, _world.Sign(key, target));
            Assert.StartsWith("403", GatewayWorld.Told(answer), StringComparison.Ordinal);
        }

        using var underscored = await _world.Ask("/orders/7", [.. signed, new HeaderField("X_Daypass-Arn", "arn:aws:iam::111122223333:root")]);
        Assert.Equal("403 AccessDenied", GatewayWorld.Told(underscored));
        using var foreignHost = await _world.Ask("/orders/7", _world.Sign(key, "/orders/7", host: "other.example.com"));
        Assert.Equal("403 AccessDenied", GatewayWorld.Told(foreignHost));
    }

    [Fact]
    public async Task Condition_keys_come_from_the_request()
    {
        var key = await _world.NewUser("keyed", more: """
            ,"Condition":{"StringEquals":{"orders:Expand":"lines"},"IpAddress":{"aws:SourceIp":"203.0.113.0/24"},"Bool":{"aws:SecureTransport":"true"}}
            """);
        async Task<string> Ask(string target, params HeaderField[] told)
        {
            using var answer = await _world.Send("/auth/nginx", _world.Sign(key, target), [new("X-Original-Method", "GET"), new("X-Original-URI",
                target), .. told]);
            return GatewayWorld.Told(answer);
        }

        HeaderField[] good = [new("X-Original-Proto", "https"), new("X-Forwarded-For", "203.0.113.7")];
        Assert.Equal("200", await Ask("/orders/7?expand=lines", good));
        Assert.Equal("403 AccessDenied", await Ask("/orders/7?expand=all", good));
        Assert.Equal("403 AccessDenied", await Ask("/orders/7", good));
        Assert.Equal("403 InvalidQueryParameter", await Ask("/orders/7?expand=lines&expand=all", good));
        Assert.Equal("403 AccessDenied", await Ask("/orders/7?expand=lines", good[0], new("X-Forwarded-For", "198.51.100.7")));
        Assert.Equal("403 AccessDenied", await Ask("/orders/7?expand=lines", new("X-Original-Proto", "http"), good[1]));
        Assert.Equal("403 AccessDenied", await Ask("/orders/7?expand=lines", good[1]));
        Assert.Equal("403 MisconfiguredProxy", await Ask("/orders/7?expand=lines", good[0]));
        Assert.Equal("403 MisconfiguredProxy", await Ask("/orders/7?expand=lines", good[0], new("X-Forwarded-For", "unknown")));

        // Two targets, which this client writes in one line.
        Assert.Equal("403 InvalidURI", await Ask("/orders/7?expand=lines", [.. good, new("X-Original-URI", "/orders/8")]));
    }

    [Fact]
    public async Task Bodies_pass_as_the_route_says()
    {
        var key = await _world.NewUser("writer");
        var (body, hash) = ("a body"u8.ToArray(), Convert.ToHexStringLower(SHA256.HashData("a body"u8)));
        HeaderField declared = new("x-amz-content-sha256", hash);
        HeaderField[] length = [new("X-Original-Length", "6")];
        async Task<string> Ask(string path, string target, HeaderField[] headers, params HeaderField[] told)
        {
            using var answer = await _world.Send(path, headers, [new("X-Original-Method", headers.Length == 0 ? "PUT" : "PUT"), new("X-Original-URI", target),
                new("X-Original-Proto", "https"), new("X-Forwarded-For", "203.0.113.7"), .. told]);
            return GatewayWorld.Told(answer) + (answer.Headers.TryGetValues("X-Daypass-Body-Sha256", out var values) ? " " + values.Single() : "");
        }

        Assert.Equal("200 " + hash, await Ask("/auth/nginx", "/orders/7", _world.Sign(key, "/orders/7", "PUT", body: body, more: declared), length));
        Assert.Equal("403 AccessDenied", await Ask("/auth/nginx", "/orders/7", _world.Sign(key, "/orders/7", "PUT", body: body), length));
        var unsigned = _world.Sign(key, "/orders/7", "PUT", body: body, more: new HeaderField("x-amz-content-sha256", "UNSIGNED-PAYLOAD"));
        Assert.Equal("403 AccessDenied", await Ask("/auth/nginx", "/orders/7", unsigned, length));
        var streamed = _world.Sign(key, "/orders/7", "PUT", body: body, more: new HeaderField("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"));
        Assert.Equal("403 AccessDenied", await Ask("/auth/nginx", "/orders/7", streamed, length));

        // Only a proxy that hashes bodies itself is believed about a hash.
        var signed = _world.Sign(key, "/checked/7", "PUT", body: body, more: declared);
        HeaderField seen = new("X-Original-Body-Sha256", hash);
        Assert.Equal("403 AccessDenied", await Ask("/auth/nginx", "/checked/7", signed, [.. length, seen]));
        Assert.Equal("200 " + hash, await Ask("/auth/haproxy", "/checked/7", signed, [.. length, seen]));
        Assert.Equal("200 " + hash, await Ask("/auth/haproxy", "/checked/7", _world.Sign(key, "/checked/7", "PUT", body: body), [.. length, seen]));
        Assert.Equal("400 XAmzContentSHA256Mismatch", await Ask(
            "/auth/haproxy", "/checked/7", signed, [.. length, new("X-Original-Body-Sha256", hash.Replace('0', '1'))]));
        Assert.Equal("403 AccessDenied", await Ask("/auth/haproxy", "/checked/7", signed, length));
        Assert.Equal("403 MisconfiguredProxy", await Ask("/auth/haproxy", "/checked/7", signed, [.. length, new("X-Original-Body-Sha256", "x")]));

        using var longer = await _world.Ask("/orders/7", _world.Sign(key, "/orders/7"), told: [new("X-Original-Length", "1")]);
        Assert.Equal("403 AccessDenied", GatewayWorld.Told(longer));
        using var chunked = await _world.Ask("/orders/7", _world.Sign(key, "/orders/7"), told: [new("X-Original-Transfer-Encoding", "chunked")]);
        Assert.Equal("403 AccessDenied", GatewayWorld.Told(chunked));
    }

    [Fact]
    public async Task A_proxy_that_hands_over_the_body_has_it_compared()
    {
        var key = await _world.NewUser("handed");
        var body = Encoding.UTF8.GetBytes("a body");
        HeaderField[] told = [new("X-Forwarded-Method", "PUT"), new("X-Forwarded-Uri", "/checked/7"), new("X-Forwarded-Host", GatewayWorld.Host),
            new("X-Forwarded-Proto", "https"), new("X-Forwarded-For", "203.0.113.7")];
        var signed = _world.Sign(key, "/checked/7", "PUT", body: body)[1..];
        foreach (var (path, sent, status) in new[] { ("/auth/traefik", "a body", "200"), ("/auth/traefik", "b body", "403 SignatureDoesNotMatch"),
            ("/auth/traefik", "", "403 AccessDenied"),
            ("/auth/caddy", "a body", "403 MisconfiguredProxy") })
        {
            using var answer = await _world.Send(path, signed, told, "POST", sent.Length == 0 ? null : Encoding.UTF8.GetBytes(sent));
            Assert.Equal((path, sent, status), (path, sent, GatewayWorld.Told(answer)));
        }

        HeaderField[] envoy = [new("X-Forwarded-Proto", "https"), new("X-Forwarded-For", "203.0.113.7")];
        var all = _world.Sign(key, "/checked/7", "PUT", body: body);
        using var good = await _world.Send("/auth/envoy/checked/7", all, envoy, "PUT", body);
        Assert.Equal("200", GatewayWorld.Told(good));
        using var partial = await _world.Send("/auth/envoy/checked/7", all, [.. envoy, new("x-envoy-auth-partial-body", "true")], "PUT", body);
        Assert.Equal("403 AccessDenied", GatewayWorld.Told(partial));
    }

    [Fact]
    public async Task Forms_of_refusals_are_those_of_the_route()
    {
        var key = await _world.NewUser("none", "bills:*");
        HeaderField[] Told(string target) => [new("X-Forwarded-Method", "GET"), new("X-Forwarded-Uri", target), new("X-Forwarded-Host", GatewayWorld.Host),
            new("X-Forwarded-Proto", "https"), new("X-Forwarded-For", "203.0.113.7")];
        foreach (var (target, service, type, text) in new[]
        {
            ("/orders/7", "orders", "text/xml", "<Code>AccessDenied</Code>"),
            ("/public/a", "orders", "application/problem+json", "\"code\":\"AccessDenied\""),
            ("/web/7", "orders", "application/x-amz-json-1.1", "\"__type\":\"AccessDenied\""),
            ("/store/a/b", "s3", "application/xml", "<Error><Code>AccessDenied</Code>"),
        })
        {
            HeaderField[] hash = service == "s3" ? [new("x-amz-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")] : [];
            using var answer = await _world.Send("/auth/caddy", _world.Sign(key, target, service: service, more: hash)[1..], Told(target));
            Assert.Equal((target, 403, type), (target, (int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Contains(text, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var anonymous = await _world.Send("/auth/caddy", [], Told("/public/a"));
        Assert.Equal("200", GatewayWorld.Told(anonymous));
        Assert.Equal(("anonymous", "-"), (GatewayWorld.Header(anonymous, "X-Daypass-Decision"), GatewayWorld.Header(anonymous, "X-Daypass-Arn")));
        using var other = await _world.Send("/auth/caddy", [new("Authorization", "Basic YTpi")], Told("/public/a"));
        Assert.Equal("400 IncompleteSignature", GatewayWorld.Told(other));
    }

    [Fact]
    public async Task What_is_revoked_is_refused_and_without_the_server_it_goes_on_for_a_while()
    {
        var (key, gone) = (await _world.NewUser("stays"), await _world.NewUser("goes"));
        async Task<string> Ask(SigningCredentials credentials)
        {
            using var answer = await _world.Ask("/orders/7", _world.Sign(credentials, "/orders/7"));
            return GatewayWorld.Told(answer);
        }

        Assert.Equal("200", await Ask(key));
        Assert.Equal("200", await Ask(gone));
        var before = _world.Questions;
        Assert.Equal("200", await Ask(key));
        Assert.Equal(before, _world.Questions);
        await _world.Server.Api.Get(new DeleteAccessKeyRequest { UserName = "goes", AccessKeyId = gone.AccessKeyId }, _world.Server.Admin);
        await Until(async () => await Ask(gone) == "403 InvalidClientTokenId");

        _world.IsCutOff = true;
        Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("200", await Ask(key));
        Assert.Equal("503 ServiceUnavailable", await Ask(gone));
        Assert.True(_world.Gateway.IsReady);
        Clock.Advance(TimeSpan.FromSeconds(41));
        Assert.Equal("503 ServiceUnavailable", await Ask(key));
        Assert.False(_world.Gateway.IsReady);
    }

    [Fact]
    public async Task A_presigned_request_passes_until_it_ends()
    {
        var key = await _world.NewUser("presigned");
        var target = new SigV4Signer(SigV4Rules.For("orders"), "eu-west-1").Presign(
            new SignedRequest("GET", "/orders/7", new HeaderField[] { new("Host", GatewayWorld.Host) }), SHA256.HashData([]), key, Clock.GetUtcNow(),
                TimeSpan.FromMinutes(5));
        using var allowed = await _world.Ask(target, [new("Host", GatewayWorld.Host)]);
        Assert.Equal("200", GatewayWorld.Told(allowed));
        using var other = await _world.Ask(target.Replace("/orders/7", "/orders/8", StringComparison.Ordinal), [new("Host", GatewayWorld.Host)]);
        Assert.Equal("403 SignatureDoesNotMatch", GatewayWorld.Told(other));
        Clock.Advance(TimeSpan.FromMinutes(16));
        using var late = await _world.Ask(target, [new("Host", GatewayWorld.Host)]);
        Assert.Equal("403 SignatureDoesNotMatch", GatewayWorld.Told(late));
    }

    [Fact]
    public async Task A_broken_file_of_routes_changes_nothing()
    {
        var key = await _world.NewUser("reload");
        var text = await File.ReadAllTextAsync(_world.RoutesPath);
        await File.WriteAllTextAsync(_world.RoutesPath, text + "\n  nonsense: 1\n");
        _world.Gateway.Reload();
        Assert.Contains(_world.Log.All, static line => line.Contains("The routes stay as they were: ", StringComparison.Ordinal)
            && line.Contains("has no member nonsense", StringComparison.Ordinal));
        using var same = await _world.Ask("/orders/7", _world.Sign(key, "/orders/7"));
        Assert.Equal("200", GatewayWorld.Told(same));
        await File.WriteAllTextAsync(_world.RoutesPath, text.Replace("path: /orders/{id}", "path: /other/{id}", StringComparison.Ordinal));
        _world.Gateway.Reload();
        using var moved = await _world.Ask("/orders/7", _world.Sign(key, "/orders/7"));
        Assert.Equal("403 AccessDenied", GatewayWorld.Told(moved));
    }

    [Fact]
    public async Task Callers_of_another_account_are_decided_by_the_server()
    {
        var parts = _world.Server.Host.Service.Parts;
        var account = await parts.Accounts.Store(parts.Accounts.Prepare(Daypass.Protocol.AccountId.NewRandom(), "another"), default);
        var admin = new SigningCredentials(account.Value!.Admin.Key.Id, account.Value.Admin.Secret);
        using var denied = await _world.Ask("/orders/7", _world.Sign(admin, "/orders/7"));
        Assert.Equal("403 AccessDenied", GatewayWorld.Told(denied));
        await PutPolicy("order/7", $$"""{"AWS":"{{account.Value.Account.Id}}"}""");
        using var allowed = await _world.Ask("/orders/7", _world.Sign(admin, "/orders/7"));
        Assert.Equal("200", GatewayWorld.Told(allowed));
        Assert.StartsWith($"arn:aws:iam::{account.Value.Account.Id}:", GatewayWorld.Header(allowed, "X-Daypass-Arn"), StringComparison.Ordinal);
        using var forged = await _world.Ask("/orders/8", _world.Sign(admin, "/orders/7"));
        Assert.Equal("403 SignatureDoesNotMatch", GatewayWorld.Told(forged));
    }

    [Fact]
    public async Task Policies_of_the_resource_decide_about_nobody_where_the_route_says_so()
    {
        HeaderField[] nobody = [new("Host", GatewayWorld.Host)];
        using var before = await _world.Ask("/shared/a", nobody);
        Assert.Equal("401 MissingAuthenticationToken", GatewayWorld.Told(before));
        await PutPolicy("shared/a", "\"*\"");
        using var after = await _world.Ask("/shared/a", nobody);
        Assert.Equal("200", GatewayWorld.Told(after));
        Assert.Equal(("anonymous", "-"), (GatewayWorld.Header(after, "X-Daypass-Decision"), GatewayWorld.Header(after, "X-Daypass-Arn")));
        using var other = await _world.Ask("/shared/b", nobody);
        Assert.Equal("401 MissingAuthenticationToken", GatewayWorld.Told(other));
        using var claimed = await _world.Ask("/shared/a", [.. nobody, new HeaderField("Authorization", "AWS4-HMAC-SHA256 Credential=x")]);
        Assert.Equal("403 IncompleteSignature", GatewayWorld.Told(claimed));
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:user/anna", "arn:aws:iam::111122223333:user/anna")]
    [InlineData("a\r\nX-Daypass-Arn: b", "a%0D%0AX-Daypass-Arn:%20b")]
    [InlineData("é", "%C3%A9")]
    [InlineData("", "-")]
    [InlineData(null, "-")]
    public void An_identity_never_ends_its_header(string? value, string written) => Assert.Equal(written, IdentityHeaders.Write(value));

    private async Task PutPolicy(string resource, string principal)
    {
        var arn = $"arn:aws:orders:eu-west-1:{_world.Server.Account}:{resource}";
        await _world.Server.Api.Get(
            new PutResourcePolicyRequest
            {
                ResourceArn = arn,
                Policy = $$"""
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"orders:Read","Resource":"{{arn}}"}]}
                    """,
            },
            _world.Server.Admin);
        await _world.Heard();
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var enough = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            enough.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
