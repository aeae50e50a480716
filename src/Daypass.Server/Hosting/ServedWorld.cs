using Daypass.Core.Entities;
using Daypass.Server.Composition;
using Daypass.Server.Commands;
using Daypass.Server.Options;
using Daypass.Worlds;

namespace Daypass.Server.Hosting;

/// <summary>The world a server is started with.</summary>
internal static class ServedWorld
{
    /// <summary>Applies it; returns one line about what was done.</summary>
    /// <exception cref="StartException">The file is refused, or leaves the server without any account.</exception>
    public static async Task<string> Apply(string file, ServiceParts parts, ServerOptions options, CancellationToken cancelled)
    {
        await using var source = await WorldSource.Open(file, Console.OpenStandardInput, cancelled);
        var keys = await GeneratedKeysFile.Open(GeneratedKeysFile.PathIn(options.DataDirectory), parts.Store, cancelled);
        var worlds = new WorldLoader(parts.Store, parts.Envelope, parts.Accounts, parts.Arns, parts.Prefixes, parts.Quotas, parts.Federation, parts.Clock);
        var outcome = await WorldCommand.Applied(worlds, source, keys, cancelled);
        return await parts.Store.List<Account>("", "/", "", 1, cancelled) is [_]
            ? $"Applied {source.Name}: {WorldCommand.Describe(outcome, keys)}"
            : throw new StartException($"{source.Name} has no accounts, and neither has the database.");
    }
}
