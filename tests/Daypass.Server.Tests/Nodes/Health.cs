using System.Text.Json;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Nodes;

/// <summary>What a node says of itself.</summary>
internal static class Health
{
    /// <summary>Status and first word of <c>/readyz</c>.</summary>
    public static async Task<(int Status, string? Word)> Of(ApiClient node)
    {
        using var answer = await node.Send(new HttpRequestMessage(HttpMethod.Get, "/readyz"));
        using var report = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        return ((int)answer.StatusCode, report.RootElement.GetProperty("status").GetString());
    }

    /// <summary>Waits until both nodes say so.</summary>
    public static Task<TimeSpan> Both(TwoNodes nodes, int status, string word) =>
        Spread.TimeUntil(async () => await Of(nodes.First) == (status, word) && await Of(nodes.Second) == (status, word));
}
