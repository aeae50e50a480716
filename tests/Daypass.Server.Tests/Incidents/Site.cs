using System.Text.Json.Nodes;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Audit;
using Daypass.Server.Tests.Commands;
using Daypass.Server.Tests.Nodes;
using Daypass.Server.Tests.Sts;
using Daypass.Testing.Saml;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Incidents;

/// <summary>What an incident happens to: one server with SQLite, or two nodes with PostgreSQL; filled with something of many kinds that must stay.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunningServer? _server;
    private readonly TwoNodes? _nodes;
    private readonly Queue<string> _commands;
    private readonly HashSet<string> _ran = [];
    private SigningCredentials? _bystander;
    private int _files;

    private Site(RunningServer? server, TwoNodes? nodes, string section)
    {
        (_server, _nodes) = (server, nodes);
        _commands = new Queue<string>(IncidentPage.CommandsOf(section));
        Account = nodes?.Account ?? server!.Account;
        Admin = nodes?.Admin ?? server!.Admin;
        Root = nodes?.Root ?? server!.Root;
        Nodes = nodes is null ? [server!.Api] : [nodes.First, nodes.Second];
    }

    /// <summary>The first account.</summary>
    public string Account { get; }

    /// <summary>The user <c>admin</c> of the first account.</summary>
    public SigningCredentials Admin { get; }

    /// <summary>The root key of the first account.</summary>
    public SigningCredentials Root { get; }

    /// <summary>The nodes: one, or two.</summary>
    public IReadOnlyList<ApiClient> Nodes { get; }

    /// <summary>The two nodes, of a cluster.</summary>
    public TwoNodes Cluster => _nodes!;

    /// <summary>The one server, which has SQLite.</summary>
    public RunningServer Server => _server!;

    /// <summary>The first node.</summary>
    public ApiClient Api => Nodes[0];

    /// <summary>The options that name the database on a command's line.</summary>
    public IReadOnlyList<string> Where => _nodes is null ? ["--data", _server!.DataFolder] : [.. _nodes.Where, "--data", _folder.Path];

    /// <summary>The folder of what commands write.</summary>
    public string Folder => _server?.DataFolder ?? _folder.Path;

    /// <summary>Starts it for the drill of a section.</summary>
    public static async Task<Site> Start(bool isCluster, string section)
    {
        if (!isCluster)
        {
            return await Fill(new Site(await RunningServer.Start(), null, section));
        }

        var nodes = new TwoNodes();
        await nodes.InitializeAsync();
        return await Fill(new Site(null, nodes, section));
    }

    /// <summary>Runs the next command of the section, with these values in the place of its words in capitals.</summary>
    public async Task<string> RunNext(params (string Word, string Value)[] values)
    {
        var command = _commands.Dequeue();
        _ran.Add(string.Join(' ', command.Split(' ')[..2]));
        var words = command.Split(' ').Select(word => values.FirstOrDefault(value => value.Word == word).Value ?? word);
        return (await ServerProgram.Succeed([.. words, .. Where])).TrimEnd();
    }

    /// <summary>Runs a command.</summary>
    public async Task<string> Run(params IEnumerable<string> arguments) => (await ServerProgram.Succeed([.. arguments, .. Where])).TrimEnd();

    /// <summary>Runs a command that must be refused with one sentence; returns it.</summary>
    public async Task<string> Refusal(params IEnumerable<string> arguments)
    {
        var (code, output, errors) = await ServerProgram.Run([.. arguments, .. Where]);
        Assert.Equal((1, ""), (code, output));
        Assert.Equal(1, errors.Count(static character => character == '\n'));
        Assert.StartsWith("daypass-server: ", errors, StringComparison.Ordinal);
        return errors["daypass-server: ".Length..].TrimEnd();
    }

    /// <summary>Shows that the drill ran every command of its section, and that somebody whom it was not about has noticed nothing.</summary>
    public async Task AssertDone(bool bystanderStays = true)
    {
        Assert.Empty(_commands);
        if (bystanderStays)
        {
            Assert.True(await IsAccepted(_bystander!), "the session of somebody else is refused");
        }

        Assert.True(await IsAccepted(Other), "the key of another account is refused");
        if (_server is not null)
        {
            await Spread.TimeUntil(async () => (await OnRecord()).IsSupersetOf(_ran));
        }
    }

    /// <summary>Everything there is, secrets included.</summary>
    public async Task<JsonNode> Export()
    {
        var file = Path.Combine(_folder.Path, $"world-{_files++}.json");
        await Run("world", "export", file, "--with-secrets");
        return JsonNode.Parse(await File.ReadAllTextAsync(file))!;
    }

    /// <summary>The administrator of another account.</summary>
    public SigningCredentials Other { get; private set; } = null!;

    /// <summary>The id of the other account.</summary>
    public string OtherAccount { get; private set; } = "";

    /// <summary>Whether all nodes accept these credentials.</summary>
    public async Task<bool> IsAccepted(SigningCredentials credentials) => (await Answers(credentials)).All(static code => code is null);

    /// <summary>Whether all nodes refuse these credentials as they refuse a key that is gone.</summary>
    public async Task<bool> IsRefused(SigningCredentials credentials) => (await Answers(credentials)).All(static code => code == "InvalidClientTokenId");

    /// <summary>Waits until all nodes refuse them, which has to be soon.</summary>
    public async Task Refused(params IEnumerable<SigningCredentials> credentials)
    {
        foreach (var one in credentials)
        {
            await Spread.TimeUntil(() => IsRefused(one));
        }
    }

    /// <summary>A session of a role.</summary>
    public async Task<SigningCredentials> Assume(string role, SigningCredentials caller, string name = "session")
    {
        Result<AssumeRoleResponse> made = default;
        await Spread.TimeUntil(async () => (made = await Nodes[^1].Call(new AssumeRoleRequest { RoleArn = role, RoleSessionName = name }, caller)).Succeeded);
        return made.Value!.Credentials!.ToSigning();
    }

    /// <summary>A role that everybody named may assume, and that may do all of STS.</summary>
    public async Task<string> NewRole(string name, SigningCredentials? owner = null, params IEnumerable<string> accounts)
    {
        var trusted = string.Join(",", accounts.DefaultIfEmpty(Account).Select(static account => $"\"arn:aws:iam::{account}:root\""));
        var arn = (await Api.Get(
            new CreateRoleRequest
            {
                RoleName = name,
                AssumeRolePolicyDocument =
                    $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":[{{trusted}}]},"Action":"sts:AssumeRole"}]}""",
            },
            owner ?? Admin)).Role!.Arn!;
        await Api.Get(new PutRolePolicyRequest { RoleName = name, PolicyName = "own", PolicyDocument = Allow("*") }, owner ?? Admin);
        return arn;
    }

    /// <summary>A user with an access key who may do all of STS.</summary>
    public async Task<SigningCredentials> NewUser(string name)
    {
        await Api.Get(new CreateUserRequest { UserName = name }, Admin);
        await Api.Get(new PutUserPolicyRequest { UserName = name, PolicyName = "own", PolicyDocument = Allow("sts:*") }, Admin);
        var key = (await Api.Get(new CreateAccessKeyRequest { UserName = name }, Admin)).AccessKey!;
        return new SigningCredentials(key.AccessKeyId!, Secret.FromText(key.SecretAccessKey!));
    }

    /// <summary>The profile of a file that a command wrote for its owner alone.</summary>
    public static SigningCredentials Read(string file, string profile)
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var read = CredentialProfiles.Read(file)[profile];
        var token = File.ReadLines(file).FirstOrDefault(static line => line.StartsWith("aws_session_token = ", StringComparison.Ordinal));
        return token is null ? read : read with { SessionToken = token["aws_session_token = ".Length..] };
    }

    /// <summary>A policy that allows one action, or some.</summary>
    public static string Allow(string action) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"*"}]}""";

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_nodes is not null)
        {
            await _nodes.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>What operators did, as the audit log of the server has it.</summary>
    private async Task<HashSet<string>> OnRecord()
    {
        var lines = (await AuditLines.Text(AuditLines.PathOf(_server!))).Split('\n');
        return
        [
            .. lines.Where(static line => line.Contains("\"DaypassOperatorCommand\"", StringComparison.Ordinal))
                .Select(static line => JsonNode.Parse(line)!.AsObject())
                .Where(static record => record.At("additionalEventData.daypass.outcome") == "succeeded")
                .Select(static record => record.At("eventName")!),
        ];
    }

    private static async Task<Site> Fill(Site site)
    {
        var (api, admin) = (site.Api, site.Admin);
        await api.Get(new CreateAccountAliasRequest { AccountAlias = $"site-{site.Account}" }, admin);
        await api.Get(new UpdateAccountPasswordPolicyRequest { MinimumPasswordLength = 12, RequireSymbols = true }, admin);
        await api.Get(new EnableOutboundWebIdentityFederationRequest(), admin);
        await api.Get(new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = "phone" }, admin);
        await api.Get(new CreateGroupRequest { GroupName = "group" }, admin);
        await api.Get(new CreateSamlProviderRequest { Name = "people", SamlMetadataDocument = new TestSamlIdp().Metadata }, admin);
        site.OtherAccount = site.Account == "222222222222" ? "333333333333" : "222222222222";
        var file = Path.Combine(site._folder.Path, "other");
        await site.Run("account", "create", "--id", site.OtherAccount, "--name", "other", "--credentials", file);
        site.Other = CredentialProfiles.Read(file)["admin"];
        await site.Run("organization", "join", site.OtherAccount, "--management", site.Account);
        site._bystander = await site.Assume(await site.NewRole("bystander"), admin, "bystander");
        return site;
    }

    private async Task<IReadOnlyList<string?>> Answers(SigningCredentials credentials)
    {
        var codes = new List<string?>();
        foreach (var node in Nodes)
        {
            codes.Add((await node.Call(new GetCallerIdentityRequest(), credentials)).Error?.Code);
        }

        return codes;
    }
}
