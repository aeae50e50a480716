using Daypass.Cli.Interaction;
using Daypass.Client;
using Daypass.Client.Credentials;
using Daypass.Protocol.Signing;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Oidc;
using Daypass.Testing.Saml;
using Daypass.Testing.Server;

namespace Daypass.Cli.Tests.Support;

/// <summary>A running server with identity providers, a folder of files, and command lines whose <c>{names}</c> are filled in.</summary>
internal sealed class CliWorld : IAsyncDisposable
{
    private readonly Client.Tests.Support.TemporaryFolder _home = new();
    private readonly TestAuthority _authority;
    private readonly TestIssuer _issuer;
    private readonly TestSamlIdp _identityProvider = new();

    private CliWorld(RunningServer server, TestAuthority authority) => (Server, _authority, _issuer) = (server, authority, new TestIssuer(authority));

    /// <summary>The server; its clock is the machine's, because foreign programs sign with that.</summary>
    public RunningServer Server { get; }

    /// <summary>The folder of the files that command lines name.</summary>
    public string Files => _home.Path;

    /// <summary>What stands for the names in braces.</summary>
    public Dictionary<string, string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The environment of every command, for an administrator.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Starts a server with an OIDC and a SAML provider registered, and with <c>token.txt</c> and <c>assertion.txt</c> of theirs among the
    /// files.
    /// </summary>
    /// <param name="account">The account, or null for a random one.</param>
    /// <param name="samlRole">The name of the role that the assertion is for.</param>
    /// <param name="samlProvider">The name of the SAML provider.</param>
    public static async Task<CliWorld> Start(string? account = null, string samlRole = "saml", string samlProvider = "people")
    {
        var server = await RunningServer.Start(
            null,
            options => options with { AccountId = account, EncodeDenials = true, Federation = new FederationOptions { AllowLoopbackIssuers = true } });
        var world = new CliWorld(server, new TestAuthority());
        world.Prepare(samlRole, samlProvider);
        return world;
    }

    /// <summary>Writes a file that command lines name.</summary>
    public string Write(string name, string content) => _home.Write(name, Fill(content));

    /// <summary>The words of a command line with its names filled in.</summary>
    public List<string> Words(string line) => [.. CommandWords.Split(line).Select(Fill)];

    /// <summary>Runs a command line in this process.</summary>
    public CliResult Run(string line, SigningCredentials? caller = null) => Run(Words(line), caller);

    /// <summary>Runs a command line in this process.</summary>
    public CliResult Run(IReadOnlyList<string> words, SigningCredentials? caller = null)
    {
        var variables = new Dictionary<string, string>(Variables, StringComparer.Ordinal);
        if (caller is not null)
        {
            variables["AWS_ACCESS_KEY_ID"] = caller.AccessKeyId;
            variables["AWS_SECRET_ACCESS_KEY"] = caller.SecretAccessKey.Reveal();
        }

        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        var exitCode = CommandLine.Run(new Terminal(output, error, new ClientEnvironment(variables.GetValueOrDefault, _home.Path, TimeProvider.System)), words);
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command line that must succeed, and gives its output without the last line break.</summary>
    public string Do(string line, SigningCredentials? caller = null)
    {
        var result = Run(line, caller);
        Assert.True(result.ExitCode == 0, $"{line}: {result.Error}");
        return result.Output.TrimEnd('\n');
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _issuer.DisposeAsync();
        _authority.Dispose();
        _home.Dispose();
    }

    private string Fill(string text)
    {
        foreach (var (name, value) in Names)
        {
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        return text;
    }

    private void Prepare(string samlRole, string samlProvider)
    {
        var account = Server.Account;
        Variables["AWS_ENDPOINT_URL"] = Server.Url;
        Variables["AWS_REGION"] = Variables["AWS_DEFAULT_REGION"] = "us-east-1";
        Variables["AWS_ACCESS_KEY_ID"] = Server.Admin.AccessKeyId;
        Variables["AWS_SECRET_ACCESS_KEY"] = Server.Admin.SecretAccessKey.Reveal();
        Variables["AWS_CONFIG_FILE"] = Path.Combine(_home.Path, "config");
        Variables["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(_home.Path, "credentials");
        Variables["AWS_EC2_METADATA_DISABLED"] = "true";
        Variables["DAYPASS_CACHE_KEYRING"] = "off";
        Names["url"] = Server.Url;
        Names["account"] = account;
        Names["files"] = _home.Path;
        Names["issuer"] = _issuer.Url;
        Names["issuerName"] = _issuer.Url["https://".Length..];
        Names["samlProvider"] = $"arn:aws:iam::{account}:saml-provider/{samlProvider}";

        var now = TimeProvider.System.GetUtcNow();
        Write("token.txt", _issuer.Mint(now));
        Write("metadata.xml", _identityProvider.Metadata);
        var draft = new SamlDraft { Now = now, SessionUntil = null }.Replacing(
            SamlDraft.Aws + "Role",
            $"arn:aws:iam::{account}:role/{samlRole},{Names["samlProvider"]}");
        Write("assertion.txt", _identityProvider.Mint(draft));
        Do($"iam create-open-id-connect-provider --url {_issuer.Url} --client-id-list sts.amazonaws.com --thumbprint-list {_issuer.Thumbprint}");
        Do($"iam create-saml-provider --name {samlProvider} --saml-metadata-document file://{{files}}/metadata.xml");
        Write(
            "saml-trust.json",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"""
            + """{"Federated":"{samlProvider}"},"Action":"sts:AssumeRoleWithSAML","Condition":{"StringEquals":"""
            + """{"saml:aud":"https://signin.aws.amazon.com/saml"}}}}""");
        Do($"iam create-role --role-name {samlRole} --assume-role-policy-document file://{{files}}/saml-trust.json --max-session-duration 43200");
        Write(
            "web-trust.json",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::"""
            + """{account}:oidc-provider/{issuerName}"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":"""
            + """{"{issuerName}:sub":"subject-1"}}}}""");
        Do("iam create-role --role-name web --assume-role-policy-document file://{files}/web-trust.json");
    }
}
