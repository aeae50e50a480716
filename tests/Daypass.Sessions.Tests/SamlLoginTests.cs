using Daypass.Protocol.Iam;
using Daypass.Sessions.Tests.Support;
using Daypass.Testing.Providers;

namespace Daypass.Sessions.Tests;

/// <summary>From a sign-in at SimpleSAMLphp to a role: the response comes back to loopback by a real browser, or is pasted.</summary>
[Trait("Category", "foreign")]
public sealed class SamlLoginTests : IAsyncLifetime
{
    private readonly int port = ForeignProcess.FreePort();
    private Office office = null!;
    private Machine machine = null!;
    private SimpleSamlProcess idp = null!;
    private string[] roles = [];

    public async Task InitializeAsync()
    {
        office = await Office.Open();
        var provider = $"arn:aws:iam::{office.Account}:saml-provider/people";
        roles = [$"arn:aws:iam::{office.Account}:role/reader", $"arn:aws:iam::{office.Account}:role/writer"];
        idp = await SimpleSamlProcess.Start(string.Join(' ', roles), provider, $"http://127.0.0.1:{port}/saml");
        await office.Server.Api.Get(
            new CreateSamlProviderRequest { Name = "people", SamlMetadataDocument = await idp.Metadata(), Tags = [new Protocol.Sts.Tag { Key = "daypass:saml", Value = $"any-audience recipient=http://127.0.0.1:{port}/saml" }] },
            office.Server.Admin);
        foreach (var role in roles)
        {
            await office.NewRoleTrusting(role.Split('/')[1], $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"{{{provider}}}"},"Action":["sts:AssumeRoleWithSAML","sts:TagSession","sts:SetSourceIdentity"]} }""");
        }

        machine = office.NewMachine();
        machine.Write(".aws/config", $"[profile work]\nsaml_url = {idp.Url}/saml2/idp/SSOService.php?spentityid=urn:daypass:loopback\n");
    }

    public async Task DisposeAsync()
    {
        machine.Dispose();
        await idp.DisposeAsync();
        await office.DisposeAsync();
    }

    [Fact]
    public async Task A_browser_brings_the_response_back_to_loopback()
    {
        var log = Path.Combine(machine.Home, "browser.log");
        machine.Variables["BROWSER"] = LoginTests.Browser(log);
        var login = await machine.Run("login", "work", "--role-arn", roles[1], "--port", $"{port}", "--save", "legacy");
        Assert.True(login.ExitCode == 0, login.Errors + (File.Exists(log) ? await File.ReadAllTextAsync(log) : "no browser"));
        Assert.Contains($"Signed in: role {roles[1]} as jane of https://idp.example.com/simplesaml", login.Errors, StringComparison.Ordinal);
        Assert.Contains(":assumed-role/writer/jane@example.com", (await machine.Run("whoami", "work")).Succeeded(), StringComparison.Ordinal);
        Assert.Contains(":assumed-role/writer/jane@example.com", (await machine.Run("sts", "get-caller-identity", "--profile", "legacy")).Succeeded(), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(machine.Home, ".aws", "credentials")));
    }

    [Fact]
    public async Task A_pasted_response_lists_its_roles_and_the_person_picks_one()
    {
        var response = await idp.Response();
        Assert.True(response.Length > 4096, "The terminal's own line editing would have been enough.");
        var sight = await Person.Runs(
            machine,
            [["sh", "-c", $"{Machine.Program} login work --saml-response - && {Machine.Program} whoami work"]],
            ("Paste the SAMLResponse and press Enter: ", response),
            ("Role: ", "1"));
        Assert.True(sight.Codes is [0], sight.Seen);
        Assert.Contains($"1) {roles[0]}", sight.Seen, StringComparison.Ordinal);
        Assert.Contains($"2) {roles[1]}", sight.Seen, StringComparison.Ordinal);
        Assert.Contains(":assumed-role/reader/jane@example.com", sight.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_terminal_the_roles_are_listed_and_nothing_is_assumed()
    {
        var file = machine.Write("response", await idp.Response());
        var refused = await machine.Run("login", "work", "--saml-response", file);
        Assert.Equal(252, refused.ExitCode);
        Assert.Contains($"pick one with --role-arn:\n  1) {roles[0]}\n  2) {roles[1]}", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(0, office.Relay.Count("AssumeRoleWithSAML"));
        var noResponse = await machine.Run("login", "work", "--saml-response", machine.Write("nothing", "PHhtbC8+"));
        Assert.Equal(255, noResponse.ExitCode);
        Assert.Contains("offers no role", noResponse.Errors, StringComparison.Ordinal);
    }
}
