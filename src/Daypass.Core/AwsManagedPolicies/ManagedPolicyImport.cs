using System.Text;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Policy.Language;
using Daypass.Policy.Validation;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Core.AwsManagedPolicies;

/// <summary>Stores imported managed policies for every account, after the checks every policy passes. Sizes are not checked: AWS's own exceed the
/// quota.</summary>
public sealed class ManagedPolicyImport(IDirectoryStore store, TimeProvider clock)
{
    private const int MostVersions = 5;

    /// <summary>What may not be stored of a policy and why, or null.</summary>
    public static string? Validate(ImportedPolicy policy)
    {
        if (policy.Name.Length is 0 or > 128 || !TextPattern.Parse(Patterns.NonEmptyName).IsMatch(Encoding.UTF8.GetBytes(policy.Name)))
        {
            return "the name is not one of a policy";
        }

        if (policy.Path.Length > 512 || !TextPattern.Parse(Patterns.PolicyPath).IsMatch(Encoding.UTF8.GetBytes(policy.Path)))
        {
            return $"{policy.Path} is not the path of a policy";
        }

        foreach (var (number, document, _) in policy.Versions)
        {
            if (PolicyValidator.Validate(document, PolicyKind.Managed) is { } fault)
            {
                return $"v{number}, {fault.Position}: {fault.Message}";
            }
        }

        return null;
    }

    /// <summary>Stores one in place of the one of that name; a policy that changed its path is refused, because its ARN is in use.</summary>
    public ValueTask<Result<ManagedPolicy>> Store(ImportedPolicy policy, CancellationToken cancelled) => store.Write<ManagedPolicy>(
        async transaction =>
        {
            var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
            var known = await transaction.Find<ManagedPolicy>(EntityArns.SharedAccount, policy.Name, cancelled);
            if (known is not null && known.Path != policy.Path)
            {
                return new AwsError("EntityAlreadyExists", 409, $"{policy.Name} exists at {known.Path}; its ARN cannot change.");
            }

            var kept = policy.Versions.Where(version => version.Number == policy.DefaultVersion)
                .Concat(policy.Versions.Where(version => version.Number != policy.DefaultVersion).TakeLast(MostVersions - 1))
                .OrderBy(static version => version.Number);
            var imported = new ManagedPolicy
            {
                Account = EntityArns.SharedAccount,
                Name = known?.Name ?? policy.Name,
                Path = policy.Path,
                Id = known?.Id ?? UniqueId.New(UniqueIdKind.ManagedPolicy, default),
                CreatedAt = policy.CreatedAt ?? known?.CreatedAt ?? now,
                UpdatedAt = policy.UpdatedAt ?? now,
                Description = policy.Description,
                Versions = [.. kept.Select(version => new PolicyVersion(version.Number, version.Document, version.CreatedAt ?? now))],
                DefaultVersion = policy.DefaultVersion,
                LastVersion = policy.Versions[^1].Number,
                Imported = true,
            };
            var stored = known is null ? await transaction.TryAdd(imported, cancelled) : await transaction.TryUpdate(known, imported, cancelled);
            return stored ? imported : throw new InvalidOperationException($"{policy.Name} could not be stored in a transaction of its own.");
        },
        cancelled);
}
