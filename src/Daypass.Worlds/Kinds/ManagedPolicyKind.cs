using System.Globalization;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Policy.Language;
using Daypass.Policy.Validation;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Kinds;

/// <summary>Managed policies: one document, or all versions.</summary>
internal sealed class ManagedPolicyKind : WorldKind<WorldPolicy, ManagedPolicy>
{
    private const int MostVersions = 5;

    protected override string ArnType => "policy";

    public override ValueTask<WorldPolicy> ToElement(ManagedPolicy entity, ExportSource source, CancellationToken cancelled) => new(new WorldPolicy
    {
        Name = entity.Name,
        Path = entity.Path.ToPath(),
        UniqueId = entity.Id,
        CreatedAt = entity.CreatedAt,
        UpdatedAt = entity.UpdatedAt,
        Description = entity.Description,
        Versions = [.. entity.Versions.Select(ToElement)],
        DefaultVersion = entity.DefaultVersion,
        LastVersion = entity.LastVersion,
        Tags = entity.Tags.ToElement(),
    });

    protected override string NameOf(WorldPolicy element) => element.Name;

    protected override void Check(WorldPolicy element, ElementCheck check)
    {
        if (element is { Document: { } document, Versions: null, DefaultVersion: null, LastVersion: null })
        {
            CheckDocument("document", document, check);
        }
        else if (element is { Document: null, Versions.Count: > 0 })
        {
            CheckVersions(element, element.Versions, check);
        }
        else
        {
            throw check.Error("", "a policy has either a document, or versions (with defaultVersion and lastVersion).");
        }
    }

    protected override ManagedPolicy ToEntity(WorldPolicy element, string account, string id, ManagedPolicy? known, EntityBatch batch)
    {
        var made = new ManagedPolicy
        {
            Account = account,
            Name = element.Name,
            Id = id,
            Path = element.Path ?? "/",
            CreatedAt = element.CreatedAt ?? known?.CreatedAt ?? batch.Now,
            UpdatedAt = element.UpdatedAt ?? known?.UpdatedAt ?? batch.Now,
            Description = element.Description ?? known?.Description,
            Versions = known?.Versions ?? [],
            DefaultVersion = known?.DefaultVersion ?? 1,
            LastVersion = known?.LastVersion ?? 1,
            Imported = account == EntityArns.SharedAccount,
            Tags = element.Tags?.ToEntity() ?? known?.Tags ?? [],
        };
        if (element.Versions is { } versions)
        {
            return made with
            {
                Versions = [.. versions.Select(version => ToEntity(version, known, batch))],
                DefaultVersion = element.DefaultVersion
                    ?? (versions.Any(version => version.Number == known?.DefaultVersion) ? known!.DefaultVersion : versions[^1].Number),
                LastVersion = element.LastVersion ?? Math.Max(known?.LastVersion ?? 0, versions[^1].Number),
            };
        }

        var text = element.Document!.Text;
        if (known is null)
        {
            return made with { Versions = [new PolicyVersion(1, text, batch.Now)] };
        }

        if (known.Versions.First(version => version.Number == known.DefaultVersion).Document == text)
        {
            return made;
        }

        var next = known.LastVersion + 1;
        var kept = known.Versions.Skip(Math.Max(0, known.Versions.Count - (MostVersions - 1)));
        return made with { Versions = [.. kept, new PolicyVersion(next, text, batch.Now)], DefaultVersion = next, LastVersion = next, UpdatedAt = batch.Now };
    }

    protected override bool IsExported(ManagedPolicy entity, string account) => account != EntityArns.SharedAccount || entity.Imported;

    private static WorldVersion ToElement(PolicyVersion version) =>
        new() { Number = version.Number, Document = new PolicyText(version.Document), CreatedAt = version.CreatedAt };

    private static PolicyVersion ToEntity(WorldVersion version, ManagedPolicy? known, EntityBatch batch)
    {
        var stored = known?.Versions.FirstOrDefault(other => other.Number == version.Number);
        return new PolicyVersion(version.Number, version.Document.Text, version.CreatedAt ?? stored?.CreatedAt ?? batch.Now);
    }

    private static void CheckDocument(string member, PolicyText document, ElementCheck check)
    {
        check.ThrowIf(member, PolicyValidator.Validate(document.Text, PolicyKind.Managed));

        // AWS's own policies exceed the quota of customers.
        check.ThrowIf(member, check.Account == EntityArns.SharedAccount ? null : check.Settings.Quotas.Documents.ValidateManaged(document.Text));
    }

    private static void CheckVersions(WorldPolicy policy, IReadOnlyList<WorldVersion> versions, ElementCheck check)
    {
        if (versions.Count > check.Settings.Quotas.VersionsPerPolicy)
        {
            throw check.Error("versions", $"there are at most {check.Settings.Quotas.VersionsPerPolicy} versions.");
        }

        for (var i = 0; i < versions.Count; i++)
        {
            if (versions[i].Number < (i == 0 ? 1 : versions[i - 1].Number + 1))
            {
                throw check.Error($"versions[{i}].number", "versions are numbered from 1 upwards, oldest first.");
            }

            CheckDocument($"versions[{i}].document", versions[i].Document, check);
        }

        if (policy.DefaultVersion is { } number && versions.All(version => version.Number != number))
        {
            throw check.Error("defaultVersion", string.Create(CultureInfo.InvariantCulture, $"there is no version {number}."));
        }

        if (policy.LastVersion < versions[^1].Number)
        {
            throw check.Error("lastVersion", "a version of a higher number is listed.");
        }
    }
}
