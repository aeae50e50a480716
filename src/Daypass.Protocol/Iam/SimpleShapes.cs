using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Iam;

/// <summary><c>existingUserNameType</c>: the name of a user that exists.</summary>
[Length(1, 128), Pattern(Patterns.NonEmptyName)]
public sealed class ExistingUserNameAttribute : ShapeAttribute;

/// <summary><c>userNameType</c>: the name of a user.</summary>
[Length(1, 64), Pattern(Patterns.NonEmptyName)]
public sealed class UserNameAttribute : ShapeAttribute;

/// <summary><c>groupNameType</c>: the name of a group.</summary>
[Length(1, 128), Pattern(Patterns.NonEmptyName)]
public sealed class GroupNameAttribute : ShapeAttribute;

/// <summary><c>roleNameType</c>: the name of a role.</summary>
[Length(1, 64), Pattern(Patterns.NonEmptyName)]
public sealed class RoleNameAttribute : ShapeAttribute;

/// <summary><c>policyNameType</c>: the name of a policy.</summary>
[Length(1, 128), Pattern(Patterns.NonEmptyName)]
public sealed class PolicyNameAttribute : ShapeAttribute;

/// <summary><c>instanceProfileNameType</c>: the name of an instance profile.</summary>
[Length(1, 128), Pattern(Patterns.NonEmptyName)]
public sealed class InstanceProfileNameAttribute : ShapeAttribute;

/// <summary><c>accountAliasType</c>: the alias of an account.</summary>
[Length(3, 63), Pattern(Patterns.AccountAlias)]
public sealed class AccountAliasAttribute : ShapeAttribute;

/// <summary><c>pathType</c>: the path of a user, group, role or instance profile.</summary>
[Length(1, 512), Pattern(Patterns.Path)]
public sealed class PathAttribute : ShapeAttribute;

/// <summary><c>pathPrefixType</c>: how the path of an entity begins.</summary>
[Length(1, 512), Pattern(Patterns.PathPrefix)]
public sealed class PathPrefixAttribute : ShapeAttribute;

/// <summary><c>policyPathType</c>: the path of a managed policy, or how it begins.</summary>
[Length(1, 512), Pattern(Patterns.PolicyPath)]
public sealed class PolicyPathAttribute : ShapeAttribute;

/// <summary><c>arnType</c>: an ARN.</summary>
[Length(20, 2048)]
public sealed class IamArnAttribute : ShapeAttribute;

/// <summary><c>EntityType</c>: the kind of an entity.</summary>
[OneOf("User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy")]
public sealed class EntityTypeAttribute : ShapeAttribute;

/// <summary><c>roleDescriptionType</c>: what a role is for.</summary>
[Length(0, 1000), Pattern(Patterns.RoleDescription)]
public sealed class RoleDescriptionAttribute : ShapeAttribute;

/// <summary><c>roleMaxSessionDurationType</c>: the longest session of a role, in seconds.</summary>
[Between(3600, 43200)]
public sealed class RoleMaxSessionDurationAttribute : ShapeAttribute;

/// <summary><c>markerType</c>: where a page begins.</summary>
[Length(1, 320), Pattern(Patterns.Marker)]
public sealed class MarkerAttribute : ShapeAttribute;

/// <summary><c>maxItemsType</c>: the most entries of a page.</summary>
[Between(1, 1000)]
public sealed class MaxItemsAttribute : ShapeAttribute;

/// <summary><c>policyDocumentType</c>: the text of a policy.</summary>
[Length(1, 131072), Pattern(Patterns.IamDocument)]
public sealed class PolicyDocumentAttribute : ShapeAttribute;

/// <summary><c>policyVersionIdType</c>: the id of a version of a policy.</summary>
[Pattern(Patterns.PolicyVersionId)]
public sealed class PolicyVersionIdAttribute : ShapeAttribute;

/// <summary><c>PolicyUsageType</c>: what a policy is used as.</summary>
[OneOf("PermissionsPolicy", "PermissionsBoundary")]
public sealed class PolicyUsageAttribute : ShapeAttribute;

/// <summary><c>ActionNameType</c>: an action to simulate.</summary>
[Length(3, 128)]
public sealed class ActionNameAttribute : ShapeAttribute;

/// <summary><c>ResourceNameType</c>: a resource or a caller of a simulation.</summary>
[Length(1, 2048)]
public sealed class ResourceNameAttribute : ShapeAttribute;

/// <summary><c>ResourceHandlingOptionType</c>: a scenario of a simulation.</summary>
[Length(1, 64)]
public sealed class ResourceHandlingOptionAttribute : ShapeAttribute;

/// <summary><c>PolicyEvaluationDecisionType</c>: what a simulation decides.</summary>
[OneOf("allowed", "explicitDeny", "implicitDeny")]
public sealed class EvaluationDecisionAttribute : ShapeAttribute;

/// <summary><c>accessKeyIdType</c>: the id of an access key.</summary>
[Length(16, 128), Pattern(@"[\w]+")]
public sealed class AccessKeyIdAttribute : ShapeAttribute;

/// <summary><c>statusType</c>: whether a credential may be used.</summary>
[OneOf("Active", "Inactive", "Expired")]
public sealed class StatusAttribute : ShapeAttribute;

/// <summary><c>passwordType</c>: a password.</summary>
[Length(1, 128), Pattern(Patterns.Document), Sensitive]
public sealed class PasswordAttribute : ShapeAttribute;

/// <summary><c>serialNumberType</c>: the serial number of an MFA device.</summary>
[Length(9, 256), Pattern(Patterns.SerialNumber)]
public sealed class IamSerialNumberAttribute : ShapeAttribute;

/// <summary><c>authenticationCodeType</c>: a code of an MFA device.</summary>
[Length(6, 6), Pattern(@"[\d]+"), Sensitive]
public sealed class AuthenticationCodeAttribute : ShapeAttribute;

/// <summary><c>clientIDType</c>: a client id at an OpenID Connect provider.</summary>
[Length(1, 255)]
public sealed class ClientIdAttribute : ShapeAttribute;

/// <summary><c>thumbprintType</c>: the thumbprint of a certificate: SHA-1, as hexadecimal digits.</summary>
[Length(40, 40)]
public sealed class ThumbprintAttribute : ShapeAttribute;

/// <summary><c>SAMLMetadataDocumentType</c>: the metadata of a SAML provider.</summary>
[Length(1000, 10000000)]
public sealed class SamlMetadataDocumentAttribute : ShapeAttribute;

/// <summary><c>assertionEncryptionModeType</c>: whether SAML assertions have to be encrypted.</summary>
[OneOf("Required", "Allowed")]
public sealed class AssertionEncryptionModeAttribute : ShapeAttribute;

/// <summary><c>privateKeyType</c>: a private key that decrypts SAML assertions.</summary>
[Length(1, 16384), Pattern(Patterns.Document), Sensitive]
public sealed class PrivateKeyAttribute : ShapeAttribute;

/// <summary><c>delegationRequestIdType</c>: the id of a request for delegation.</summary>
[Length(16, 128), Pattern(@"[\w-]+")]
public sealed class DelegationRequestIdAttribute : ShapeAttribute;

/// <summary><c>notesType</c>: notes on a request for delegation.</summary>
[Length(0, 500), Pattern(Patterns.RoleDescription)]
public sealed class NotesAttribute : ShapeAttribute;

/// <summary><c>publicKeyMaterialType</c>: an SSH public key, in the form of SSH or as PEM; on no record, since a private one may be sent by mistake.</summary>
[Length(1, 16384), Pattern(Patterns.Document), Unrecorded]
public sealed class PublicKeyMaterialAttribute : ShapeAttribute;

/// <summary><c>publicKeyIdType</c>: the id of an SSH public key.</summary>
[Length(20, 128), Pattern(@"[\w]+")]
public sealed class PublicKeyIdAttribute : ShapeAttribute;

/// <summary><c>encodingType</c>: the form in which an SSH public key is shown.</summary>
[OneOf("SSH", "PEM")]
public sealed class PublicKeyEncodingAttribute : ShapeAttribute;

/// <summary><c>certificateBodyType</c>: a certificate, as PEM; on no record, since its private key may be sent by mistake.</summary>
[Length(1, 16384), Pattern(Patterns.Document), Unrecorded]
public sealed class CertificateBodyAttribute : ShapeAttribute;

/// <summary><c>certificateIdType</c>: the id of a signing certificate.</summary>
[Length(24, 128), Pattern(@"[\w]+")]
public sealed class CertificateIdAttribute : ShapeAttribute;

/// <summary><c>serverCertificateNameType</c>: the name of a server certificate.</summary>
[Length(1, 128), Pattern(Patterns.NonEmptyName)]
public sealed class ServerCertificateNameAttribute : ShapeAttribute;

/// <summary><c>certificateChainType</c>: the certificates that lead to a root, as PEM.</summary>
[Length(1, 2097152), Pattern(Patterns.Document)]
public sealed class CertificateChainAttribute : ShapeAttribute;

/// <summary><c>serviceSpecificCredentialId</c>: the id of a credential for a service.</summary>
[Length(20, 128), Pattern(@"[\w]+")]
public sealed class ServiceSpecificCredentialIdAttribute : ShapeAttribute;

/// <summary><c>credentialAgeDays</c>: after how many days a credential for a service ends.</summary>
[Between(1, 36600)]
public sealed class CredentialAgeDaysAttribute : ShapeAttribute;

/// <summary><c>AccessAdvisorUsageGranularityType</c>: what a report of uses tells of.</summary>
[OneOf("SERVICE_LEVEL", "ACTION_LEVEL")]
public sealed class GranularityAttribute : ShapeAttribute;

/// <summary><c>organizationsEntityPathType</c>: the path from an organisation down to a part of it.</summary>
[Length(19, 427), Pattern(OrganizationPatterns.EntityPath)]
public sealed class OrganizationsEntityPathAttribute : ShapeAttribute;

/// <summary><c>organizationsPolicyIdType</c>: the id of a service control policy.</summary>
[Pattern(OrganizationPatterns.PolicyId)]
public sealed class OrganizationsPolicyIdAttribute : ShapeAttribute;

/// <summary><c>sortKeyType</c>: the order of a report.</summary>
[OneOf("SERVICE_NAMESPACE_ASCENDING", "SERVICE_NAMESPACE_DESCENDING", "LAST_AUTHENTICATED_TIME_ASCENDING", "LAST_AUTHENTICATED_TIME_DESCENDING")]
public sealed class SortKeyAttribute : ShapeAttribute;

/// <summary><c>jobIDType</c>: the id of a job that makes a report.</summary>
[Length(36, 36)]
public sealed class JobIdAttribute : ShapeAttribute;

/// <summary><c>jobStatusType</c>: how far a job is.</summary>
[OneOf("IN_PROGRESS", "COMPLETED", "FAILED")]
public sealed class JobStatusAttribute : ShapeAttribute;

/// <summary><c>serviceNamespaceType</c>: what begins the actions of a service.</summary>
[Length(1, 64), Pattern(@"[\w-]*")]
public sealed class ServiceNamespaceAttribute : ShapeAttribute;
