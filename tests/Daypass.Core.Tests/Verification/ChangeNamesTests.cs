using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Core.Verification;

namespace Daypass.Core.Tests.Verification;

public sealed class ChangeNamesTests
{
    /// <summary>A kind that is added later bears on everybody until somebody has thought of it.</summary>
    [Fact]
    public void Every_kind_of_entity_is_classified()
    {
        var names = new ChangeNames(new SecretEnvelope(MasterKey.NewRandom())).Now;
        EntityKind[] byName =
        [
            EntityKind.Account, EntityKind.User, EntityKind.Group, EntityKind.Role, EntityKind.ManagedPolicy, EntityKind.AccessKey, EntityKind.KeyRing,
            EntityKind.ResourcePolicy,
        ];
        EntityKind[] silent =
        [
            EntityKind.InstanceProfile, EntityKind.MfaDevice, EntityKind.OidcProvider, EntityKind.SamlProvider, EntityKind.DelegationRequest,
            EntityKind.CredentialReport, EntityKind.SshPublicKey, EntityKind.SigningCertificate, EntityKind.ServerCertificate,
            EntityKind.ServiceCredential, EntityKind.AccessReport, EntityKind.AccountRequest,
        ];
        foreach (var kind in Enum.GetValues<EntityKind>())
        {
            var name = names.Of(new DirectoryChange(1, new EntityKey(kind, "111122223333", "name"), "id", 1));
            Assert.Equal(silent.Contains(kind), name is null);
            Assert.Equal(!silent.Contains(kind) && !byName.Contains(kind), name == names.Everything);
        }
    }
}
