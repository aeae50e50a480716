using System.Text.Json;
using Daypass.Protocol.Catalogue;
using Daypass.Server.Tests.Clients;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Organizations;

/// <summary>One Python process calls every operation of Organizations with boto3 and holds each answer against boto3's own model
/// (tests/tools/python/organizations_rows.py).</summary>
public sealed class OrganizationsBreadth : IAsyncLifetime
{
    /// <summary>The calls in their order.</summary>
    internal IReadOnlyList<BreadthRow> Rows { get; private set; } = [];

    public async Task InitializeAsync()
    {
        await using var server = await RunningServer.Start();
        var outcome = await ForeignProgram.Run(
            server, server.Admin, "python3", Path.Combine(ForeignProgram.Tools, "python", "organizations_breadth.py"), server.Account);
        Rows = [.. outcome.Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonSerializer.Deserialize<BreadthRow>(line, JsonSerializerOptions.Web)!)];
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

[Trait("Category", "foreign")]
public sealed class OrganizationsBreadthTests(OrganizationsBreadth breadth) : IClassFixture<OrganizationsBreadth>
{
    public static TheoryData<string> Operations => [.. OperationCatalogue.List(Service.Organizations).Select(static operation => operation.Name)];

    [Theory, MemberData(nameof(Operations))]
    public void Every_operation_of_Organizations_answers_boto3_as_its_model_says(string operation)
    {
        var rows = breadth.Rows.Where(row => row.Operation == operation).ToList();
        Assert.True(rows.Count > 0, $"organizations_rows.py has no row for {operation}.");
        Assert.All(rows, static row => Assert.Null(row.Wrong));
    }

    [Fact]
    public async Task The_aws_command_line_manages_an_organisation()
    {
        await using var server = await RunningServer.Start();
        async Task<string> Aws(params string[] words) => (await ForeignProgram.Run(
            server, server.Admin, "aws", ["organizations", .. words, "--region", "us-east-1", "--output", "text"])).Succeeded().Trim();
        var made = await Aws("create-organization", "--query", "Organization.Id");
        Assert.Matches("^o-[a-z0-9]{10}$", made);
        var root = await Aws("list-roots", "--query", "Roots[0].Id");
        await Aws("enable-policy-type", "--root-id", root, "--policy-type", "SERVICE_CONTROL_POLICY");
        var unit = await Aws("create-organizational-unit", "--parent-id", root, "--name", "a unit", "--query", "OrganizationalUnit.Id");
        var policy = await Aws("create-policy", "--type", "SERVICE_CONTROL_POLICY", "--name", "deny", "--description", "d", "--content",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}""", "--query", "Policy.PolicySummary.Id");
        await Aws("attach-policy", "--policy-id", policy, "--target-id", unit);
        Assert.Equal(unit, await Aws("list-targets-for-policy", "--policy-id", policy, "--query", "Targets[].TargetId"));
        var member = await Aws("create-account", "--email", "cli@example.com", "--account-name", "cli", "--query", "CreateAccountStatus.AccountId");
        await Aws("move-account", "--account-id", member, "--source-parent-id", root, "--destination-parent-id", unit);
        Assert.Equal("cli", await Aws("describe-account", "--account-id", member, "--query", "Account.Name"));
        var refused = await ForeignProgram.Run(
            server, server.Admin, "aws", ["organizations", "delete-policy", "--policy-id", policy, "--region", "us-east-1"]);
        Assert.Contains("(PolicyInUseException) when calling the DeletePolicy operation: The policy is attached", refused.Errors, StringComparison.Ordinal);
    }
}
