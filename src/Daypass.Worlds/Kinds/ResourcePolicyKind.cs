using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Iam.ResourcePolicies;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Kinds;

/// <summary>Policies of resources of an account's own services; the users and roles they name are stored with their unique ids.</summary>
internal sealed class ResourcePolicyKind : WorldKind<WorldResourcePolicy, ResourcePolicy>
{
    public override async ValueTask<WorldResourcePolicy> ToElement(ResourcePolicy entity, ExportSource source, CancellationToken cancelled) => new()
    {
        Resource = entity.ResourceArn,
        Policy = new PolicyText(await source.Trusts.Show(source.Store, DocumentOf(entity), cancelled)),
        UpdatedAt = entity.UpdatedAt,
    };

    protected override string NameOf(WorldResourcePolicy element) => ResourcePolicy.KeyName(element.Resource);

    protected override void Check(WorldResourcePolicy element, ElementCheck check)
    {
        check.ThrowIf("resource", ResourcePolicyDocument.ValidateArn(element.Resource, check.Account, check.Settings.Arns.Partition));
        var document = DocumentPrincipals.WithoutGone(element.Policy, check);
        check.ThrowIf("policy", ResourcePolicyDocument.Validate(element.Resource, document, check.Settings.Quotas.Documents));
    }

    protected override void Refer(WorldResourcePolicy element, ElementCheck check) => DocumentPrincipals.Refer(element.Policy, "policy", check);

    protected override IEnumerable<EntityKey> Related(WorldResourcePolicy element, string account) =>
        DocumentPrincipals.Of(element.Policy).Select(static each => each.Key);

    protected override async ValueTask Prepare(
        WorldResourcePolicy element, WorldEntry entry, EntityBatch batch, IDirectoryReader reader, CancellationToken cancelled)
    {
        // A file has a policy as it is shown: with today's ARNs, and the ids of those who are gone.
        var key = KeyOf(element, entry.Account);
        if (batch.Find<ResourcePolicy>(key) is { } known && known.Document != element.Policy.Text
            && await batch.Settings.Trusts.Show(reader, DocumentOf(known), cancelled) == element.Policy.Text)
        {
            batch.KeptTrusts.Add(key);
        }
    }

    protected override ResourcePolicy ToEntity(WorldResourcePolicy element, string account, string id, ResourcePolicy? known, EntityBatch batch)
    {
        var isKept = known is not null && batch.KeptTrusts.Contains(known.KeyOf());
        var isSame = isKept || known?.Document == element.Policy.Text;
        return new ResourcePolicy
        {
            Account = account,
            ResourceArn = element.Resource,
            Document = isKept ? known!.Document : element.Policy.Text,
            PrincipalIds = isKept ? known!.PrincipalIds : DocumentPrincipals.IdsOf(element.Policy, batch),
            UpdatedAt = element.UpdatedAt ?? (isSame ? known!.UpdatedAt : batch.Now),
        };
    }

    private static TrustPolicy DocumentOf(ResourcePolicy policy) => new() { Document = policy.Document, PrincipalIds = policy.PrincipalIds };
}
