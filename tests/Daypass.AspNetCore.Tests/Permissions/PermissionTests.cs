using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Daypass.AspNetCore.Authentication;
using Daypass.AspNetCore.Tests.Hosting;
using Daypass.Protocol;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Verifier.Refusals;

namespace Daypass.AspNetCore.Tests.Permissions;

public sealed class PermissionTests(PermissionService fixture) : IClassFixture<PermissionService>
{
    private readonly ProtectedService _service = fixture.Service;

    private string Account => _service.Server.Account;

    [Fact]
    public async Task Who_may_is_served_and_who_may_not_is_told_why()
    {
        var reader = await _service.NewUser("reader", ProtectedService.Allow("orders:Read", $"arn:aws:orders:eu-west-1:{Account}:order/7"));
        Assert.Equal((HttpStatusCode.OK, "7"), await Get(reader, "/orders/7"));
        var (status, text) = await Get(reader, "/orders/8");
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("<Code>AccessDenied</Code>", text, StringComparison.Ordinal);
        Assert.Contains(
            $"User: arn:aws:iam::{Account}:user/reader is not authorized to perform: orders:Read on resource: arn:aws:orders:eu-west-1:{Account}:order/8"
            + " because no identity-based policy allows the orders:Read action", text, StringComparison.Ordinal);
        (status, text) = await Get(null, "/orders/7");
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("<Code>MissingAuthenticationToken</Code>", text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "open"), await Get(null, "/open"));
        Assert.Equal((HttpStatusCode.OK, "7"), await Get(reader, "/orders/7", isHttp2: true));
        Assert.Equal(HttpStatusCode.Forbidden, (await Get(reader, "/orders/8", isHttp2: true)).Status);
        Assert.Equal((HttpStatusCode.OK, "7"), await Get(reader, "/policy/7"));
        Assert.Equal(HttpStatusCode.Forbidden, (await Get(reader, "/policy/8")).Status);
        Assert.Contains("MissingAuthenticationToken", (await Get(null, "/policy/7")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_of_several_permissions_are_needed()
    {
        var half = await _service.NewUser("half", ProtectedService.Allow("orders:Read"));
        var whole = await _service.NewUser("whole", ProtectedService.Allow("orders:*"));
        Assert.Contains("orders:Audit", (await Get(half, "/both/7")).Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "7"), await Get(whole, "/both/7"));
    }

    /// <summary>Whatever stands in a route value: it is a name, and of one resource.</summary>
    [Theory]
    [InlineData("/orders/*")]
    [InlineData("/orders/%2A")]
    [InlineData("/orders/%3F")]
    [InlineData("/orders/7%2F..%2F8")]
    [InlineData("/orders/a%2Fb")]
    [InlineData("/orders/a%252Fb")]
    [InlineData("/orders/%257")]
    [InlineData("/orders/7:8")]
    [InlineData("/orders/7%3A8")]
    [InlineData("/orders/$%7Baws:username%7D")]
    [InlineData("/orders/%24%7Baws%3Ausername%7D")]
    [InlineData("/orders/7%00")]
    [InlineData("/orders/7%0A")]
    [InlineData("/orders/a%5Cb")]
    [InlineData("/pairs/a%2Fb/c")]
    [InlineData("/pairs/a/b%2Fc")]
    [InlineData("/files/a%2Fb")]
    [InlineData("/files/a%252fb")]
    [InlineData("/numbers/7%20x")]
    public async Task A_value_that_is_no_name_is_refused_whatever_the_policy_allows(string target)
    {
        var all = await _service.NewUser("all", ProtectedService.Allow("orders:*"));
        var (status, text) = await Get(all, target);
        Assert.True(status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{status} {text}");
    }

    [Theory]
    [InlineData("/numbers/007", "7")]
    [InlineData("/numbers/+7", "7")]
    [InlineData("/numbers/7", "7")]
    [InlineData("/renamed/007", "7")]
    public async Task A_number_is_decided_as_the_handler_takes_it(string target, string handled)
    {
        var denied = await _service.NewUser("not-7", $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"orders:*","Resource":"*"},
            {"Effect":"Deny","Action":"orders:*","Resource":"arn:aws:orders:eu-west-1:{{Account}}:order/7"}]}
            """);
        var only = await _service.NewUser("only-7", ProtectedService.Allow("orders:Read", $"arn:aws:orders:eu-west-1:{Account}:order/7"));
        Assert.Equal(HttpStatusCode.Forbidden, (await Get(denied, target)).Status);
        Assert.Equal((HttpStatusCode.OK, handled), await Get(only, target));
    }

    [Fact]
    public async Task A_guid_is_decided_as_the_handler_takes_it()
    {
        const string Id = "0f8fad5b-d9cb-469f-a165-70867728950e";
        var only = await _service.NewUser("only", ProtectedService.Allow("orders:Read", $"arn:aws:orders:eu-west-1:{Account}:order/{Id}"));
        Assert.Equal((HttpStatusCode.OK, Id), await Get(only, $"/guids/{Id.ToUpperInvariant()}"));
        Assert.Equal((HttpStatusCode.OK, Id), await Get(only, $"/guids/{Id.Replace("-", "", StringComparison.Ordinal)}"));
        Assert.Equal(HttpStatusCode.BadRequest, (await Get(only, "/guids/7")).Status);
    }

    [Fact]
    public async Task The_rest_of_a_path_is_a_name_with_slashes_and_never_a_pattern()
    {
        var home = await _service.NewUser("home", ProtectedService.Allow("orders:Read", $"arn:aws:orders:eu-west-1:{Account}:file/home/*"));
        var one = await _service.NewUser("one", ProtectedService.Allow("orders:Read", $"arn:aws:orders:eu-west-1:{Account}:file/home/x"));
        Assert.Equal((HttpStatusCode.OK, "home/a/b c"), await Get(home, "/files/home/a/b%20c"));
        Assert.Equal(HttpStatusCode.Forbidden, (await Get(home, "/files/elsewhere/a")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Get(home, "/files/home/../elsewhere/a")).Status);
        Assert.Equal((HttpStatusCode.OK, "home/x"), await Get(one, "/files/home/x"));
        foreach (var pattern in new[] { "/files/home/%2A", "/files/%2A", "/files/home/%3F", "/files/$%7B%2A%7D", "/files/home/X" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await Get(one, pattern)).Status);
        }
    }

    [Fact]
    public async Task Condition_keys_come_from_what_was_signed_and_from_one_value()
    {
        var small = await _service.NewUser("small", """
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":"orders:Read","Resource":"*","Condition":{"NumericLessThan":{"orders:Amount":"10"}}},
            {"Effect":"Deny","Action":"orders:Read","Resource":"*","Condition":{"StringEquals":{"orders:Mood":"bad"}}}]}
            """);
        Assert.Equal((HttpStatusCode.OK, "9"), await Get(small, "/keys?amount=9"));
        Assert.Equal(HttpStatusCode.Forbidden, (await Get(small, "/keys?amount=10")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Get(small, "/keys?amount=9&amount=10")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Get(small, "/keys?amount=9&Amount=10")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Get(small, "/keys?amount=9&x=a+b")).Status);
        Assert.Equal((HttpStatusCode.OK, "9"), await Get(small, "/keys?amount=9", new HeaderField("x-mood", "good")));
        Assert.Equal(HttpStatusCode.Forbidden, (await Get(small, "/keys?amount=9", new HeaderField("x-mood", "bad"))).Status);
        Assert.Equal((HttpStatusCode.OK, "9"), await Get(small, "/delegate/9"));
        Assert.Equal(HttpStatusCode.Forbidden, (await Get(small, "/delegate/10")).Status);

        // A header that somebody put in on the way is no word of the caller.
        var unsigned = new HttpRequestMessage(HttpMethod.Get, ProtectedService.Exact(_service.Url, "/keys?amount=9"));
        foreach (var header in _service.Sign(small, "/keys?amount=9", "GET", [], _service.Url, isHashSent: true, []))
        {
            unsigned.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        unsigned.Headers.Add("x-mood", "good");
        Assert.Equal(HttpStatusCode.BadRequest, (await _service.Http.SendAsync(unsigned)).StatusCode);
    }

    [Fact]
    public async Task Code_may_name_the_resource_and_ask_for_itself()
    {
        var reader = await _service.NewUser("nine", ProtectedService.Allow("orders:Read", "arn:aws:orders:eu-west-1::order/9"));
        var other = await _service.NewUser("eight", ProtectedService.Allow("orders:Read", "arn:aws:orders:eu-west-1::order/8"));
        Assert.Equal((HttpStatusCode.OK, "handled"), await Get(reader, "/handler"));
        Assert.Contains("AccessDenied", (await Get(other, "/handler")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Get(reader, "/by-code", new HeaderField("x-id", "9"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Get(reader, "/by-code", new HeaderField("x-id", "8"))).Status);
    }

    [Fact]
    public async Task A_session_has_claims_for_all_it_is()
    {
        var api = _service.Server.Api;
        var role = (await api.Get(
            new Daypass.Protocol.Iam.CreateRoleRequest
            {
                RoleName = "shop",
                AssumeRolePolicyDocument = $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{Account}}"},
                "Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}]}
                """,
            },
            _service.Server.Admin)).Role!;
        var made = (await api.Get(
            new AssumeRoleRequest
            {
                RoleArn = role.Arn, RoleSessionName = "monday", SourceIdentity = "anna", Tags = [new() { Key = "team", Value = "red" }],
            },
            _service.Server.Admin)).Credentials!;
        await _service.Heard();
        var session = new SigningCredentials(made.AccessKeyId, Secret.FromText(made.SecretAccessKey), made.SessionToken);
        var claims = JsonSerializer.Deserialize<string[]>((await Get(session, "/who")).Text)!;
        var arn = $"arn:aws:sts::{Account}:assumed-role/shop/monday";
        string[] expected =
        [
            $"{ClaimTypes.Name}={arn}", $"{DaypassClaims.Arn}={arn}", $"{DaypassClaims.Account}={Account}", $"{DaypassClaims.SessionName}=monday",
            $"{DaypassClaims.TagPrefix}team=red", $"{DaypassClaims.SourceIdentity}=anna", $"{DaypassClaims.IssuedAt}=2026-07-01T12:00:00Z",
            $"{DaypassClaims.ExpiresAt}=2026-07-01T13:00:00Z",
        ];
        Assert.All(expected, claim => Assert.Contains(claim, claims));
        Assert.Contains(claims, static claim => claim.StartsWith($"{DaypassClaims.UserId}=AROA", StringComparison.Ordinal));
        Assert.DoesNotContain(claims, static claim => claim.StartsWith(DaypassClaims.Mfa, StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.OK, arn), await Get(session, "/feature"));
        Assert.DoesNotContain(_service.Log.All, line => line.Contains(made.SessionToken, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RefusalFormat.Xml, "text/xml", "<ErrorResponse>")]
    [InlineData(RefusalFormat.StorageXml, "application/xml", "<Error><Code>AccessDenied</Code>")]
    [InlineData(RefusalFormat.AwsJson, "application/x-amz-json-1.1", "{\"__type\":\"AccessDenied\"")]
    [InlineData(RefusalFormat.ProblemJson, "application/problem+json", "\"code\":\"AccessDenied\"")]
    public async Task An_endpoint_refuses_in_its_form_and_without_a_body_to_HEAD(RefusalFormat format, string type, string text)
    {
        var nobody = await _service.NewUser("nobody", ProtectedService.Allow("orders:Read"));
        using var answer = await _service.Send(nobody, $"/refused/{format}");
        Assert.Equal((HttpStatusCode.Forbidden, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains(text, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(answer.Headers.Contains(format == RefusalFormat.StorageXml ? "x-amz-request-id" : "x-amzn-RequestId"));
        Assert.Equal(format == RefusalFormat.AwsJson, answer.Headers.Contains("x-amzn-ErrorType"));
        using var head = await _service.Send(nobody, $"/refused/{format}", "HEAD");
        Assert.Equal((HttpStatusCode.Forbidden, 0), (head.StatusCode, (await head.Content.ReadAsByteArrayAsync()).Length));
    }

    [Fact]
    public async Task Callers_of_another_account_are_proven_and_decided_by_the_server()
    {
        var parts = _service.Server.Host.Service.Parts;
        var id = AccountId.NewRandom();
        var account = await parts.Accounts.Store(parts.Accounts.Prepare(id, "another"), default);
        var admin = new SigningCredentials(account.Value!.Admin.Key.Id, account.Value.Admin.Secret);
        var before = _service.Wire.Questions;
        var (status, text) = await Get(admin, "/orders/7");
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains($"User: arn:aws:iam::{id}:user/admin", text, StringComparison.Ordinal);
        Assert.Contains("<EncodedAuthorizationMessage>", text, StringComparison.Ordinal);
        Assert.Equal(2, _service.Wire.Questions - before);

        // Without a permission there is nothing to ask, and who is not proven is nobody.
        Assert.Contains("decided by the server", (await Get(admin, "/who")).Text, StringComparison.Ordinal);
        (status, text) = await Get(admin with { SecretAccessKey = Secret.NewAccessKey() }, "/orders/7");
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("SignatureDoesNotMatch", text, StringComparison.Ordinal);
        Assert.DoesNotContain(_service.Log.All, static line => line.Contains("Statement", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_denial_carries_what_the_server_encodes_when_it_is_asked()
    {
        await using var service = await ProtectedService.Start(
            PermissionService.Map, static options => options.AskAboutDenials = true, beside: _service.Server, build: PermissionService.AddPolicies);
        var nobody = await service.NewUser("asked", ProtectedService.Allow("orders:Write"));
        using var answer = await service.Send(nobody, "/orders/7");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("<EncodedAuthorizationMessage>", text, StringComparison.Ordinal);
        service.Wire.IsCut = true;
        using var alone = await service.Send(nobody, "/orders/7");
        Assert.Equal(HttpStatusCode.Forbidden, alone.StatusCode);
        Assert.DoesNotContain("Encoded", await alone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<(HttpStatusCode Status, string Text)> Get(SigningCredentials? credentials, string target, params IReadOnlyList<HeaderField> headers) =>
        Get(credentials, target, isHttp2: false, headers);

    private async Task<(HttpStatusCode Status, string Text)> Get(
        SigningCredentials? credentials, string target, bool isHttp2, params IReadOnlyList<HeaderField> headers)
    {
        using var answer = await _service.Send(credentials, target, isHttp2: isHttp2, headers: headers);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
