using Daypass.Core.Stores;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Applying;

/// <summary>Under which keys elements are stored, and what has to be read beside them.</summary>
internal static class WorldKeys
{
    /// <summary>The key of an element.</summary>
    public static EntityKey Of(object element, string account) => element switch
    {
        WorldOrganization organization => EntityKey.Of(EntityKind.Organization, "", organization.Id),
        WorldAccount own => EntityKey.Of(EntityKind.Account, "", own.Id),
        WorldPolicy policy => EntityKey.Of(EntityKind.ManagedPolicy, account, policy.Name),
        WorldGroup group => EntityKey.Of(EntityKind.Group, account, group.Name),
        WorldUser user => EntityKey.Of(EntityKind.User, account, user.Name),
        WorldRole role => EntityKey.Of(EntityKind.Role, account, role.Name),
        WorldInstanceProfile profile => EntityKey.Of(EntityKind.InstanceProfile, account, profile.Name),
        WorldOidcProvider provider => EntityKey.Of(EntityKind.OidcProvider, account, provider.Url["https://".Length..]),
        WorldSamlProvider provider => EntityKey.Of(EntityKind.SamlProvider, account, provider.Name),
        WorldMfaDevice device => EntityKey.Of(EntityKind.MfaDevice, account, device.Name),
        _ => throw new ArgumentException($"{element.GetType()} is no element of a world.", nameof(element)),
    };

    /// <summary>The key of the user or account whose device this is, or null.</summary>
    public static EntityKey? OwnerOf(WorldMfaDevice device, string account) =>
        device.Root == true ? EntityKey.Of(EntityKind.Account, "", account)
        : device.User is { } user ? EntityKey.Of(EntityKind.User, account, user)
        : null;

    /// <summary>The access keys an element lists.</summary>
    public static IReadOnlyList<WorldAccessKey> AccessKeysOf(object element) => element switch
    {
        WorldUser { AccessKeys: { } keys } => keys,
        WorldAccount { RootAccessKeys: { } keys } => keys,
        _ => [],
    };

    /// <summary>The keys of what an element lists or refers to by its unique id.</summary>
    public static IEnumerable<EntityKey> BeyondOf(object element, string account)
    {
        foreach (var key in AccessKeysOf(element))
        {
            if (key.Id is { } id)
            {
                yield return EntityKey.Of(EntityKind.AccessKey, "", id);
            }
        }

        switch (element)
        {
            case WorldUser { Groups: { } groups }:
                foreach (var group in groups)
                {
                    yield return EntityKey.Of(EntityKind.Group, account, group);
                }

                break;
            case WorldRole role:
                foreach (var (_, key) in WorldEntities.Principals(role.TrustPolicy.Text))
                {
                    yield return key;
                }

                break;
            case WorldInstanceProfile { Role: { } role }:
                yield return EntityKey.Of(EntityKind.Role, account, role);
                break;
            case WorldMfaDevice device when OwnerOf(device, account) is { } owner:
                yield return owner;
                break;
            default:
                // All else names what it means by ARN.
                break;
        }
    }
}
