using System.Text.Json.Nodes;
using Daypass.Core.Mfa;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Oidc;
using Daypass.Testing.Saml;
using Daypass.Testing.Server;

namespace Daypass.Federation.Tests.EndToEnd;

/// <summary>What the audit log says of people without an IAM user, and that nothing secret of anybody is in it or in the log.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private readonly TestAuthority _authority = new();
    private readonly TestSamlIdp _idp = new();
    private TestIssuer _issuer = null!;
    private RunningServer _server = null!;

    private string Role => $"arn:aws:iam::{_server.Account}:role/deployer";

    private string OidcArn => $"arn:aws:iam::{_server.Account}:oidc-provider/{_issuer.Url["https://".Length..]}";

    private string SamlArn => $"arn:aws:iam::{_server.Account}:saml-provider/people";

    public async Task InitializeAsync()
    {
        _issuer = new TestIssuer(_authority);
        _server = await RunningServer.Start(_clock, static options => options with { Federation = new FederationOptions { AllowLoopbackIssuers = true } });
        await _server.Api.Get(new CreateOpenIdConnectProviderRequest { Url = _issuer.Url, ClientIdList = ["sts.amazonaws.com"],
            ThumbprintList = [_issuer.Thumbprint] }, _server.Admin);
        await _server.Api.Get(new CreateSamlProviderRequest { Name = "people", SamlMetadataDocument = _idp.Metadata }, _server.Admin);
        var host = _issuer.Url["https://".Length..];
        await _server.Api.Get(
            new CreateRoleRequest
            {
                RoleName = "deployer",
                AssumeRolePolicyDocument = $$"""
                    {"Version":"2012-10-17","Statement":[
                      {"Effect":"Allow","Principal":{"Federated":"{{OidcArn}}"},"Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession"],
                        "Condition":{"StringEquals":{"{{host}}:sub":"subject-1"} } },
                      {"Effect":"Allow","Principal":{"Federated":"{{SamlArn}}"},"Action":["sts:AssumeRoleWithSAML","sts:TagSession","sts:SetSourceIdentity"],
                        "Condition":{"StringEquals":{"saml:aud":"https://signin.aws.amazon.com/saml"} } }]}
                    """,
            },
            _server.Admin);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _issuer.DisposeAsync();
        _authority.Dispose();
    }

    [Fact]
    public async Task A_web_identity_is_recorded_with_its_subject_its_tags_and_the_key_that_signed()
    {
        var token = _issuer.Mint(_clock.GetUtcNow(), static claims =>
            claims["https://aws.amazon.com/tags"] = JsonNode.Parse("""{"principal_tags":{"Team":["eng"]},"transitive_tag_keys":["Team"]}"""));
        var answer = (await Present(token)).Value!;

        var record = (await Records()).Single(static line => (string?)line["eventName"] == "AssumeRoleWithWebIdentity");

        Assert.Equal($$"""{"type":"WebIdentityUser","principalId":"{{OidcArn}}:sts.amazonaws.com:"""
            + $$"""subject-1","userName":"subject-1","identityProvider":"{{OidcArn}}"}""", record["userIdentity"]!.ToJsonString());
        Assert.Equal(_issuer.Keys[0].Id, (string?)record["additionalEventData"]!["daypass"]!["signingKeyId"]);
        Assert.Equal($$"""{"roleArn":"{{Role}}","roleSessionName":"ci","principalTags":{"Team":"eng"},"transitiveTagKeys":["Team"]}""",
            record["requestParameters"]!.ToJsonString());
        Assert.Equal(answer.Credentials!.AccessKeyId, (string?)record["responseElements"]!["credentials"]!["accessKeyId"]);
        Assert.Equal(("subject-1", OidcArn, "sts.amazonaws.com"),
            ((string?)record["responseElements"]!["subjectFromWebIdentityToken"], (string?)record["responseElements"]!["provider"],
            (string?)record["responseElements"]!["audience"]));
        Assert.Equal(_server.Account, (string?)record["recipientAccountId"]);
        Assert.Equal(Hash(token), (string?)record["additionalEventData"]!["daypass"]!["tokenSha256"]);
        await IsNowhere(token);
    }

    [Fact]
    public async Task A_token_that_leaked_is_found_by_its_hash_whether_it_was_taken_or_not_and_never_stands_there_itself()
    {
        var good = _issuer.Mint(_clock.GetUtcNow());
        var forged = _issuer.Mint(_clock.GetUtcNow(), key: SigningKey.Create());
        string[] tokens = [good, forged, good[..^6] + "AAAAAA", "not a token at all"];
        foreach (var token in tokens)
        {
            await Present(token);
        }

        await Present(good + "\n");
        var records = (await Records()).Where(static line => (string?)line["eventName"] == "AssumeRoleWithWebIdentity").ToList();

        // The white space that SDKs send behind a token is not part of it.
        Assert.Equal([.. tokens.Select(Hash), Hash(good)], records.Select(static record => (string?)record["additionalEventData"]!["daypass"]!["tokenSha256"]));
        Assert.Equal([_issuer.Keys[0].Id, null, null, null, _issuer.Keys[0].Id],
            records.Select(static record => (string?)record["additionalEventData"]!["daypass"]!["signingKeyId"]));
        foreach (var token in tokens)
        {
            await IsNowhere(token);
        }
    }

    [Fact]
    public async Task A_refused_token_says_on_the_wire_what_AWS_says_and_on_record_precisely_why()
    {
        var token = _issuer.Mint(_clock.GetUtcNow());
        Assert.Equal("InvalidIdentityToken", (await Present(token[..^6] + "AAAAAA")).Error!.Code);
        Assert.Equal("InvalidIdentityToken", (await Present(_issuer.Mint(_clock.GetUtcNow(), key: SigningKey.Create()))).Error!.Code);
        var denied = (await Present(_issuer.Mint(_clock.GetUtcNow(), static claims => claims["sub"] = "other"))).Error!;

        var records = (await Records()).Where(static line => (string?)line["eventName"] == "AssumeRoleWithWebIdentity").ToList();

        Assert.Equal(3, records.Count);
        Assert.All(records.Take(2), static record =>
            Assert.Equal(("Unknown", "InvalidIdentityToken"), ((string?)record["userIdentity"]!["type"], (string?)record["errorCode"])));
        Assert.All(records.Take(2), static record => Assert.StartsWith("DP-JWT-", Reason(record), StringComparison.Ordinal));
        Assert.NotEqual(Reason(records[0]), Reason(records[1]));
        Assert.Equal(("other", "AccessDenied", denied.Message),
            ((string?)records[2]["userIdentity"]!["userName"], (string?)records[2]["errorCode"], (string?)records[2]["errorMessage"]));
        Assert.Contains("ImplicitDeny by", Reason(records[2]), StringComparison.Ordinal);
        Assert.DoesNotContain("ImplicitDeny", denied.Message, StringComparison.Ordinal);
        Assert.Equal(_issuer.Keys[0].Id, (string?)records[2]["additionalEventData"]!["daypass"]!["signingKeyId"]);
    }

    [Fact]
    public async Task A_SAML_user_is_recorded_with_the_id_of_the_assertion_and_a_refused_response_with_its_reason()
    {
        var draft = Draft();
        var answer = (await Redeem(_idp.Mint(draft))).Value!;
        Assert.Equal("Response signature invalid", (await Redeem(new TestSamlIdp().Mint(draft))).Error!.Message);

        var records = (await Records()).Where(static line => (string?)line["eventName"] == "AssumeRoleWithSAML").ToList();

        var identity = records[0]["userIdentity"]!;
        Assert.Equal(("SAMLUser", $"{answer.NameQualifier}:jane", "jane", draft.Issuer),
            ((string?)identity["type"], (string?)identity["principalId"], (string?)identity["userName"], (string?)identity["identityProvider"]));
        Assert.Equal(("_assertion", answer.AssumedRoleUser!.Arn.Split('/')[^1]),
            ((string?)records[0]["requestParameters"]!["sAMLAssertionID"], (string?)records[0]["requestParameters"]!["roleSessionName"]));
        Assert.Equal(answer.Credentials!.AccessKeyId, (string?)records[0]["responseElements"]!["credentials"]!["accessKeyId"]);
        Assert.StartsWith("DP-SAML-", Reason(records[1]), StringComparison.Ordinal);
        Assert.Equal("Response signature invalid", (string?)records[1]["errorMessage"]);
    }

    [Fact]
    public async Task No_secret_of_a_whole_working_day_is_in_the_audit_log_or_in_the_log()
    {
        var api = _server.Api;
        var secrets = new List<string> { _server.Admin.SecretAccessKey.Reveal(), _server.Root.SecretAccessKey.Reveal() };
        void Keep(Credentials credentials) => secrets.AddRange([credentials.SecretAccessKey, credentials.SessionToken]);

        // Good and refused, each secret where it belongs and under wrong names.
        var token = _issuer.Mint(_clock.GetUtcNow());
        var assertion = _idp.Mint(Draft());
        secrets.AddRange([token, token.Split('.')[2], assertion, assertion[200..280]]);
        Keep((await Present(token)).Value!.Credentials!);
        Keep((await Redeem(assertion)).Value!.Credentials!);
        await Present(token, Role + "-unknown");
        await Present(token[..^4]);
        await Redeem(assertion[..^8]);
        using (await api.Post($"Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn={Role}&RoleSessionName=x&webIdentityToken={token}&Token={token}",
            Protocol.Catalogue.ServiceDescription.Get(Protocol.Catalogue.Service.Sts), null))
        {
        }

        var made = await api.Get(new CreateUserRequest { UserName = "jane" }, _server.Admin);
        secrets.Add((await api.Get(new CreateAccessKeyRequest { UserName = made.User!.UserName }, _server.Admin)).AccessKey.SecretAccessKey);
        const string Password = "canary-Passw0rd-7f3a!", Wrong = "canary-Wrong-91bc!";
        secrets.AddRange([Password, Wrong]);
        await api.Get(new CreateLoginProfileRequest { UserName = "jane", Password = Password }, _server.Admin);
        Assert.False((await api.Call(new UpdateLoginProfileRequest { UserName = "nobody", Password = Wrong }, _server.Admin)).Succeeded);
        var device = (await api.Get(new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = "phone" }, _server.Admin)).VirtualMfaDevice;
        var seedText = System.Text.Encoding.ASCII.GetString(device.Base32StringSeed!.Value.Span);
        var step = TimeCode.StepAt(_clock.GetUtcNow());
        var seed = Base32(seedText);
        string[] codes = [TimeCode.At(seed, step - 1), TimeCode.At(seed, step), TimeCode.At(seed, step + 1)];
        secrets.AddRange([seedText, .. codes]);
        await api.Get(new EnableMfaDeviceRequest { UserName = "admin", SerialNumber = device.SerialNumber, AuthenticationCode1 = codes[0],
            AuthenticationCode2 = codes[1] }, _server.Admin);
        Keep((await api.Get(new GetSessionTokenRequest { SerialNumber = device.SerialNumber, TokenCode = codes[2] }, _server.Admin)).Credentials!);
        Assert.Equal("AccessDenied", (await api.Call(new GetSessionTokenRequest { SerialNumber = device.SerialNumber, TokenCode = codes[2] }, _server.Admin))
            .Error!.Code);
        using var key = System.Security.Cryptography.RSA.Create(2048);
        var pem = key.ExportPkcs8PrivateKeyPem();
        secrets.Add(pem.Split('\n')[3]);
        await api.Get(new UpdateSamlProviderRequest { SamlProviderArn = SamlArn, AddPrivateKey = pem }, _server.Admin);
        Assert.False((await api.Call(new GetDelegatedAccessTokenRequest { TradeInToken = "canary-trade-in-55aa55aa55aa" }, _server.Admin)).Succeeded);
        secrets.Add("canary-trade-in-55aa55aa55aa");
        await api.Get(new EnableOutboundWebIdentityFederationRequest(), _server.Admin);
        secrets.Add((await api.Get(new GetWebIdentityTokenRequest { Audience = ["a"], SigningAlgorithm = "ES384" }, _server.Admin)).WebIdentityToken!);
        Keep((await api.Get(new GetFederationTokenRequest { Name = "federated" }, _server.Admin)).Credentials!);

        var records = await Records();
        var audit = await File.ReadAllTextAsync(Path.Combine(_server.DataFolder, "audit.jsonl"));

        Assert.True(records.Count > 20);
        Assert.All(secrets, secret =>
        {
            Assert.True(secret.Length >= 6);
            Assert.DoesNotContain(secret, audit, StringComparison.Ordinal);
            Assert.DoesNotContain(_server.Log.All, line => line.Contains(secret, StringComparison.Ordinal));
        });
    }

    private static string Hash(string token) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));

    /// <summary>Neither the token nor the parts of it that make it one are in the audit log or in the log.</summary>
    private async Task IsNowhere(string token)
    {
        var audit = await File.ReadAllTextAsync(Path.Combine(_server.DataFolder, "audit.jsonl"));
        foreach (var part in (string[])[token, .. token.Split('.').Skip(1)])
        {
            Assert.DoesNotContain(part, audit, StringComparison.Ordinal);
            Assert.DoesNotContain(_server.Log.All, line => line.Contains(part, StringComparison.Ordinal));
        }
    }

    private static string Reason(JsonObject record) => (string)record["additionalEventData"]!["daypass"]!["reason"]!;

    private static byte[] Base32(string text)
    {
        var bits = string.Concat(text.TrimEnd('=').Select(static character =>
            Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(character, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(index => Convert.ToByte(bits.Substring(index * 8, 8), 2))];
    }

    private SamlDraft Draft() => new SamlDraft { Now = _clock.GetUtcNow() }.Replacing(SamlDraft.Aws + "Role", $"{Role},{SamlArn}");

    private Task<Result<AssumeRoleWithWebIdentityResponse>> Present(string token, string? role = null) =>
        _server.Api.Call(new AssumeRoleWithWebIdentityRequest { RoleArn = role ?? Role, RoleSessionName = "ci", WebIdentityToken = token }, null);

    private Task<Result<AssumeRoleWithSamlResponse>> Redeem(string assertion) =>
        _server.Api.Call(new AssumeRoleWithSamlRequest { RoleArn = Role, PrincipalArn = SamlArn, SamlAssertion = assertion }, null);

    /// <summary>Every record so far; what need not be written at once is asked for by one that has to be.</summary>
    private async Task<IReadOnlyList<JsonObject>> Records()
    {
        await _server.Api.Get(new GetSessionTokenRequest(), _server.Admin);
        return [.. (await File.ReadAllLinesAsync(Path.Combine(_server.DataFolder, "audit.jsonl"))).Select(static line => JsonNode.Parse(line)!.AsObject())];
    }
}
