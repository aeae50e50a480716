using System.Text.Json;

namespace Daypass.Recorded.Tests;

/// <summary>One answer of AWS that somebody recorded and published.</summary>
/// <param name="Id">Names it: its group and a number.</param>
/// <param name="Source">The file of the recording, and the place in it.</param>
/// <param name="Date">The day it was recorded, <c>yyyy-mm-dd</c>.</param>
/// <param name="Differs">Why our answer is another one on purpose; null when it has to be the same.</param>
/// <param name="Element">The whole line; what else is in it is known to its kind.</param>
public sealed record RecordedVector(string Id, string Source, string Date, string? Differs, JsonElement Element)
{
    public static RecordedVector Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var element = document.RootElement.Clone();
        return new(Text(element, "id")!, Text(element, "source")!, Text(element, "date")!, Text(element, "differs"), element);
    }

    /// <summary>True when AWS still answered by what was before a change of its own: what is recorded is its delay and not its rule.</summary>
    public bool IsDelay => Element.TryGetProperty("delay", out var delay) && delay.GetBoolean();

    /// <summary>How our answer differs, where it does: word for word, so that it cannot become still another one.</summary>
    public string? Ours => Text(Element, "ours");

    /// <summary>A text member, or null when there is none.</summary>
    public static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
