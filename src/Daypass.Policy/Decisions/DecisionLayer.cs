namespace Daypass.Policy.Decisions;

/// <summary>The layer of policies that settled a decision.</summary>
public enum DecisionLayer
{
    /// <summary>No document: a rule of the operation itself, or root's own power.</summary>
    None,

    /// <summary>Identity policies of the user, its groups, or the role.</summary>
    Identity,

    /// <summary>The permissions boundary.</summary>
    Boundary,

    /// <summary>The session policies.</summary>
    Session,

    /// <summary>The policy of the resource.</summary>
    Resource,

    /// <summary>The trust policy of the role that is the resource.</summary>
    Trust,

    /// <summary>A level of service control policies.</summary>
    ServiceControl,

    /// <summary>A level of resource control policies.</summary>
    ResourceControl,

    /// <summary>The policy of the VPC endpoint.</summary>
    Endpoint,

    /// <summary>A scope down policy of the session.</summary>
    Scope,
}
