using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Sts;

/// <summary><c>arnType</c>: an ARN.</summary>
[Length(20, 2048), Pattern(Patterns.StsArn)]
public sealed class ArnAttribute : ShapeAttribute;

/// <summary><c>roleSessionNameType</c>: the name of a session.</summary>
[Length(2, 64), Pattern(Patterns.Name)]
public sealed class RoleSessionNameAttribute : ShapeAttribute;

/// <summary><c>roleDurationSecondsType</c>: how long the session of a role lasts, in seconds.</summary>
[Between(900, 43200)]
public sealed class RoleDurationSecondsAttribute : ShapeAttribute;

/// <summary><c>durationSecondsType</c>: how long the session of a user lasts, in seconds.</summary>
[Between(900, 129600)]
public sealed class DurationSecondsAttribute : ShapeAttribute;

/// <summary><c>sessionPolicyDocumentType</c>: the text of a session policy.</summary>
[Length(1, 2048), Pattern(Patterns.Document)]
public sealed class SessionPolicyDocumentAttribute : ShapeAttribute;

/// <summary><c>policyDescriptorListType</c>: managed session policies; the number is from the documentation.</summary>
[Count(0, 10)]
public sealed class PolicyDescriptorsAttribute : ShapeAttribute;

/// <summary><c>tagListType</c>: tags, in STS and in IAM.</summary>
[Count(0, 50)]
public sealed class TagsAttribute : ShapeAttribute;

/// <summary><c>tagKeyListType</c>: keys of tags, in STS and in IAM.</summary>
[Count(0, 50), Length(1, 128), Pattern(Patterns.TagKey)]
public sealed class TagKeysAttribute : ShapeAttribute;

/// <summary><c>serialNumberType</c>: the serial number of an MFA device.</summary>
[Length(9, 256), Pattern(@"[\w+=/:,.@-]*")]
public sealed class SerialNumberAttribute : ShapeAttribute;

/// <summary><c>tokenCodeType</c>: a code of an MFA device.</summary>
[Length(6, 6), Pattern(@"[\d]*"), Unrecorded]
public sealed class TokenCodeAttribute : ShapeAttribute;

/// <summary>How long a session token has to be at least, in bytes; newer than the model that the others are from.</summary>
[Between(0, 4096)]
public sealed class MinimumSessionTokenSizeAttribute : ShapeAttribute;
