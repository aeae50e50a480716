using System.Collections.Frozen;
using Daypass.S3.Actions;

namespace Daypass.S3.Operations;

/// <summary>Words in which the rows of the table are written.</summary>
internal static class RowMaker
{
    public static NeededAction Needs(string action, ActionOccasion occasion = ActionOccasion.Always, ActionSubject subject = ActionSubject.Target) =>
        new(S3Actions.Get(action), null, subject, occasion);

    /// <summary>An action with another one for versions, whose name has the word Version in it.</summary>
    public static NeededAction NeedsOfVersion(
        string action, string ofVersion, ActionOccasion occasion = ActionOccasion.Always, ActionSubject subject = ActionSubject.Target) =>
        new(S3Actions.Get(action), S3Actions.Get(ofVersion), subject, occasion);

    public static FrozenSet<string> Set(params IEnumerable<string> names) => names.ToFrozenSet(StringComparer.Ordinal);
}
