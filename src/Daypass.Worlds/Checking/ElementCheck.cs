using System.Text;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Iam.Documents;
using Daypass.Iam.Tags;
using Daypass.Core.Stores;
using Daypass.Policy.Advising;
using Daypass.Policy.Language;
using Daypass.Policy.Validation;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;
using Daypass.Worlds.Format;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Checking;

/// <summary>One element under check: the rules that more than one kind keeps, in IAM's words where it has some, and what it declares and refers to.</summary>
/// <param name="settings">What the operator set.</param>
/// <param name="declarations">What the whole file declares.</param>
/// <param name="entry">The element.</param>
internal sealed class ElementCheck(WorldSettings settings, Declarations declarations, WorldEntry entry)
{
    /// <summary>What the operator set.</summary>
    public WorldSettings Settings => settings;

    /// <summary>What the whole file declares.</summary>
    public Declarations Declarations => declarations;

    /// <summary>The account the element belongs to.</summary>
    public string Account => entry.Account;

    /// <summary>Whether the element is left as it is where it is there already.</summary>
    public bool OnlyCreate => entry.OnlyCreate;

    /// <summary>Where the element stands.</summary>
    public ElementLocation Location => entry.Location;

    /// <summary>What to throw when a member is wrong.</summary>
    public WorldException Error(string member, string sentence) => Location.Error(member, sentence);

    /// <summary>Refuses a document, with the line inside it.</summary>
    public void ThrowIf(string member, PolicyFault? fault)
    {
        if (fault is not null)
        {
            throw Location.Error(member, fault.Detail is null ? fault.Message : $"{fault.Message} ({fault.Detail})", fault.Position.Line - 1);
        }
    }

    /// <summary>Notes advice about a document, with the line inside it, for whoever applies the file.</summary>
    public void Advise(string member, PolicyAdvice? advice)
    {
        if (advice is not null)
        {
            Declarations.Advice.Add(Location.Error(member, advice.Message, advice.Position.Line - 1).Message);
        }
    }

    /// <summary>Refuses what IAM refuses, in its words.</summary>
    public void ThrowIf(string member, AwsError? error)
    {
        if (error is not null)
        {
            throw Error(member, error.Message ?? error.Code);
        }
    }

    /// <summary>The unique id that a file gives, of a kind that has ids of one form.</summary>
    public void CheckUniqueId(string? id, UniqueIdKind? kind)
    {
        if (id is not null && kind is { } form && !UniqueId.IsWellFormed(id, form))
        {
            throw Error("uniqueId", $"'{id}' is not a unique id: {UniqueId.Prefix(form)} and 17 more capital letters and digits 2 to 7.");
        }
    }

    /// <summary>Tags together; each by itself is limited as in a request.</summary>
    /// <param name="tags">The tags.</param>
    /// <param name="keys">How their keys are compared.</param>
    public void CheckTags(IReadOnlyDictionary<string, string>? tags, StringComparer keys)
    {
        if (tags is not null)
        {
            ThrowIf("tags", EntityTags.Create([.. tags.Select(static tag => new Tag { Key = tag.Key, Value = tag.Value })], keys, settings.Quotas).Error);
        }
    }

    /// <summary>The policies of a user, group or role.</summary>
    public void CheckGrants(EntityKind kind, IWorldGrantee grantee, int mostAttached)
    {
        foreach (var (name, document) in grantee.InlinePolicies ?? new Dictionary<string, PolicyText>())
        {
            ThrowIf($"inlinePolicies.{name}", PolicyValidator.Validate(document.Text, PolicyKind.Identity));
        }

        if (grantee.InlinePolicies is { Count: > 0 } inline)
        {
            InlinePolicy[] policies = [.. inline.Select(static policy => new InlinePolicy(policy.Key, policy.Value.Text))];
            ThrowIf("inlinePolicies", PolicyDocuments.ValidateTogether(kind, grantee.Name, policies, settings.Quotas));
        }

        var attached = grantee.ManagedPolicies ?? [];
        if (attached.Count > mostAttached || attached.Distinct(StringComparer.Ordinal).Count() != attached.Count)
        {
            throw Error("managedPolicies", $"at most {mostAttached} policies are attached, none of them twice.");
        }

        for (var i = 0; i < attached.Count; i++)
        {
            ReferToPolicy(attached[i], $"managedPolicies[{i}]", grantee is WorldRole { LinkedService: not null });
        }

        if (grantee.PermissionsBoundary is { } boundary)
        {
            ReferToPolicy(boundary, "permissionsBoundary");
        }
    }

    /// <summary>Access keys of a user or of root, which are declared with their owner.</summary>
    public void CheckAccessKeys(string member, IReadOnlyList<WorldAccessKey> keys)
    {
        if (keys.Count > settings.Quotas.AccessKeysPerUser)
        {
            throw Error(member, $"there are at most {settings.Quotas.AccessKeysPerUser} access keys.");
        }

        for (var i = 0; i < keys.Count; i++)
        {
            CheckAccessKey($"{member}[{i}]", keys[i]);
            if (keys[i].Id is { } id)
            {
                declarations.Declare(EntityKey.Create(EntityKind.AccessKey, "", id), null, null, Location);
            }
        }
    }

    /// <summary>Notes a reference by name, or by ARN with the name in it.</summary>
    /// <param name="entity">To what.</param>
    /// <param name="member">By which member.</param>
    /// <param name="unknown">The sentence when it does not exist.</param>
    /// <param name="arn">As an ARN, path and case included; null when it is by name.</param>
    public void Refer(EntityKey entity, string member, string unknown, string? arn = null) =>
        declarations.Refer(new Reference(entity, arn, Location, member, unknown));

    private void ReferToPolicy(string text, string member, bool isOfService = false)
    {
        if (!Arn.TryParse(text, out var arn) || !arn.ResourceType.SequenceEqual("policy") || !arn.Service.SequenceEqual("iam")
            || !(arn.Account.SequenceEqual(Account) || arn.Account.SequenceEqual(EntityArns.SharedAccount)))
        {
            throw Error(member, $"'{text}' is not the ARN of a policy of this account or of every account.");
        }

        // The policies of a service's role are made with the role or imported; a file does not wait for them.
        if (isOfService && arn.Account.SequenceEqual(EntityArns.SharedAccount) && arn.ResourcePath.SequenceEqual(Role.LinkedPath))
        {
            return;
        }

        var policy = EntityKey.Create(EntityKind.ManagedPolicy, arn.Account.ToString(), arn.ResourceName.ToString());
        Refer(policy, member, $"Policy {text} does not exist or is not attachable.", text);
    }

    private void CheckAccessKey(string member, WorldAccessKey key)
    {
        if (key.Generate == true ? key is not { Id: null, Secret: null, Active: null, CreatedAt: null } : key.Id is null || key.Secret is null)
        {
            throw Error(member, "an access key has either an id and a secret, or generate: true and nothing else.");
        }

        if (key.Id is { } id && (!AccessKeyId.IsWellFormed(id) || !id.StartsWith(settings.Prefixes.LongTerm, StringComparison.Ordinal)))
        {
            throw Error($"{member}.id", $"'{id}' is not an access key id: {settings.Prefixes.LongTerm} and 16 more capital letters and digits 2 to 7.");
        }

        if (key.Secret is { } secret && (secret.Length is < 16 or > 128 || !Ascii.IsValid(secret)))
        {
            // The text itself is a secret and is not repeated.
            throw Error($"{member}.secret", "a secret access key has 16 to 128 ASCII characters.");
        }
    }
}
