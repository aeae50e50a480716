using Daypass.Core.Directory;
using Daypass.Protocol;

namespace Daypass.Iam.RoleTemplates;

/// <summary>The role templates of accounts, as the operator publishes them: a version that is there stays as it is, and a new one is another minor.</summary>
public sealed class OwnRoleTemplates(IDirectoryStore store, EntityArns arns, TimeProvider clock)
{
    private const int MostTemplates = 500;
    private const int MostVersions = 50;

    /// <summary>Publishes a version of a template in an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="text">The template as a file has it; its version's number counts, its id and its date do not.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <returns>The ARN of the template, or why it is not published.</returns>
    public async ValueTask<Result<string>> Put(string account, RoleTemplateText text, CancellationToken cancelled)
    {
        if (RoleTemplateRules.Validate(text) is { } fault)
        {
            return IamErrors.InvalidInput(fault);
        }

        return await store.Write<string>(
            async transaction =>
            {
                if (!AccountId.TryParse(account, out var id) || await transaction.Find<Account>("", account, cancelled) is null)
                {
                    return IamErrors.NoSuchEntity($"There is no account {account}.");
                }

                var version = text.Version with
                {
                    Id = UniqueId.New(UniqueIdKind.RoleTemplateVersion, id),
                    CreatedAt = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds()),
                };
                if (await transaction.Find<RoleTemplate>(account, text.Name, cancelled) is not { } known)
                {
                    return await Add(transaction, account, text, version, cancelled);
                }

                return known.Name != text.Name ? IamErrors.InvalidInput($"There is a template {known.Name}, whose name differs in case only.")
                    : known.Versions.Any(own => own.Minor == version.Minor)
                        ? IamErrors.AlreadyExists($"{text.Name} has a version {version.Minor}, and a version never changes.")
                    : known.Versions.Count >= MostVersions ? IamErrors.QuotaExceeded("VersionsPerRoleTemplate", MostVersions)
                    : await Update(
                        transaction, known,
                        known with { Versions = [.. known.Versions.Append(version).OrderBy(static own => own.Minor)], DefaultMinor = version.Minor },
                        cancelled);
            },
            cancelled);
    }

    /// <summary>Says whether new roles can be made of a template; those that there are stay.</summary>
    public ValueTask<Result<string>> Enable(string account, string name, bool enabled, CancellationToken cancelled) => store.Write<string>(
        async transaction => await transaction.Find<RoleTemplate>(account, name, cancelled) is { } known
            ? await Update(transaction, known, known with { Enabled = enabled }, cancelled)
            : Unknown(account, name),
        cancelled);

    /// <summary>Removes a template with all its versions; the roles that were made of it stay.</summary>
    public ValueTask<Result<string>> Remove(string account, string name, CancellationToken cancelled) => store.Write<string>(
        async transaction =>
        {
            if (await transaction.Find<RoleTemplate>(account, name, cancelled) is not { } known)
            {
                return Unknown(account, name);
            }

            return await transaction.TryDelete(known, cancelled) ? RoleTemplateReading.ArnOf(known, arns) : IamErrors.ConcurrentModification;
        },
        cancelled);

    /// <summary>The templates of an account with their ARNs, in the order of their names.</summary>
    public async ValueTask<IReadOnlyList<(string Arn, RoleTemplate Template)>> List(string account, CancellationToken cancelled) =>
        [.. (await store.List<RoleTemplate>(account, "/", "", MostTemplates, cancelled)).Select(own => (RoleTemplateReading.ArnOf(own, arns), own))];

    private async ValueTask<Result<string>> Add(
        IDirectoryTransaction transaction, string account, RoleTemplateText text, RoleTemplateVersion version, CancellationToken cancelled)
    {
        var added = await transaction.Add(
            () => new RoleTemplate
            {
                Account = account,
                Name = text.Name,
                Id = Guid.NewGuid().ToString(),
                Enabled = text.Enabled,
                DefaultMinor = version.Minor,
                Versions = [version],
            },
            ("RoleTemplatesPerAccount", MostTemplates),
            cancelled);
        return added.Succeeded ? RoleTemplateReading.ArnOf(added.Value, arns) : added.Error;
    }

    private async ValueTask<Result<string>> Update(IDirectoryTransaction transaction, RoleTemplate known, RoleTemplate changed, CancellationToken cancelled) =>
        await transaction.TryUpdate(known, changed, cancelled) ? RoleTemplateReading.ArnOf(changed, arns) : IamErrors.ConcurrentModification;

    private static AwsError Unknown(string account, string name) => IamErrors.NoSuchEntity($"Account {account} has no role template {name}.");
}
