namespace Daypass.Policy.Decisions;

/// <summary>The three answers of the policy language.</summary>
public enum Outcome
{
    /// <summary>Nothing allowed it.</summary>
    ImplicitDeny,

    /// <summary>A Deny statement matched.</summary>
    ExplicitDeny,

    /// <summary>Allowed.</summary>
    Allowed,
}
