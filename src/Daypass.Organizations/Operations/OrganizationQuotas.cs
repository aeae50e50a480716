namespace Daypass.Organizations.Operations;

/// <summary>How much an organisation may have (Organizations User Guide, "Quotas and service limits").</summary>
public sealed record OrganizationQuotas
{
    /// <summary>Accounts; AWS grants up to 10,000 when asked. No more are made for one account, those included that left again, and those that these made.
    /// </summary>
    public int Accounts { get; init; } = 10;

    /// <summary>Requests for accounts that are kept; the oldest go first.</summary>
    public int AccountRequests { get; init; } = 100;

    /// <summary>For how long they are kept.</summary>
    public TimeSpan AccountRequestLifetime { get; init; } = TimeSpan.FromDays(90);

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
