using System.Text;
using System.Text.Json;
using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Applying;

/// <summary>Finds what an administrator denied by hand and a file does not mention, such as a policy that puts a user into quarantine.</summary>
internal sealed class UnmentionedDenials
{
    private readonly Dictionary<string, KeptDenials> _kept = new(StringComparer.Ordinal);

    /// <summary>What was found for the entity of a unique id.</summary>
    public KeptDenials Of(string id) => _kept.GetValueOrDefault(id, KeptDenials.None);

    /// <summary>Looks at a stored entity and at the lists of a file that would take the place of its own.</summary>
    /// <param name="known">What is stored.</param>
    /// <param name="given">What the file says.</param>
    /// <param name="groups">The groups the file lists, or null.</param>
    /// <param name="reader">Finds policies and groups.</param>
    /// <param name="cancelled">Gives up.</param>
    public async ValueTask Find<T>(T known, IWorldGrantee given, IReadOnlyList<string>? groups, IDirectoryReader reader, CancellationToken cancelled)
        where T : class, IGranted<T>
    {
        InlinePolicy[] inline = given.InlinePolicies is { } listed
            ? [.. known.Grants.Inline.Where(policy => !listed.Keys.Contains(policy.Name, StringComparer.OrdinalIgnoreCase) && Denies(policy.Document))]
            : [];
        var attached = new List<string>();
        foreach (var arn in known.Grants.Attached)
        {
            if (given.ManagedPolicies is { } policies && !policies.Contains(arn) && await Denies(arn, reader, cancelled))
            {
                attached.Add(arn);
            }
        }

        var kept = new List<string>();
        foreach (var id in groups is not null && known is User user ? user.Groups : [])
        {
            if (await reader.FindById<Group>(id, cancelled) is { } group && !groups!.Contains(group.Name, StringComparer.OrdinalIgnoreCase)
                && await Denies(group.Grants, reader, cancelled))
            {
                kept.Add(id);
            }
        }

        if (inline.Length + attached.Count + kept.Count > 0)
        {
            _kept[known.Id] = new KeptDenials(inline, attached, kept);
        }
    }

    /// <summary>Whether any statement of a document denies. What is stored is a policy already, so its texts are looked at and nothing is parsed.</summary>
    internal static bool Denies(string document)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(document), new JsonReaderOptions { AllowTrailingCommas = true });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && string.Equals(reader.GetString(), "Effect", StringComparison.OrdinalIgnoreCase)
                && reader.Read() && reader.TokenType == JsonTokenType.String && string.Equals(reader.GetString(), "Deny", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static async ValueTask<bool> Denies(Grants grants, IDirectoryReader reader, CancellationToken cancelled)
    {
        if (grants.Inline.Any(static policy => Denies(policy.Document)))
        {
            return true;
        }

        foreach (var arn in grants.Attached)
        {
            if (await Denies(arn, reader, cancelled))
            {
                return true;
            }
        }

        return false;
    }

    private static async ValueTask<bool> Denies(string policyArn, IDirectoryReader reader, CancellationToken cancelled)
    {
        var arn = Arn.Parse(policyArn);
        var row = await reader.Find(EntityKey.Create(EntityKind.ManagedPolicy, arn.Account.ToString(), arn.ResourceName.ToString()), cancelled);
        return row?.ToEntity<ManagedPolicy>() is { } policy
            && policy.Versions.FirstOrDefault(version => version.Number == policy.DefaultVersion) is { } version && Denies(version.Document);
    }
}
