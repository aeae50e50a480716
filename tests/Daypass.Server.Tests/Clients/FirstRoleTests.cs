using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Clients;

/// <summary>From an empty server to a first assumed role, with clients that others wrote.</summary>
[Trait("Category", "foreign")]
public sealed class FirstRoleTests : IAsyncLifetime
{
    private const string ExternalId = "blue";

    private RunningServer _server = null!;

    private string RoleArn => $"arn:aws:iam::{_server.Account}:role/deploy";

    public async Task InitializeAsync() => _server = await RunningServer.Start();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task With_the_aws_command_line_alone()
    {
        await Aws(_server.Admin, "iam", "create-role", "--role-name", "deploy", "--assume-role-policy-document", Trust());
        await Aws(_server.Admin, "iam", "put-role-policy", "--role-name", "deploy", "--policy-name", "look", "--policy-document",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}}""");
        var made = JsonNode.Parse(
            await Aws(_server.Admin, "sts", "assume-role", "--role-arn", RoleArn, "--role-session-name", "first", "--external-id", ExternalId, "--output",
            "json"))!["Credentials"]!;
        var session = new SigningCredentials(
            (string)made["AccessKeyId"]!, Daypass.Protocol.Secret.FromText((string)made["SecretAccessKey"]!), (string)made["SessionToken"]!);

        Assert.Equal(
            $"arn:aws:sts::{_server.Account}:assumed-role/deploy/first\n",
            await Aws(session, "sts", "get-caller-identity", "--query", "Arn", "--output", "text"));
        Assert.Equal("admin\n", await Aws(session, "iam", "list-users", "--query", "Users[].UserName", "--output", "text"));

        var beyond = await ForeignProgram.Run(_server, session, "aws", "iam", "create-user", "--user-name", "more");
        Assert.NotEqual(0, beyond.ExitCode);
        Assert.Contains(
            $"(AccessDenied) when calling the CreateUser operation: User: arn:aws:sts::{_server.Account}:assumed-role/deploy/first is not authorized to "
                + $"perform: iam:CreateUser on resource: arn:aws:iam::{_server.Account}:user/more because no identity-based policy allows the iam:CreateUser "
                + "action",
            beyond.Errors, StringComparison.Ordinal);

        var refused = await ForeignProgram.Run(_server, _server.Admin, "aws", "sts", "assume-role", "--role-arn", RoleArn, "--role-session-name", "first");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(
            $"An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::{_server.Account}:user/admin is not authorized to "
                + $"perform: sts:AssumeRole on resource: {RoleArn}",
            refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_boto3()
    {
        await CreateRole();
        Check(await ForeignProgram.Run(_server, _server.Admin, "python3", Path.Combine(ForeignProgram.Tools, "python", "first_role.py"), RoleArn, ExternalId));
    }

    [Fact]
    public async Task With_the_SDK_for_JavaScript()
    {
        await CreateRole();
        Check(await ForeignProgram.Run(
            _server, _server.Admin, "node", Path.Combine(ForeignProgram.Tools, "javascript", "first-role.mjs"), RoleArn, ExternalId));
    }

    [Fact]
    public async Task With_the_SDK_for_dotnet()
    {
        await CreateRole();
        using var sts = Client(new BasicAWSCredentials(_server.Admin.AccessKeyId, _server.Admin.SecretAccessKey.Reveal()));
        var made = (await sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "first", ExternalId = ExternalId })).Credentials;
        using var session = Client(made);
        var identity = await session.GetCallerIdentityAsync(new GetCallerIdentityRequest());
        var refusal = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(
            () => sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "first" }));

        Assert.Equal($"arn:aws:sts::{_server.Account}:assumed-role/deploy/first", identity.Arn);
        Assert.Equal(_server.Account, (await sts.GetAccessKeyInfoAsync(new GetAccessKeyInfoRequest { AccessKeyId = made.AccessKeyId })).Account);
        Assert.Equal("AccessDenied", refusal.ErrorCode);
        Assert.Equal(403, (int)refusal.StatusCode);
    }

    private void Check(ForeignProgram.Outcome outcome)
    {
        var said = JsonNode.Parse(outcome.Succeeded())!;
        Assert.Equal($"arn:aws:sts::{_server.Account}:assumed-role/deploy/first", (string?)said["arn"]);
        Assert.Equal(_server.Account, (string?)said["account"]);
        Assert.Equal(_server.Account, (string?)said["keyAccount"]);
        Assert.Equal("AccessDenied", (string?)said["refused"]!["code"]);
        Assert.Equal(403, (int?)said["refused"]!["status"]);
    }

    private async Task<string> Aws(SigningCredentials credentials, params string[] arguments) =>
        (await ForeignProgram.Run(_server, credentials, "aws", arguments)).Succeeded();

    private Task<RoleResponse> CreateRole() =>
        _server.Api.Get(new CreateRoleRequest { RoleName = "deploy", AssumeRolePolicyDocument = Trust() }, _server.Admin);

    private string Trust() =>
        $$$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{{{_server.Account}}}}"},"Action":"sts:AssumeRole","Condition":"""
            + $$$$"""{"StringEquals":{"sts:ExternalId":"{{{{ExternalId}}}}"}}}]}""";

    private AmazonSecurityTokenServiceClient Client(AWSCredentials credentials) =>
        new(credentials, new AmazonSecurityTokenServiceConfig { ServiceURL = _server.Url, AuthenticationRegion = "us-east-1" });
}
