using Daypass.Core.Sealing;
using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Testing.Databases;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Nodes;

/// <summary>Two server processes on one PostgreSQL database, as operators run them, with one master key.</summary>
public sealed class TwoNodes : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<ServerProcess> _processes = [];
    private string[] _options = [];

    public ApiClient First { get; private set; } = null!;

    public ApiClient Second { get; private set; } = null!;

    public SigningCredentials Admin { get; private set; } = null!;

    public SigningCredentials Root { get; private set; } = null!;

    public string Account { get; private set; } = "";

    /// <summary>The connection string of the database.</summary>
    public string Database { get; private set; } = "";

    public MasterKey MasterKey { get; private set; } = null!;

    /// <summary>What names the database and its master key on a command's line.</summary>
    public IReadOnlyList<string> Where { get; private set; } = [];

    /// <summary>Trust in everybody of the account.</summary>
    public string TrustsAccount =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{Account}}"},"Action":"sts:AssumeRole"}]}""";

    public async Task InitializeAsync() => await Start(await (await PostgresServer.Shared).CreateSchema());

    /// <summary>Starts the nodes on a database.</summary>
    public async Task Start(string database, params string[] options)
    {
        Database = database;
        var key = Path.Combine(_folder.Path, "shared.key");
        MasterKey = new MasterKeySource { Path = key, MayCreate = true }.Load(static _ => null);
        Where = ["--database", database, "--master-key-file", key];
        _options = options;
        for (var node = 0; node < 2; node++)
        {
            _processes.Add(await ServerProcess.Start(Folder(node), [.. Where, .. options]));
        }

        Admin = _processes[0].Profiles["admin"];
        Root = _processes[0].Profiles["root"];
        First = new ApiClient(new Uri(_processes[0].Url), TimeProvider.System);
        Second = new ApiClient(new Uri(_processes[1].Url), TimeProvider.System);
        Account = (await First.Get(new GetCallerIdentityRequest(), Admin)).Account!;
    }

    public async Task DisposeAsync()
    {
        First?.Dispose();
        Second?.Dispose();
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>The data folder of a node.</summary>
    public string Folder(int node) => Path.Combine(_folder.Path, $"node{node}");

    /// <summary>Kills a node, and starts it again.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message is what it said.</exception>
    public async Task Restart(int node)
    {
        await _processes[node].DisposeAsync();
        _processes[node] = await ServerProcess.Start(Folder(node), [.. Where, .. _options]);
        var client = new ApiClient(new Uri(_processes[node].Url), TimeProvider.System);
        if (node == 0)
        {
            First.Dispose();
            First = client;
        }
        else
        {
            Second.Dispose();
            Second = client;
        }
    }

    /// <summary>A role that everybody of the account may assume; returns its ARN.</summary>
    public async Task<string> NewRole(ApiClient node, string name) =>
        (await node.Get(new CreateRoleRequest { RoleName = name, AssumeRolePolicyDocument = TrustsAccount }, Admin)).Role!.Arn!;

    /// <summary>A user with an access key and one policy.</summary>
    public async Task<SigningCredentials> NewUser(ApiClient node, string name, string action)
    {
        await node.Get(new CreateUserRequest { UserName = name }, Admin);
        await node.Get(
            new PutUserPolicyRequest
            {
                UserName = name,
                PolicyName = "own",
                PolicyDocument = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"*"}]}""",
            },
            Admin);
        var key = (await node.Get(new CreateAccessKeyRequest { UserName = name }, Admin)).AccessKey;
        return new SigningCredentials(key.AccessKeyId, Secret.FromText(key.SecretAccessKey));
    }
}
