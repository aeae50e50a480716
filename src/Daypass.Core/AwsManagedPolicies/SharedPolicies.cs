using System.Reflection;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Protocol.Errors;

namespace Daypass.Core.AwsManagedPolicies;

/// <summary>The managed policies every account has at their well-known ARNs. The documents are ours; the names are those people know.</summary>
public static class SharedPolicies
{
    private const string Resources = "Daypass.Core.AwsManagedPolicies.Documents.";

    /// <summary>Stores those that are missing and adds a version to those whose document changed with this program.</summary>
    public static async ValueTask Install(IDirectoryStore store, TimeProvider clock, CancellationToken cancelled)
    {
        foreach (var (path, name, document) in All())
        {
            var installed = await store.Write<bool>(transaction => InstallOne(transaction, path, name, document, clock, cancelled), cancelled);
            if (!installed.Succeeded)
            {
                throw new InvalidOperationException($"The managed policy {name} could not be stored: {installed.Error.Message}");
            }
        }
    }

    /// <summary>Path, name and document of each.</summary>
    public static IEnumerable<(string Path, string Name, string Document)> All()
    {
        var assembly = typeof(SharedPolicies).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(Resources, StringComparison.Ordinal))
            {
                continue;
            }

            // A resource is called NAME.json, or PATH.NAME.json for policies that are not at the root path.
            var parts = resource[Resources.Length..^".json".Length].Split('.');
            var path = parts.Length == 1 ? "/" : $"/{parts[0].Replace('_', '-')}/";
            yield return (path, parts[^1], Read(assembly, resource));
        }
    }

    private static async ValueTask<Result<bool>> InstallOne(IDirectoryTransaction transaction, string path, string name, string document, TimeProvider clock,
        CancellationToken cancelled)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        if (await transaction.Find<ManagedPolicy>(EntityArns.SharedAccount, name, cancelled) is not { } known)
        {
            return await transaction.TryAdd(
                new ManagedPolicy
                {
                    Account = EntityArns.SharedAccount,
                    Name = name,
                    Path = path,
                    Id = UniqueId.New(UniqueIdKind.ManagedPolicy, default),
                    CreatedAt = now,
                    UpdatedAt = now,
                    Versions = [new PolicyVersion(1, document, now)],
                    DefaultVersion = 1,
                    LastVersion = 1,
                },
                cancelled);
        }

        if (known.Imported || known.Versions[^1].Document == document)
        {
            return false;
        }

        var next = known.LastVersion + 1;
        var kept = known.Versions.Skip(Math.Max(0, known.Versions.Count - 4));
        return await transaction.TryUpdate(
            known,
            known with { Versions = [.. kept, new PolicyVersion(next, document, now)], DefaultVersion = next, LastVersion = next, UpdatedAt = now },
            cancelled);
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().TrimEnd();
    }
}
