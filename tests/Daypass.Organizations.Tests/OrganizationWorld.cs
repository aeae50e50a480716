using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Daypass.Core.Entities;
using Daypass.Core.Operations;
using Daypass.Protocol;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Organizations;
using Daypass.Protocol.Query;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Organizations.Tests;

/// <summary>A server whose first account manages an organisation with both types of policies enabled, called through its front door.</summary>
public sealed class OrganizationWorld : IAsyncLifetime
{
    public const string Scp = ControlPolicy.ServiceType;
    public const string Rcp = ControlPolicy.ResourceType;

    private RunningServer? _server;
    private int _number;

    public RunningServer Server => _server ?? throw new InvalidOperationException("Not started.");

    public ManualClock Clock { get; } = new();

    public string Account => Server.Account;

    public SigningCredentials Admin => Server.Admin;

    public OrganizationShape Organization { get; private set; } = null!;

    public string Root => $"r-{Organization.Id.AsSpan(2, 4)}";

    /// <summary>The operations this server has.</summary>
    public IEnumerable<Operation> Operations =>
        Server.Host.Service.Operations.All.Where(static operation => operation.Description.Service.Service == Service.Organizations);

    public async Task InitializeAsync()
    {
        _server = await RunningServer.Start(Clock, static options => options with { OrganizationQuotas = new() { Accounts = 1000 } });
        Organization = (await Do(new CreateOrganizationRequest())).Organization!;
        await Do(new EnablePolicyTypeRequest { RootId = Root, PolicyType = Scp });
        await Do(new EnablePolicyTypeRequest { RootId = Root, PolicyType = Rcp });
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    /// <summary>A call that succeeds.</summary>
    public Task<TOutput> Do<TInput, TOutput>(IOperationInput<TInput, TOutput> input, SigningCredentials? by = null)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput> => Server.Api.Get(input, by ?? Admin);

    /// <summary>A call that is refused.</summary>
    public async Task<AwsError> Refused<TInput, TOutput>(IOperationInput<TInput, TOutput> input, SigningCredentials? by = null)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput>
    {
        var result = await Server.Api.Call(input, by ?? Admin);
        Assert.False(result.Succeeded, $"{TInput.Operation.Name} succeeded.");
        return result.Error!;
    }

    /// <summary>A call that is refused with exactly this.</summary>
    public async Task Refuses<TInput, TOutput>(IOperationInput<TInput, TOutput> input, string code, string message, SigningCredentials? by = null)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput>
    {
        var error = await Refused(input, by);
        Assert.Equal((code, message), (error.Code, error.Message));
    }

    /// <summary>A unit with a name of its own.</summary>
    public async Task<string> NewUnit(string? parent = null) => (await Do(
        new CreateOrganizationalUnitRequest { ParentId = parent ?? Root, Name = Fresh("unit") })).OrganizationalUnit!.Id!;

    /// <summary>An account of the organisation.</summary>
    public async Task<string> NewMember(string? parent = null)
    {
        var name = Fresh("account");
        var status = (await Do(new CreateAccountRequest { AccountName = name, Email = $"{name}@example.com" })).CreateAccountStatus!;
        Assert.Equal("SUCCEEDED", status.State);
        if (parent is not null)
        {
            await Do(new MoveAccountRequest { AccountId = status.AccountId!, SourceParentId = Root, DestinationParentId = parent });
        }

        return status.AccountId!;
    }

    /// <summary>A policy.</summary>
    public async Task<string> NewPolicy(string type, string document) => (await Do(
        new CreateControlPolicyRequest { Name = Fresh("policy"), Description = "", Type = type, Content = document })).Policy!.PolicySummary!.Id!;

    /// <summary>A policy of the type that denies an action.</summary>
    public Task<string> NewDeny(string type, string action) => NewPolicy(type, type == Scp
        ? $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"{{action}}","Resource":"*"}]}"""
        : $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"{{action}}","Resource":"*"}]}""");

    /// <summary>Credentials of the role that the management account has in a member.</summary>
    public async Task<SigningCredentials> Enter(string member)
    {
        var session = await Do(new AssumeRoleRequest { RoleArn = AccessRole(member), RoleSessionName = "visitor" });
        return Of(session.Credentials!);
    }

    /// <summary>The role that the management account has in a member.</summary>
    public static string AccessRole(string member) => $"arn:aws:iam::{member}:role/OrganizationAccountAccessRole";

    /// <summary>A user with one policy, and its key.</summary>
    public async Task<SigningCredentials> NewUser(string policy, SigningCredentials? maker = null)
    {
        var name = Fresh("user");
        await Do(new CreateUserRequest { UserName = name }, maker);
        await Do(new PutUserPolicyRequest { UserName = name, PolicyName = "may", PolicyDocument = policy }, maker);
        var key = (await Do(new CreateAccessKeyRequest { UserName = name }, maker)).AccessKey;
        return new SigningCredentials(key.AccessKeyId, Secret.FromText(key.SecretAccessKey));
    }

    /// <summary>An account in no organisation, with its administrator.</summary>
    public async Task<(string Account, SigningCredentials Admin)> NewStranger()
    {
        var accounts = Server.Host.Service.Parts.Accounts;
        var prepared = accounts.Prepare(AccountId.NewRandom(), "stranger");
        Assert.True((await accounts.Store(prepared, CancellationToken.None)).Succeeded);
        return (prepared.Account.Id, new SigningCredentials(prepared.Admin.Key.Id, prepared.Admin.Secret));
    }

    public static string Allows(string action) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"*"}]}""";

    public static SigningCredentials Of(Credentials credentials) =>
        new(credentials.AccessKeyId, Secret.FromText(credentials.SecretAccessKey), credentials.SessionToken);

    /// <summary>A name that was not there before.</summary>
    public string Fresh(string word) => $"{word}-{Interlocked.Increment(ref _number)}";

    /// <summary>A call by AWS JSON: the status and what was answered.</summary>
    public async Task<(int Status, JsonObject Body)> Json(string operation, string body, SigningCredentials? by = null, string? signedFor = "organizations")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", "AWSOrganizationsV20161128." + operation);
        if (signedFor is not null)
        {
            HeaderField[] headers =
            [
                new("Host", Server.Api.Host), new("Content-Type", "application/x-amz-json-1.1"),
                new("X-Amz-Target", "AWSOrganizationsV20161128." + operation),
            ];
            var signer = new SigV4Signer(SigV4Rules.For(signedFor), "us-east-1");
            foreach (var header in signer.Sign(new SignedRequest("POST", "/", headers), SHA256.HashData(bytes), by ?? Admin, Server.Clock.GetUtcNow()))
            {
                request.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }
        }

        using var answer = await Server.Api.Send(request);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }
}
