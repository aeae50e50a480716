using System.Text;
using Daypass.Core.Entities;
using Daypass.Core.Iam;
using Daypass.Core.Iam.Documents;
using Daypass.Core.Iam.Tags;
using Daypass.Core.Stores;
using Daypass.Policy.Language;
using Daypass.Policy.TrustPolicies;
using Daypass.Policy.Validation;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Worlds.Format;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Checking;

/// <summary>The rules every element keeps, whoever else exists: those IAM has for the same thing, in IAM's words where it has some.</summary>
internal sealed class WorldRules(WorldSetting setting)
{
    private readonly TrustPolicies _trusts = new(setting.Arns, setting.Quotas);

    public static void UniqueIdOf(WorldPlace place, string? id, UniqueIdKind kind)
    {
        if (id is not null && !UniqueId.IsWellFormed(id, kind))
        {
            throw place.Fault("uniqueId", $"'{id}' is not a unique id: {UniqueId.Prefix(kind)} and 17 more capital letters and digits 2 to 7.");
        }
    }

    public void Tags(WorldPlace place, IReadOnlyDictionary<string, string>? tags)
    {
        if (tags is null)
        {
            return;
        }

        Refuse(place, "tags", EntityTags.Of([.. tags.Select(static tag => new Protocol.Sts.Tag { Key = tag.Key, Value = tag.Value })], setting.Quotas).Error);
    }

    /// <summary>Inline and managed policies of a user, group or role.</summary>
    public void Policies(WorldPlace place, EntityKind kind, IWorldGrantee holder, int mostAttached)
    {
        foreach (var (name, document) in holder.InlinePolicies ?? WorldDefaults.NoPolicies)
        {
            Refuse(place, $"inlinePolicies.{name}", PolicyChecker.Check(document.Text, PolicyKind.Identity));
        }

        if (holder.InlinePolicies is { Count: > 0 } inline)
        {
            Refuse(place, "inlinePolicies", PolicyDocuments.RefuseTogether(kind, holder.Name, [.. inline.Select(static policy => new InlinePolicy(policy.Key, policy.Value.Text))], setting.Quotas));
        }

        if (holder.ManagedPolicies is { } attached && (attached.Count > mostAttached || attached.Distinct(StringComparer.Ordinal).Count() != attached.Count))
        {
            throw place.Fault("managedPolicies", $"at most {mostAttached} policies are attached, none of them twice.");
        }
    }

    public void Managed(WorldPlace place, string member, PolicyText document, bool isShared)
    {
        Refuse(place, member, PolicyChecker.Check(document.Text, PolicyKind.Identity));

        // AWS's own policies exceed the quota of customers.
        Refuse(place, member, isShared ? null : setting.Quotas.Documents.CheckManaged(document.Text));
    }

    public void Trust(WorldPlace place, PolicyText document, string account)
    {
        // A principal that is gone is shown, and exported, as its unique id; IAM would not take that back, because nobody can be meant by it.
        var text = document.Text;
        if (text.Contains("AIDA", StringComparison.Ordinal) || text.Contains("AROA", StringComparison.Ordinal))
        {
            text = TrustPolicyText.Show(text, written => UniqueId.IsWellFormed(written, UniqueIdKind.User) || UniqueId.IsWellFormed(written, UniqueIdKind.Role) ? setting.Arns.Root(account) : null);
        }

        if (_trusts.Refuse(text, account) is { } error)
        {
            // The checker knows the line; the error keeps it for the log only.
            Refuse(place, "trustPolicy", PolicyChecker.Check(text, PolicyKind.Trust));
            Refuse(place, "trustPolicy", error);
        }
    }

    public static void Refuse(WorldPlace place, string member, PolicyFault? fault)
    {
        if (fault is not null)
        {
            throw place.Fault(member, fault.Detail is null ? fault.Message : $"{fault.Message} ({fault.Detail})", fault.Position.Line - 1);
        }
    }

    public static void Refuse(WorldPlace place, string member, AwsError? error)
    {
        if (error is not null)
        {
            throw place.Fault(member, error.Message ?? error.Code);
        }
    }

    /// <summary>Access keys of a user or of root.</summary>
    public void AccessKeys(WorldPlace place, string member, IReadOnlyList<WorldAccessKey>? keys)
    {
        if (keys is null)
        {
            return;
        }

        if (keys.Count > setting.Quotas.AccessKeysPerUser)
        {
            throw place.Fault(member, $"there are at most {setting.Quotas.AccessKeysPerUser} access keys.");
        }

        for (var i = 0; i < keys.Count; i++)
        {
            var (key, at) = (keys[i], $"{member}[{i}]");
            if (key.Generate == true ? key is not { Id: null, Secret: null, Active: null, CreatedAt: null } : key.Id is null || key.Secret is null)
            {
                throw place.Fault(at, "an access key has either an id and a secret, or generate: true and nothing else.");
            }

            if (key.Id is { } id && (!AccessKeyId.IsWellFormed(id) || !id.StartsWith(setting.Prefixes.LongTerm, StringComparison.Ordinal)))
            {
                throw place.Fault($"{at}.id", $"'{id}' is not an access key id: {setting.Prefixes.LongTerm} and 16 more capital letters and digits 2 to 7.");
            }

            if (key.Secret is { Length: < 16 or > 128 } || (key.Secret is not null && !Ascii.IsValid(key.Secret)))
            {
                // The text itself is a secret and is not repeated.
                throw place.Fault($"{at}.secret", "a secret access key has 16 to 128 ASCII characters.");
            }
        }
    }
}

/// <summary>What a world is read and written with.</summary>
/// <param name="Arns">Writes ARNs.</param>
/// <param name="Prefixes">How access key ids begin.</param>
/// <param name="Quotas">What one entity may have; how many entities an account may have does not bind its operator.</param>
internal sealed record WorldSetting(Core.Directory.EntityArns Arns, AccessKeyPrefixes Prefixes, IamQuotas Quotas);

/// <summary>What stands for members that are not given.</summary>
internal static class WorldDefaults
{
    public static IReadOnlyDictionary<string, PolicyText> NoPolicies { get; } = new Dictionary<string, PolicyText>();
}
