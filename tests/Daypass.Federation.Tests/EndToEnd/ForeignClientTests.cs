using System.Text.Json.Nodes;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Providers;
using Daypass.Testing.Server;

namespace Daypass.Federation.Tests.EndToEnd;

/// <summary>Must show 3: real identity providers on one side, the aws CLI and boto3 on the other, this server between them.</summary>
[Trait("Category", "foreign")]
public sealed class ForeignClientTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    private string Role => $"arn:aws:iam::{_server.Account}:role/deployer";

    public async Task InitializeAsync() =>
        _server = await RunningServer.Start(adjust: static options => options with { Federation = new FederationOptions { AllowLoopbackIssuers = true } });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_token_of_a_certified_provider_becomes_a_role()
    {
        using var authority = new TestAuthority();
        await using var issuer = await OidcProviderProcess.Start(authority);
        var host = issuer.Url["https://".Length..];
        var provider = $"arn:aws:iam::{_server.Account}:oidc-provider/{host}";
        await Aws("iam", "create-open-id-connect-provider", "--url", issuer.Url, "--client-id-list", "sts.amazonaws.com", "person-es384", "--thumbprint-list",
            authority.Root.Thumbprint);
        var shown = JsonNode.Parse(await Aws("iam", "get-open-id-connect-provider", "--open-id-connect-provider-arn", provider, "--output", "json"))!;
        await NewRole(provider, "\"sts:AssumeRoleWithWebIdentity\",\"sts:TagSession\",\"sts:SetSourceIdentity\"", $"\"{host}:sub\":[\"machine\",\"jane\"]");

        var machine = await issuer.MachineToken();
        var made = JsonNode.Parse(await Aws(
            "sts", "assume-role-with-web-identity", "--role-arn", Role, "--role-session-name", "ci", "--web-identity-token", machine, "--output", "json"))!;
        var file = await Keep("token", machine + "\n");
        var become = await Boto("token", Role, file);

        // ES384 by boto3, from a file as the SDK reads it, and by the CLI after a rotation.
        var curve = await issuer.PersonToken("person-es384", "jane");
        var byCurve = await Boto("token", Role, await Keep("token-es384", curve + "\n"));
        await issuer.Restart();
        var person = JsonNode.Parse(await Aws(
            "sts", "assume-role-with-web-identity", "--role-arn", Role, "--role-session-name", "jane", "--web-identity-token",
            await issuer.PersonToken("person-es384", "jane"), "--output", "json"))!;

        Assert.Equal(host, (string?)shown["Url"]);
        Assert.Equal(("machine", provider), ((string?)made["SubjectFromWebIdentityToken"], (string?)made["Provider"]));
        Assert.StartsWith($"arn:aws:sts::{_server.Account}:assumed-role/deployer/botocore-session-", become, StringComparison.Ordinal);
        Assert.Contains("\"alg\":\"ES384\"", System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(curve.Split('.')[0])),
            StringComparison.Ordinal);
        Assert.StartsWith($"arn:aws:sts::{_server.Account}:assumed-role/deployer/botocore-session-", byCurve, StringComparison.Ordinal);
        Assert.Equal(("jane", "person-es384"), ((string?)person["SourceIdentity"], (string?)person["Audience"]));
    }

    [Fact]
    public async Task A_response_of_SimpleSAMLphp_becomes_a_role()
    {
        var provider = $"arn:aws:iam::{_server.Account}:saml-provider/people";
        await using var idp = await SimpleSamlProcess.Start(Role, provider);
        var (metadata, key) = (await Keep("metadata.xml", await idp.Metadata()), await Keep("key.pem", idp.PrivateKey));
        await Aws("iam", "create-saml-provider", "--name", "people", "--saml-metadata-document", "file://" + metadata, "--tags",
            "Key=daypass:saml,Value=any-audience");
        await NewRole(provider, "\"sts:AssumeRoleWithSAML\",\"sts:TagSession\",\"sts:SetSourceIdentity\"",
            "\"saml:aud\":\"https://signin.aws.amazon.com/saml\"");

        // This CLI may be older than private keys in its model; the operation itself is the same form.
        await _server.Api.Get(new Protocol.Iam.UpdateSamlProviderRequest { SamlProviderArn = provider, AddPrivateKey = await File.ReadAllTextAsync(key) },
            _server.Admin);

        foreach (var service in new[] { "urn:amazon:webservices", "urn:amazon:webservices:both", "urn:amazon:webservices:encrypted",
            "urn:amazon:webservices:all" })
        {
            var response = await Keep("response", await idp.Response(service));
            var made = JsonNode.Parse(await Aws(
                "sts", "assume-role-with-saml", "--role-arn", Role, "--principal-arn", provider, "--saml-assertion", "file://" + response, "--output",
                "json"))!;

            Assert.Equal(("jane", "persistent", "jane"), ((string?)made["Subject"], (string?)made["SubjectType"], (string?)made["SourceIdentity"]));
            Assert.Equal($"arn:aws:sts::{_server.Account}:assumed-role/deployer/jane@example.com", await Boto("saml", Role, provider, response));
        }

        var responseOnly = await Keep("response", await idp.Response("urn:amazon:webservices:response"));
        var refused = await ForeignProgram.Run(
            _server, _server.Admin, "aws", "sts", "assume-role-with-saml", "--role-arn", Role, "--principal-arn", provider, "--saml-assertion", "file://"
            + responseOnly);
        Assert.Contains("(InvalidIdentityToken)", refused.Errors, StringComparison.Ordinal);
    }

    private async Task<string> Aws(params string[] arguments) => (await ForeignProgram.Run(_server, _server.Admin, "aws", arguments)).Succeeded();

    private async Task<string> Boto(params string[] arguments) =>
        (await ForeignProgram.Run(_server, _server.Admin, "python3", [Path.Combine(ForeignProgram.Tools, "python", "federated_role.py"), .. arguments]))
            .Succeeded().Trim();

    private Task<string> NewRole(string provider, string actions, string condition) => Aws(
        "iam", "create-role", "--role-name", "deployer", "--assume-role-policy-document",
        $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"{{{provider}}}"}, """
            + $$$""" "Action":[{{{actions}}}],"Condition":{"StringEquals":{ {{{condition}}} } } } }""");

    private async Task<string> Keep(string name, string text)
    {
        var path = Path.Combine(_server.DataFolder, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
