namespace Daypass.Policy.Language;

/// <summary>The part a policy document plays; it decides which elements are legal and how principals and short ARNs are read.</summary>
public enum PolicyKind
{
    /// <summary>Inline policy of a user, group or role.</summary>
    Identity,

    /// <summary>Permissions boundary of a user or role.</summary>
    Boundary,

    /// <summary>Session policy passed to AssumeRole* or GetFederationToken.</summary>
    Session,

    /// <summary>Trust policy of a role.</summary>
    Trust,

    /// <summary>Any other policy attached to a resource (bucket, queue, key).</summary>
    Resource,

    /// <summary>Service control policy of an organization.</summary>
    ServiceControl,

    /// <summary>Resource control policy of an organization.</summary>
    ResourceControl,

    /// <summary>Policy of a VPC endpoint.</summary>
    Endpoint,

    /// <summary>Managed policy, which may be attached, be a boundary and limit sessions; saved by stricter rules than an inline one, evaluated alike.</summary>
    Managed,
}
