using Daypass.Protocol.Verification;
using Daypass.Server.Tests.Commands;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Worlds;

/// <summary>Policies of one's own resources in world files.</summary>
public sealed class ResourcePolicyWorldTests
{
    private const string Bucket = "arn:aws:s3:::papers";

    [Fact]
    public async Task They_are_applied_exported_and_applied_again_without_a_change()
    {
        await using var server = await RunningServer.Start();
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "world.json");
        await File.WriteAllTextAsync(file, World(server.Account, "{\"AWS\":\"arn:aws:iam::" + server.Account + ":user/reader\"}", Bucket + "/*"));
        await ServerProgram.Succeed("world", "apply", file, "--data", server.DataFolder);
        var read = await server.Api.Get(new GetResourcePolicyRequest { ResourceArn = Bucket }, server.Admin);
        Assert.Contains(":user/reader", read.Policy, StringComparison.Ordinal);
        var documents = await server.Api.Get(new GetResourceDocumentsRequest { ResourceArn = Bucket }, server.Admin);
        Assert.StartsWith("AIDA", Assert.Single(documents.Policies[0].PrincipalIds).UniqueId, StringComparison.Ordinal);
        Assert.EndsWith(
            "0 entities made, 0 changed.\n", await ServerProgram.Succeed("world", "apply", file, "--data", server.DataFolder), StringComparison.Ordinal);

        var exported = Path.Combine(folder.Path, "export.json");
        await ServerProgram.Succeed("world", "export", exported, "--data", server.DataFolder);
        Assert.Contains("\"resourcePolicies\"", await File.ReadAllTextAsync(exported), StringComparison.Ordinal);
        Assert.EndsWith(
            "0 entities made, 0 changed.\n", await ServerProgram.Succeed("world", "apply", exported, "--data", server.DataFolder), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"*\"", "arn:aws:s3:::others/*", "resourcePolicies[0].policy: Policy has invalid resource")]
    [InlineData("{\"AWS\":\"arn:aws:iam::ACCOUNT:user/nobody\"}", Bucket, "resourcePolicies[0].policy: Invalid principal in policy")]
    public async Task What_could_not_be_put_is_refused(string principal, string resource, string sentence)
    {
        await using var server = await RunningServer.Start();
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "world.json");
        await File.WriteAllTextAsync(file, World(server.Account, principal.Replace("ACCOUNT", server.Account, StringComparison.Ordinal), resource));
        var (code, _, errors) = await ServerProgram.Run("world", "apply", file, "--data", server.DataFolder);
        Assert.Equal(1, code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    private static string World(string account, string principal, string resource) => $$$"""
        {"version":1,"accounts":[{"id":"{{{account}}}","users":[{"name":"reader"}],"resourcePolicies":[{"resource":"{{{Bucket}}}","policy":
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{{principal}}},"Action":"s3:GetObject","Resource":"{{{resource}}}"}]}}]}]}
        """;
}
