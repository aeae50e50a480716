using System.Text.Json.Nodes;
using Daypass.Testing.Server;

namespace Daypass.Federation.Tests.Propagation;

/// <summary>The token exchange with an OAuth client of somebody else, which knows the issuer and nothing more.</summary>
[Trait("Category", "foreign")]
public sealed class StockClientTests
{
    [Fact]
    public async Task A_stock_OAuth_client_finds_the_endpoint_exchanges_a_token_and_verifies_the_new_one()
    {
        await using var world = await ExchangeWorld.Start();
        var input = new JsonObject
        {
            ["issuer"] = world.Issuer, ["client"] = world.Role, ["subject"] = world.Jane(), ["actor"] = world.Agent(),
            ["audience"] = ExchangeWorld.Audience, ["scope"] = "read write",
        };
        var file = Path.Combine(world.Of.Server.DataFolder, "exchange.json");
        await File.WriteAllTextAsync(file, input.ToJsonString());

        var outcome = await ForeignProgram.Run(
            world.Of.Server, world.Of.Server.Admin, "node", Path.Combine(ForeignProgram.Tools, "javascript", "token-exchange.mjs"), file);

        var seen = JsonNode.Parse(outcome.Succeeded())!.AsObject();
        foreach (var algorithm in new[] { "oidc", "oauth2" })
        {
            var found = seen[algorithm]!;
            Assert.Equal(("jane@example.com", "agent-7", "read write", 300),
                ((string?)found["claims"]!["sub"], (string?)found["claims"]!["act"]!["sub"], (string?)found["scope"], (int?)found["expires"]));
        }

        Assert.Equal("invalid_target", (string?)seen["refused"]);
    }
}
