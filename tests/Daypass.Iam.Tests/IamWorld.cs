using Daypass.Core.Operations;
using Daypass.Protocol;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Query;
using Daypass.Protocol.Signing;
using Daypass.Server.Composition;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Iam.Tests;

/// <summary>A server of its own for the tests of one class, called through its front door.</summary>
public sealed class IamWorld : IAsyncLifetime
{
    public const string EverythingAllowed = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private RunningServer? _server;

    /// <summary>What is set other than by default.</summary>
    public Func<ServerOptions, ServerOptions>? Adjust { get; init; }

    public RunningServer Server => _server ?? throw new InvalidOperationException("Not started.");

    public ManualClock Clock { get; } = new();

    public string Account => Server.Account;

    public SigningCredentials Admin => Server.Admin;

    public ServiceParts Parts => Server.Host.Service.Parts;

    /// <summary>Every IAM operation this server has.</summary>
    public IEnumerable<Operation> Operations =>
        Server.Host.Service.Operations.All.Where(static operation => operation.Description.Service.Service == Service.Iam);

    public async Task InitializeAsync() => _server = await RunningServer.Start(Clock, Adjust);

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public string Arn(string resource) => $"arn:aws:iam::{Account}:{resource}";

    /// <summary>A trust policy for this account.</summary>
    public string TrustsAccount() => Trusts($"arn:aws:iam::{Account}:root");

    public static string Trusts(string principal) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{principal}}"},"Action":"sts:AssumeRole"}]}""";

    public static string Allows(string action, string resource = "*") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"}]}""";

    /// <summary>A call by the administrator that succeeds.</summary>
    public Task<TOutput> Do<TInput, TOutput>(IOperationInput<TInput, TOutput> input, SigningCredentials? credentials = null)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput> => Server.Api.Get(input, credentials ?? Admin);

    /// <summary>A call by the administrator that is refused.</summary>
    public async Task<AwsError> Refused<TInput, TOutput>(IOperationInput<TInput, TOutput> input, SigningCredentials? credentials = null)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput>
    {
        var result = await Server.Api.Call(input, credentials ?? Admin);
        Assert.False(result.Succeeded, $"{TInput.Operation.Name} succeeded.");
        return result.Error!;
    }

    /// <summary>A call that is refused with exactly this.</summary>
    public async Task Refuses<TInput,
        TOutput>(IOperationInput<TInput, TOutput> input, string code, int status, string message, SigningCredentials? credentials = null)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput>
    {
        var error = await Refused(input, credentials);
        Assert.Equal((code, status, message), (error.Code, error.Status, error.Message));
    }

    /// <summary>A user with one inline policy, and its key.</summary>
    public async Task<SigningCredentials> NewUser(string name, string policy, SigningCredentials? maker = null)
    {
        await Do(new CreateUserRequest { UserName = name }, maker);
        await Do(new PutUserPolicyRequest { UserName = name, PolicyName = "may", PolicyDocument = policy }, maker);
        return await NewKey(name, maker);
    }

    public async Task<SigningCredentials> NewKey(string userName, SigningCredentials? maker = null)
    {
        var made = (await Do(new CreateAccessKeyRequest { UserName = userName }, maker)).AccessKey;
        return new SigningCredentials(made.AccessKeyId, Secret.FromText(made.SecretAccessKey));
    }

    /// <summary>Another account with its administrator.</summary>
    public async Task<(string Account, SigningCredentials Admin)> NewAccount()
    {
        var prepared = Parts.Accounts.Prepare(AccountId.NewRandom(), "another");
        Assert.True((await Parts.Accounts.Store(prepared, CancellationToken.None)).Succeeded);
        return (prepared.Account.Id, new SigningCredentials(prepared.Admin.Key.Id, prepared.Admin.Secret));
    }
}
