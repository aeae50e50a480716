using System.Text.Json.Serialization;

namespace Daypass.Core.Entities;

/// <summary>The JSON form of every stored entity, made at compile time.</summary>
/// <remarks>INVARIANT: a property may be added with a default, never renamed or given another meaning; databases hold the old ones. Older
/// nodes refuse a member they do not know, so that none forgets what limits somebody: one that was added is written only where it differs from its
/// default.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Group))]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(ManagedPolicy))]
[JsonSerializable(typeof(AccessKey))]
[JsonSerializable(typeof(InstanceProfile))]
[JsonSerializable(typeof(CredentialReport))]
[JsonSerializable(typeof(MfaDevice))]
[JsonSerializable(typeof(OidcProvider))]
[JsonSerializable(typeof(SamlProvider))]
[JsonSerializable(typeof(Organization))]
[JsonSerializable(typeof(OrganizationalUnit))]
[JsonSerializable(typeof(ControlPolicy))]
[JsonSerializable(typeof(AccountRequest))]
[JsonSerializable(typeof(DelegationRequest))]
[JsonSerializable(typeof(SshPublicKey))]
[JsonSerializable(typeof(SigningCertificate))]
[JsonSerializable(typeof(ServerCertificate))]
[JsonSerializable(typeof(ServiceCredential))]
[JsonSerializable(typeof(AccessReport))]
[JsonSerializable(typeof(RoleTemplate))]
[JsonSerializable(typeof(ResourcePolicy))]
internal sealed partial class EntityJson : JsonSerializerContext;
