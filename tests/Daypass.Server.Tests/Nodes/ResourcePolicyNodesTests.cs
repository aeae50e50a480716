using System.Security.Cryptography;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;
using Daypass.Testing.Databases;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Nodes;

/// <summary>A policy of a resource that is put on one node holds on the other; without the database what is known of resources is good for a while.</summary>
[Trait("Category", "foreign")]
public sealed class ResourcePolicyNodesTests
{
    private const string Bucket = "arn:aws:s3:::papers";

    [Fact]
    public async Task A_policy_of_one_node_holds_on_the_other_and_in_an_outage()
    {
        await using var postgres = await PostgresServer.Start();
        var nodes = new TwoNodes();
        try
        {
            await nodes.Start(postgres.Address());
            var reader = await nodes.NewUser(nodes.First, "reader", "s3:ListBucket");
            var allow = Policy("Allow", nodes.Account);
            await Spread.AssertWithinBound(async round =>
            {
                var resource = $"{Bucket}-{round}";
                Assert.Equal("implicitDeny", await Ask(nodes.Second, nodes.Admin, reader, resource));
                await nodes.First.Get(
                    new PutResourcePolicyRequest { ResourceArn = resource, Policy = allow.Replace(Bucket, resource, StringComparison.Ordinal) }, nodes.Admin);
                return await Spread.TimeUntil(async () => await Ask(nodes.Second, nodes.Admin, reader, resource) == "allowed");
            });

            // The one has a policy, and that the other has none is known as well.
            Assert.Equal("allowed", await Ask(nodes.First, nodes.Admin, reader, $"{Bucket}-0"));
            Assert.Equal("allowed", await Ask(nodes.First, nodes.Admin, nodes.Admin, "arn:aws:s3:::others"));
            await postgres.StopAtOnce();
            await Health.Of(nodes.First);
            Assert.Equal("allowed", await Ask(nodes.First, nodes.Admin, reader, $"{Bucket}-0"));
            Assert.Equal("allowed", await Ask(nodes.First, nodes.Admin, nodes.Admin, "arn:aws:s3:::others"));
            Assert.Equal("ServiceUnavailable", await Ask(nodes.First, nodes.Admin, nodes.Admin, "arn:aws:s3:::never-asked-about"));
        }
        finally
        {
            await nodes.DisposeAsync();
        }
    }

    private static string Policy(string effect, string account) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Principal":{"AWS":"arn:aws:iam::{{account}}:user/reader"},"Action":"s3:*","""
        + $$""" "Resource":"{{Bucket}}"}]}""";

    private static async Task<string> Ask(ApiClient node, SigningCredentials service, SigningCredentials caller, string resource)
    {
        HeaderField[] headers = [new("Host", "s3.example.com")];
        var signed = new SigV4Signer(SigV4Rules.For("storage"), "eu-west-1").Sign(
            new SignedRequest("GET", "/x", headers), SHA256.HashData([]), caller, TimeProvider.System.GetUtcNow());
        var answer = await node.Call(
            new CheckAccessRequest
            {
                Method = "GET",
                Target = "/x",
                Headers = [.. headers.Concat(signed).Select(static header => new RequestHeader { Name = header.Name, Value = header.Value })],
                SigningName = "storage",
                RequestedAction = "s3:GetObject",
                Resource = resource,
            },
            service);
        return answer.Succeeded ? answer.Value.Decision : answer.Error.Code;
    }
}
