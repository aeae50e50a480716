using Daypass.Recorded.Tests.Kinds;

namespace Daypass.Recorded.Tests;

/// <summary>What runs the vectors of each file.</summary>
internal static class RecordedKinds
{
    private static readonly Dictionary<string, IRecordedKind> ByGroup = new(StringComparer.Ordinal)
    {
        ["condition-addresses"] = new DecideKind(),
        ["condition-sets"] = new DecideKind(),
        ["condition-strings"] = new DecideKind(),
        ["mfa"] = new MfaKind(),
        ["policy-management"] = new CallsKind(),
        ["resource-controls"] = new CaseKind(),
        ["saving-session"] = new SaveKind(),
        ["service-access"] = new CallsKind(),
    };

    public static IEnumerable<string> Groups => ByGroup.Keys;

    public static IRecordedKind Of(string group) =>
        ByGroup.TryGetValue(group, out var kind) ? kind : throw new InvalidOperationException($"{group} has no row in {nameof(RecordedKinds)}.");
}
