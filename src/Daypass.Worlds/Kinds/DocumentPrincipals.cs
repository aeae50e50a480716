using Daypass.Core.Stores;
using Daypass.Policy.TrustPolicies;
using Daypass.Protocol;
using Daypass.Worlds.Applying;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Kinds;

/// <summary>The users and roles that a document names: they are stored with their unique ids.</summary>
internal static class DocumentPrincipals
{
    /// <summary>Each with the key it is stored under.</summary>
    public static IEnumerable<(AwsPrincipalReference Principal, EntityKey Key)> Of(PolicyText document)
    {
        foreach (var principal in TrustPolicyText.FindAwsPrincipals(document.Text))
        {
            if (principal.IsUserOrRole)
            {
                var arn = Arn.Parse(principal.Value);
                var kind = arn.ResourceType.SequenceEqual("user") ? EntityKind.User : EntityKind.Role;
                yield return (principal, EntityKey.Create(kind, arn.Account.ToString(), arn.ResourceName.ToString()));
            }
        }
    }

    /// <summary>Notes that the document refers to them.</summary>
    public static void Refer(PolicyText document, string member, ElementCheck check)
    {
        foreach (var (principal, key) in Of(document))
        {
            check.Refer(key, member, principal.ToFault().Message, principal.Value);
        }
    }

    /// <summary>The unique id of each, by its ARN as written.</summary>
    public static IReadOnlyDictionary<string, string> IdsOf(PolicyText document, EntityBatch batch)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (principal, key) in Of(document))
        {
            ids.TryAdd(principal.Value, batch.FindId(key));
        }

        return ids;
    }

    /// <summary>The document to check. A principal that is gone is shown, and exported, as its unique id; IAM would not take that back, because nobody can be
    /// meant by it.</summary>
    public static string WithoutGone(PolicyText document, ElementCheck check)
    {
        var text = document.Text;
        if (!text.Contains("AIDA", StringComparison.Ordinal) && !text.Contains("AROA", StringComparison.Ordinal))
        {
            return text;
        }

        var root = check.Settings.Arns.Root(check.Account);
        return TrustPolicyText.ReplaceAwsPrincipals(text,
            written => UniqueId.IsWellFormed(written, UniqueIdKind.User) || UniqueId.IsWellFormed(written, UniqueIdKind.Role) ? root : null);
    }
}
