using Daypass.Core.Stores;

namespace Daypass.Worlds.Checking;

/// <summary>What kinds of entities are called in sentences.</summary>
internal static class KindNames
{
    public static string Name(EntityKind kind) => kind switch
    {
        EntityKind.Account => "account",
        EntityKind.User => "user",
        EntityKind.Group => "group",
        EntityKind.Role => "role",
        EntityKind.ManagedPolicy => "policy",
        EntityKind.InstanceProfile => "instance profile",
        EntityKind.AccessKey => "access key",
        EntityKind.MfaDevice => "MFA device",
        EntityKind.OidcProvider => "OpenID Connect provider",
        EntityKind.SamlProvider => "SAML provider",
        EntityKind.ResourcePolicy => "resource policy",
        EntityKind.OrganizationalUnit => "organisational unit",
        EntityKind.ControlPolicy => "control policy",
        _ => "organisation",
    };
}
