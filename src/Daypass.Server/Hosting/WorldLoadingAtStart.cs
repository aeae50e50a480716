using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Server.Composition;
using Daypass.Server.Operators;
using Daypass.Server.Options;
using Daypass.Worlds;

namespace Daypass.Server.Hosting;

/// <summary>Loads the world file that a server is started with (<c>--world</c>).</summary>
internal static class WorldLoadingAtStart
{
    /// <summary>Applies the file; returns a line about what was done, after a line for each advice.</summary>
    /// <exception cref="StartException">The file is refused, or leaves the server without any account.</exception>
    public static Task<string> Apply(string file, ServiceParts parts, IAuditStore acts, ServerOptions options, CancellationToken cancelled) =>
        OperatorAct.Run(acts, "server start", [new("world", file)], parts.Clock, act => Apply(file, parts, options, act, cancelled), cancelled);

    private static async Task<string> Apply(string file, ServiceParts parts, ServerOptions options, OperatorAct act, CancellationToken cancelled)
    {
        await using var source = await WorldSource.Open(file, Console.OpenStandardInput, cancelled);
        var keys = await GeneratedKeysFile.Open(GeneratedKeysFile.PathIn(options.DataDirectory), parts.Store, cancelled);
        var worlds = new WorldLoader(
            parts.Store, parts.Envelope, parts.Accounts, parts.Arns, parts.Prefixes, parts.Quotas, parts.Trust, parts.Federation, parts.Clock);
        var outcome = await source.ApplyTo(worlds, keys, act, cancelled);
        return await parts.Store.List<Account>("", "/", "", 1, cancelled) is [_]
            ? $"{string.Concat(source.Describe(outcome.Advice))}Applied {source.Name}: {keys.Describe(outcome)}"
            : throw new StartException($"{source.Name} has no accounts, and neither has the database.");
    }
}
