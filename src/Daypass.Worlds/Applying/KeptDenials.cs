using Daypass.Core.Entities;

namespace Daypass.Worlds.Applying;

/// <summary>What denies something to a user, group or role that is stored, and what a file does not list.</summary>
/// <param name="Inline">Inline policies.</param>
/// <param name="Attached">ARNs of managed policies.</param>
/// <param name="Groups">Ids of groups.</param>
internal sealed record KeptDenials(IReadOnlyList<InlinePolicy> Inline, IReadOnlyList<string> Attached, IReadOnlyList<string> Groups)
{
    /// <summary>Nothing.</summary>
    public static KeptDenials None { get; } = new([], [], []);
}
