namespace Daypass.Iam.Simulation;

/// <summary>What the simulation's table says of an action.</summary>
internal enum ActionStanding
{
    /// <summary>Its service has no such action, or there is no such service.</summary>
    Unknown,

    /// <summary>There is such a service, and the table does not have its actions.</summary>
    Untold,

    /// <summary>The table has it.</summary>
    Listed,
}
