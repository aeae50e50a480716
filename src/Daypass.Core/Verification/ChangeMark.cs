using System.Globalization;
using Daypass.Core.Stores;

namespace Daypass.Core.Verification;

/// <summary>A point in the history of the directory, as services keep it between two questions.</summary>
/// <param name="Position">The position of the change.</param>
/// <param name="Drawn">What its transaction drew: another history has another change at this position.</param>
/// <param name="KeyId">Which key the names of changes are made with.</param>
internal readonly record struct ChangeMark(long Position, long Drawn, uint KeyId)
{
    /// <summary>The point of a change.</summary>
    public static ChangeMark Of(DirectoryChange change, KeyedNames names) => new(change.Position, change.Mark, names.Id);

    /// <summary>Reads a mark; false when it is none.</summary>
    public static bool TryParse(string text, out ChangeMark mark)
    {
        mark = default;
        var parts = text.Split('.');
        if (parts.Length != 3
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            || !long.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var drawn)
            || !uint.TryParse(parts[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var keyId))
        {
            return false;
        }

        mark = new ChangeMark(position, drawn, keyId);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Position}.{Drawn:x}.{KeyId:x8}");
}
