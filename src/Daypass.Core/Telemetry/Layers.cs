using Daypass.Policy.Decisions;

namespace Daypass.Core.Telemetry;

/// <summary>The layers of policies as labels.</summary>
internal static class Layers
{
    /// <summary>All of them, in the order of <see cref="DecisionLayer"/>.</summary>
    public static string[] All { get; } = Array.ConvertAll(Enum.GetNames<DecisionLayer>(), LabelText.Write);

    /// <summary>The label of one.</summary>
    public static string Of(DecisionLayer layer) => All[(int)layer];
}
