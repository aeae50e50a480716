namespace Daypass.Server.Kits;

/// <summary>What is asked and answered at the control address.</summary>
internal static class ControlMessages
{
    /// <summary>Sets or moves the clock.</summary>
    internal sealed record ClockRequest(DateTimeOffset? Set, double? AdvanceSeconds, bool? Hold, bool? Reset);

    /// <summary>What the clock tells.</summary>
    internal sealed record ClockAnswer(DateTimeOffset Now, bool Held);

    /// <summary>Asks for an account.</summary>
    internal sealed record AccountRequest(string? Id, string? Name);

    /// <summary>All accounts.</summary>
    internal sealed record AccountsAnswer(IReadOnlyList<TestAccount> Accounts);

    /// <summary>Decisions, the oldest first.</summary>
    internal sealed record DecisionsAnswer(IReadOnlyList<RecordedDecision> Decisions);

    /// <summary>The name of a snapshot.</summary>
    internal sealed record SnapshotAnswer(string Snapshot);

    /// <summary>It was done.</summary>
    internal sealed record StatusAnswer(string Status)
    {
        public static readonly StatusAnswer Ok = new("ok");
    }

    /// <summary>It was not done, and why.</summary>
    internal sealed record ErrorAnswer(string Error);
}
