using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Organizations;

/// <summary><c>AccountId</c>: the id of an account.</summary>
[Length(0, 12), Pattern(OrganizationPatterns.AccountId)]
public sealed class AccountIdAttribute : ShapeAttribute;

/// <summary><c>Email</c>: the e-mail address of an account's owner.</summary>
[Length(6, 64), Pattern(OrganizationPatterns.Email), Sensitive]
public sealed class EmailAttribute : ShapeAttribute;

/// <summary><c>CreateAccountName</c>: the name of an account that is made.</summary>
[Length(1, 50), Pattern(OrganizationPatterns.AccountName), Sensitive]
public sealed class CreateAccountNameAttribute : ShapeAttribute;

/// <summary><c>ParentId</c>: a root or an organisational unit.</summary>
[Length(0, 100), Pattern(OrganizationPatterns.ParentId)]
public sealed class ParentIdAttribute : ShapeAttribute;

/// <summary><c>ChildId</c>: an account or an organisational unit.</summary>
[Length(0, 100), Pattern(OrganizationPatterns.ChildId)]
public sealed class ChildIdAttribute : ShapeAttribute;

/// <summary><c>RootId</c>: the root of an organisation.</summary>
[Length(0, 34), Pattern(OrganizationPatterns.RootId)]
public sealed class RootIdAttribute : ShapeAttribute;

/// <summary><c>OrganizationalUnitId</c>: an organisational unit.</summary>
[Length(0, 68), Pattern(OrganizationPatterns.UnitId)]
public sealed class OrganizationalUnitIdAttribute : ShapeAttribute;

/// <summary><c>OrganizationalUnitName</c> and <c>PolicyName</c>: any text.</summary>
[Length(1, 128), Pattern(OrganizationPatterns.Anything)]
public sealed class AnyNameAttribute : ShapeAttribute;

/// <summary><c>PolicyId</c>: a policy of the organisation.</summary>
[Length(0, 130), Pattern(OrganizationPatterns.PolicyId)]
public sealed class PolicyIdAttribute : ShapeAttribute;

/// <summary><c>PolicyTargetId</c>: what a policy is attached to.</summary>
[Length(0, 100), Pattern(OrganizationPatterns.TargetId)]
public sealed class PolicyTargetIdAttribute : ShapeAttribute;

/// <summary><c>TaggableResourceId</c>: what has tags.</summary>
[Length(0, 130), Pattern(OrganizationPatterns.TaggableId)]
public sealed class TaggableResourceIdAttribute : ShapeAttribute;

/// <summary><c>PolicyType</c>: the types of policies there are at AWS; two of them decide here.</summary>
[OneOf("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY", "TAG_POLICY", "BACKUP_POLICY", "AISERVICES_OPT_OUT_POLICY", "CHATBOT_POLICY",
    "DECLARATIVE_POLICY_EC2", "SECURITYHUB_POLICY", "INSPECTOR_POLICY", "UPGRADE_ROLLOUT_POLICY", "BEDROCK_POLICY", "S3_POLICY",
    "NETWORK_SECURITY_DIRECTOR_POLICY")]
public sealed class PolicyTypeAttribute : ShapeAttribute;

/// <summary><c>EffectivePolicyType</c>: the types that have an effective policy; control policies are not among them.</summary>
[OneOf("TAG_POLICY", "BACKUP_POLICY", "AISERVICES_OPT_OUT_POLICY", "CHATBOT_POLICY", "DECLARATIVE_POLICY_EC2", "SECURITYHUB_POLICY", "INSPECTOR_POLICY",
    "UPGRADE_ROLLOUT_POLICY", "BEDROCK_POLICY", "S3_POLICY", "NETWORK_SECURITY_DIRECTOR_POLICY")]
public sealed class EffectivePolicyTypeAttribute : ShapeAttribute;

/// <summary><c>PolicyDescription</c>: what a policy is for.</summary>
[Length(0, 512), Pattern(OrganizationPatterns.Anything)]
public sealed class PolicyDescriptionAttribute : ShapeAttribute;

/// <summary><c>PolicyContent</c>: the text of a policy.</summary>
[Length(1, int.MaxValue), Pattern(OrganizationPatterns.Anything)]
public sealed class PolicyContentAttribute : ShapeAttribute;

/// <summary><c>NextToken</c>: where a page begins.</summary>
[Length(0, 100000), Pattern(OrganizationPatterns.Anything)]
public sealed class NextTokenAttribute : ShapeAttribute;

/// <summary><c>MaxResults</c>: the most entries of a page.</summary>
[Between(1, 20)]
public sealed class MaxResultsAttribute : ShapeAttribute;

/// <summary><c>ServicePrincipal</c>: the name of a service.</summary>
[Length(1, 128), Pattern(Patterns.Name)]
public sealed class ServicePrincipalAttribute : ShapeAttribute;
