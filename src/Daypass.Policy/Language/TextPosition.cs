using System.Globalization;

namespace Daypass.Policy.Language;

/// <summary>A place in a policy document; both numbers start at 1, and a column counts UTF-16 units of the line.</summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
public readonly record struct TextPosition(int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column}");
}
