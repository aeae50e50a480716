using Daypass.Protocol.Iam;
using Daypass.Sessions.Tests.Support;
using Daypass.Testing.Network;
using Daypass.Testing.Providers;

namespace Daypass.Sessions.Tests;

/// <summary>From a sign-in at SimpleSAMLphp to a role: the response comes back to loopback by a real browser, or is pasted.</summary>
[Trait("Category", "foreign")]
public sealed class SamlLoginTests : IAsyncLifetime
{
    private readonly int _port = FreePort.Find();
    private Office _office = null!;
    private Machine _machine = null!;
    private SimpleSamlProcess _idp = null!;
    private string[] _roles = [];

    public async Task InitializeAsync()
    {
        _office = await Office.Open();
        var provider = $"arn:aws:iam::{_office.Account}:saml-provider/people";
        _roles = [$"arn:aws:iam::{_office.Account}:role/reader", $"arn:aws:iam::{_office.Account}:role/writer"];
        _idp = await SimpleSamlProcess.Start(string.Join(' ', _roles), provider, $"http://127.0.0.1:{_port}/saml");
        await _office.Server.Api.Get(
            new CreateSamlProviderRequest
            {
                Name = "people",
                SamlMetadataDocument = await _idp.Metadata(),
                Tags = [new Protocol.Sts.Tag { Key = "daypass:saml", Value = $"any-audience recipient=http://127.0.0.1:{_port}/saml" }],
            },
            _office.Server.Admin);
        foreach (var role in _roles)
        {
            await _office.NewRoleTrusting(
                role.Split('/')[1],
                $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"{{{provider}}}"},"Action":"""
                + $$$"""["sts:AssumeRoleWithSAML","sts:TagSession","sts:SetSourceIdentity"]} }""");
        }

        _machine = _office.NewMachine();
        _machine.Write(".aws/config", $"[profile work]\nsaml_url = {_idp.Url}/saml2/idp/SSOService.php?spentityid=urn:daypass:loopback\n");
    }

    public async Task DisposeAsync()
    {
        _machine.Dispose();
        await _idp.DisposeAsync();
        await _office.DisposeAsync();
    }

    [Fact]
    public async Task A_browser_brings_the_response_back_to_loopback()
    {
        var log = Path.Combine(_machine.Home, "browser.log");
        _machine.Variables["BROWSER"] = LoginTests.Browser(log);
        var login = await _machine.Run("login", "work", "--role-arn", _roles[1], "--port", $"{_port}", "--save", "legacy");
        Assert.True(login.ExitCode == 0, login.Errors + (File.Exists(log) ? await File.ReadAllTextAsync(log) : "no browser"));
        Assert.Contains($"Signed in: role {_roles[1]} as jane of https://idp.example.com/simplesaml", login.Errors, StringComparison.Ordinal);
        Assert.Contains(":assumed-role/writer/jane@example.com", (await _machine.Run("whoami", "work")).Succeeded(), StringComparison.Ordinal);
        Assert.Contains(
            ":assumed-role/writer/jane@example.com",
            (await _machine.Run("sts", "get-caller-identity", "--profile", "legacy")).Succeeded(),
            StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_machine.Home, ".aws", "credentials")));
    }

    [Fact]
    public async Task A_pasted_response_lists_its_roles_and_the_person_picks_one()
    {
        var response = await _idp.Response();
        Assert.True(response.Length > 4096, "The terminal's own line editing would have been enough.");
        var sight = await Person.Runs(
            _machine,
            [["sh", "-c", $"{Machine.Program} login work --saml-response - && {Machine.Program} whoami work"]],
            ("Paste the SAMLResponse and press Enter: ", response),
            ("Role: ", "1"));
        Assert.True(sight.Codes is [0], sight.Seen);
        Assert.Contains($"1) {_roles[0]}", sight.Seen, StringComparison.Ordinal);
        Assert.Contains($"2) {_roles[1]}", sight.Seen, StringComparison.Ordinal);
        Assert.Contains(":assumed-role/reader/jane@example.com", sight.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_terminal_the_roles_are_listed_and_nothing_is_assumed()
    {
        var file = _machine.Write("response", await _idp.Response());
        var refused = await _machine.Run("login", "work", "--saml-response", file);
        Assert.Equal(252, refused.ExitCode);
        Assert.Contains($"pick one with --role-arn:\n  1) {_roles[0]}\n  2) {_roles[1]}", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(0, _office.Relay.Count("AssumeRoleWithSAML"));
        var noResponse = await _machine.Run("login", "work", "--saml-response", _machine.Write("nothing", "PHhtbC8+"));
        Assert.Equal(255, noResponse.ExitCode);
        Assert.Contains("offers no role", noResponse.Errors, StringComparison.Ordinal);
    }
}
