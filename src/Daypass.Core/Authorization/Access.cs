using Daypass.Policy.Evaluation;

namespace Daypass.Core.Authorization;

/// <summary>One action on one resource.</summary>
/// <param name="Action"><c>service:Name</c>.</param>
/// <param name="Resource">The ARN, or <c>*</c> for actions without one.</param>
public sealed record Access(string Action, string Resource)
{
    /// <summary>The account that owns the resource; the caller's own when null.</summary>
    public string? ResourceAccount { get; init; }

    /// <summary>The resource's own policy, for a role its trust policy; null when it has none.</summary>
    public NamedPolicy? ResourcePolicy { get; init; }

    /// <summary>The policy of what the resource is in; null when it has none.</summary>
    public NamedPolicy? OuterResourcePolicy { get; init; }

    /// <summary>Condition keys of this access alone, beside those of the request: the tags of its resource.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keys { get; init; } = [];

    /// <summary>The name by which the request asks for the resource, in its own letters; null when it gives none. AWS repeats it, and a name that
    /// was asked for does not tell how the real one is written, nor whether there is one.</summary>
    public string? Asked { get; init; }

    /// <summary>How a refusal writes the resource, where that is not its ARN; null writes that.</summary>
    public string? WrittenAs { get; init; }

    /// <summary>How a refusal is worded.</summary>
    public DenialStyle Style { get; init; } = DenialStyle.Explained;

    /// <summary>The action an unsigned refusal names instead of <see cref="Action"/>; null names that.</summary>
    public string? NamedAs { get; init; }
}

/// <summary>How a refusal is worded.</summary>
public enum DenialStyle
{
    /// <summary>Names the layer that denied.</summary>
    Explained,

    /// <summary>Names the layer only when it is the caller's own side, so that nothing is learnt of the resource, not even whether it exists.</summary>
    CallerSideOnly,

    /// <summary>Names the caller, the action and the resource, and no layer.</summary>
    WithoutReason,

    /// <summary><c>Not authorized to perform ACTION</c>, as for callers without an identity.</summary>
    Unsigned,
}
