using Daypass.Protocol.Iam;
using Daypass.Sessions.Tests.Support;
using Daypass.Testing;
using Daypass.Testing.Providers;

namespace Daypass.Sessions.Tests;

/// <summary>From a sign-in at a certified OpenID provider, by a real browser or a code, to a role that works.</summary>
[Trait("Category", "foreign")]
public sealed class LoginTests : IAsyncLifetime
{
    private readonly TestAuthority _authority = new();
    private Office _office = null!;
    private Machine _machine = null!;
    private OidcProviderProcess _issuer = null!;
    private string _log = "";

    public async Task InitializeAsync()
    {
        _office = await Office.Open();
        _issuer = await OidcProviderProcess.Start(_authority);
        var host = _issuer.Url["https://".Length..];
        var provider = (await _office.Server.Api.Get(
            new CreateOpenIdConnectProviderRequest
            {
                Url = _issuer.Url,
                ClientIdList = ["desktop"],
                ThumbprintList = [_authority.Root.Thumbprint],
            }, _office.Server.Admin)).OpenIdConnectProviderArn!;
        var role = await _office.NewRoleTrusting(
            "web",
            $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"{{{provider}}}"},"Action":"""
            + $$$"""["sts:AssumeRoleWithWebIdentity","sts:TagSession","sts:SetSourceIdentity"],"Condition":{"StringEquals":"""
            + $$$"""{"{{{host}}}:aud":"desktop","{{{host}}}:sub":"jane"} } } }""");
        _machine = _office.NewMachine();
        _log = Path.Combine(_machine.Home, "browser.log");
        _machine.Variables["AWS_CA_BUNDLE"] = _machine.Write("ca.pem", _authority.Root.ExportCertificatePem());
        _machine.Variables["BROWSER"] = Browser(_log);
        _machine.Write(
            ".aws/config",
            $"[profile web]\nrole_arn = {role}\noidc_issuer = {_issuer.Url}\noidc_client_id = desktop\npolicy_arns = arn:aws:iam::aws:policy/ReadOnlyAccess\n");
    }

    public async Task DisposeAsync()
    {
        _machine.Dispose();
        await _issuer.DisposeAsync();
        await _office.DisposeAsync();
        _authority.Dispose();
    }

    /// <summary>The BROWSER setting of a person called jane.</summary>
    internal static string Browser(string log) => $"node {Path.Combine(Machine.Tools, "browser", "sign-in.mjs")} {log} jane";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sign_in_becomes_the_profiles_session(bool byCode)
    {
        var before = await _machine.Run("exec", "web", "--", "true");
        Assert.Equal(253, before.ExitCode);
        Assert.EndsWith("Sign in with: daypass login web\n", before.Errors, StringComparison.Ordinal);

        string[] options = byCode ? ["--device-code"] : [];
        var login = await _machine.Run(["login", "web", .. options]);
        Assert.True(login.ExitCode == 0, login.Errors + (File.Exists(_log) ? await File.ReadAllTextAsync(_log) : "no browser"));
        Assert.Contains($"Signed in: role arn:aws:iam::{_office.Account}:role/web as jane of ", login.Errors, StringComparison.Ordinal);
        if (byCode)
        {
            Assert.Matches("Open https://localhost:[0-9]+/device and enter the code [A-Z]{4}-[A-Z]{4}[.]\n", login.Errors);
        }

        Assert.Contains(
            $"arn:aws:sts::{_office.Account}:assumed-role/web/daypass-tester",
            (await _machine.Run("whoami", "web")).Succeeded(),
            StringComparison.Ordinal);
        Assert.Equal("arn:aws:iam::aws:policy/ReadOnlyAccess", _office.Relay.Requests("AssumeRoleWithWebIdentity")[0].Field("PolicyArns.member.1.arn"));
        Assert.Equal(1, _office.Relay.Count("AssumeRoleWithWebIdentity"));
        await NothingLies(login.Output + login.Errors);
    }

    [Fact]
    public async Task A_sign_in_for_another_role_is_not_the_profiles()
    {
        var refused = await _machine.Run("login", "web", "--role-arn", $"arn:aws:iam::{_office.Account}:role/other", "--export", "json");
        Assert.Equal(254, refused.ExitCode);
        Assert.Contains("(AccessDenied)", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(
            252,
            (await _machine.Run("login", "--issuer", _issuer.Url, "--client-id", "desktop", "--role-arn", "arn:aws:iam::111122223333:role/x")).ExitCode);
    }

    // Session tokens and identity tokens are secrets; the cache is the one place that has the session.
    private async Task NothingLies(string printed)
    {
        var token = _office.Relay.Requests("AssumeRoleWithWebIdentity")[0].Field("WebIdentityToken")!;
        Assert.DoesNotContain(token, printed, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_machine.Home, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(token, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
            if (file.StartsWith(_machine.Cache, StringComparison.Ordinal))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }
}
