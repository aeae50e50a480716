namespace Daypass.Organizations.Operations;

/// <summary>How much an organisation may have (Organizations User Guide, "Quotas and service limits").</summary>
public sealed record OrganizationQuotas
{
    /// <summary>Accounts; AWS grants up to so many.</summary>
    public int Accounts { get; init; } = 10_000;

    /// <summary>Units.</summary>
    public int Units { get; init; } = 2000;

    /// <summary>How deep units may be below each other.</summary>
    public int UnitDepth { get; init; } = 5;

    /// <summary>Service control policies.</summary>
    public int ServiceControlPolicies { get; init; } = 10_000;

    /// <summary>Resource control policies.</summary>
    public int ResourceControlPolicies { get; init; } = 1000;

    /// <summary>Service control policies attached to one root, unit or account, since May 2026.</summary>
    public int AttachedServiceControlPolicies { get; init; } = 10;

    /// <summary>Resource control policies attached to one root, unit or account.</summary>
    public int AttachedResourceControlPolicies { get; init; } = 5;

    /// <summary>Tags of one root, unit, account or policy.</summary>
    public int Tags { get; init; } = 50;

    /// <summary>How many policies of a type an organisation may have.</summary>
    public int PoliciesOf(string type) => type == ControlPolicy.ServiceType ? ServiceControlPolicies : ResourceControlPolicies;

    /// <summary>How many policies of a type may be attached to one target.</summary>
    public int AttachedOf(string type) => type == ControlPolicy.ServiceType ? AttachedServiceControlPolicies : AttachedResourceControlPolicies;
}
