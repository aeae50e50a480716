using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Protocol;

namespace Daypass.Core.AwsManagedPolicies;

/// <summary>The managed policies that every account has at their well-known ARNs, from the first start on.</summary>
/// <remarks>The documents of the folder are ours, at names that people know. Those of the common policies say what AWS's say.</remarks>
public static class SharedPolicies
{
    private const string Folder = "Daypass.Core.AwsManagedPolicies.Documents.";
    private const string CommonFile = "Daypass.Core.AwsManagedPolicies.CommonPolicies.json";

    private static readonly Lazy<IReadOnlyList<ImportedPolicy>> CommonPolicies = new(ReadCommon);
    private static readonly Lazy<IReadOnlyList<ImportedPolicy>> Shipped = new(() => [.. Common, .. ReadOwn()]);

    /// <summary>Those with AWS's facts: the hundred that people attach most.</summary>
    public static IReadOnlyList<ImportedPolicy> Common => CommonPolicies.Value;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ImportedPolicy> All => Shipped.Value;

    /// <summary>Stores those that are missing and adds a version to those whose document changed with this program.</summary>
    public static async ValueTask Install(IDirectoryStore store, TimeProvider clock, CancellationToken cancelled)
    {
        var changed = await FindChanged(store, cancelled);
        if (changed.Count == 0)
        {
            return;
        }

        await store.Write<bool>(
            async transaction =>
            {
                foreach (var policy in changed)
                {
                    if (!await InstallOne(transaction, policy, clock, cancelled))
                    {
                        throw new InvalidOperationException($"The managed policy {policy.Name} could not be stored.");
                    }
                }

                return true;
            },
            cancelled);
    }

    // One question, so that a start that has nothing to store takes no writer's turn.
    private static async ValueTask<List<ImportedPolicy>> FindChanged(IDirectoryStore store, CancellationToken cancelled)
    {
        var keys = All.Select(static policy => EntityKey.Create(ManagedPolicy.Kind, EntityArns.SharedAccount, policy.Name)).ToArray();
        var rows = await store.FindAll(keys, cancelled);
        var changed = new List<ImportedPolicy>();
        for (var policy = 0; policy < keys.Length; policy++)
        {
            if (rows[policy] is not { } row || !IsCurrent(row.ToEntity<ManagedPolicy>(), All[policy]))
            {
                changed.Add(All[policy]);
            }
        }

        return changed;
    }

    // What an operator imported stays as it was imported.
    private static bool IsCurrent(ManagedPolicy known, ImportedPolicy shipped) =>
        known.Imported || known.Versions[^1].Document == shipped.Versions[^1].Document;

    private static async ValueTask<bool> InstallOne(IDirectoryTransaction transaction, ImportedPolicy shipped, TimeProvider clock, CancellationToken cancelled)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var (number, document, _) = shipped.Versions[^1];
        if (await transaction.Find<ManagedPolicy>(EntityArns.SharedAccount, shipped.Name, cancelled) is not { } known)
        {
            return await transaction.TryAdd(
                new ManagedPolicy
                {
                    Account = EntityArns.SharedAccount,
                    Name = shipped.Name,
                    Path = shipped.Path,
                    Id = UniqueId.New(UniqueIdKind.ManagedPolicy, default),
                    CreatedAt = now,
                    UpdatedAt = now,
                    Versions = [new PolicyVersion(number, document, now)],
                    DefaultVersion = number,
                    LastVersion = number,
                },
                cancelled);
        }

        if (IsCurrent(known, shipped))
        {
            return true;
        }

        var next = Math.Max(known.LastVersion + 1, number);
        var kept = known.Versions.Skip(Math.Max(0, known.Versions.Count - 4));
        return await transaction.TryUpdate(
            known,
            known with { Versions = [.. kept, new PolicyVersion(next, document, now)], DefaultVersion = next, LastVersion = next, UpdatedAt = now },
            cancelled);
    }

    private static IReadOnlyList<ImportedPolicy> ReadCommon() => ManagedPolicyFile.Read(Text(CommonFile));

    private static IEnumerable<ImportedPolicy> ReadOwn()
    {
        foreach (var resource in typeof(SharedPolicies).Assembly.GetManifestResourceNames())
        {
            if (resource.StartsWith(Folder, StringComparison.Ordinal))
            {
                // A resource is called NAME.json, or PATH.NAME.json for policies that are not at the root path.
                var parts = resource[Folder.Length..^".json".Length].Split('.');
                var path = parts.Length == 1 ? "/" : $"/{parts[0].Replace('_', '-')}/";
                yield return new ImportedPolicy(parts[^1], [new ImportedVersion(1, Text(resource), null)], 1) { Path = path };
            }
        }
    }

    private static string Text(string resource)
    {
        using var reader = new StreamReader(typeof(SharedPolicies).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().TrimEnd();
    }
}
