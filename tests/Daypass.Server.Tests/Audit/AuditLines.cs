using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Audit;

/// <summary>Reads the audit log of a running server.</summary>
internal static class AuditLines
{
    public static string PathOf(RunningServer server) => Path.Combine(server.DataFolder, "audit.jsonl");

    /// <summary>Every record so far; what need not be written at once is asked for by one that has to be.</summary>
    public static async Task<IReadOnlyList<JsonObject>> Read(RunningServer server)
    {
        await server.Api.Get(new Protocol.Sts.GetSessionTokenRequest(), server.Admin);
        return [.. (await Text(PathOf(server))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!.AsObject())];
    }

    public static async Task<string> Text(string path)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    /// <summary>The hash of a line as everybody can make it: of what stands before its code, or before its closing brace.</summary>
    public static string HashOf(string line)
    {
        var code = line.IndexOf(",\"recordsCode\"", StringComparison.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code < 0 ? line[..^1] : line[..code])));
    }

    /// <summary>The only record of an operation.</summary>
    public static JsonObject Of(this IReadOnlyList<JsonObject> records, string operation) =>
        records.Single(record => (string?)record["eventName"] == operation);

    /// <summary>A value inside, by names with dots between.</summary>
    public static string? At(this JsonObject record, string path)
    {
        JsonNode? node = record;
        foreach (var name in path.Split('.'))
        {
            node = node is JsonArray array ? array[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] : node?[name];
        }

        return node?.ToString();
    }
}
