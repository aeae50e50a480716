namespace Daypass.Core.Telemetry;

/// <summary>The kinds of sessions as labels. They are declared here and not taken from the sessions, which use this folder.</summary>
internal static class SessionKinds
{
    /// <summary>All of them, in the order of their numbers, which are in tokens and begin at one.</summary>
    public static string[] All { get; } = ["user", "role", "federated_user", "root_task", "delegated"];

    /// <summary>The label of the kind with this number.</summary>
    public static string Of(int number) => number > 0 && number <= All.Length ? All[number - 1] : "other";
}
