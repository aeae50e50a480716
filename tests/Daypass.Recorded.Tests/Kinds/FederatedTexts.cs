using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Daypass.Recorded.Tests.Kinds;

/// <summary>Fills in what a recording of a federated call leaves open: names as <c>{role}</c>, and times as <c>{now+300}</c> or <c>{"$at":300}</c>.</summary>
/// <param name="names">The names and what they stand for.</param>
/// <param name="now">The time of the call.</param>
internal sealed partial class FederatedTexts(IReadOnlyDictionary<string, string> names, DateTimeOffset now)
{
    public string Fill(string text)
    {
        foreach (var (name, value) in names)
        {
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        return Times().Replace(text, found => found.Groups[1].Value == "now"
            ? (now.ToUnixTimeSeconds() + long.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture)
            : now.AddSeconds(long.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture))
                .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    public JsonNode? Fill(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return Fill(element.GetString()!);
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Fill)]);
            case JsonValueKind.Object when element.TryGetProperty("$at", out var at):
                return JsonNode.Parse(Moment(at));
            case JsonValueKind.Object when element.TryGetProperty("$atText", out var at):
                return Moment(at);
            case JsonValueKind.Object when element.TryGetProperty("$repeat", out var repeat):
                return string.Concat(Enumerable.Repeat(repeat[0].GetString(), repeat[1].GetInt32()));
            case JsonValueKind.Object:
                return new JsonObject(element.EnumerateObject().Select(member => KeyValuePair.Create(Fill(member.Name), Fill(member.Value))));
            default:
                return JsonNode.Parse(element.GetRawText());
        }
    }

    /// <summary>Compares an outcome with the recorded one.</summary>
    /// <param name="answer">What AWS answered.</param>
    /// <param name="code"><c>Success</c> or the code of our refusal.</param>
    /// <param name="message">The sentence of our refusal.</param>
    /// <param name="fields">What our answer has at each name.</param>
    public RecordedAnswer Compare(JsonElement answer, string code, string? message, Func<string, string?> fields)
    {
        var compared = RecordedAnswer.Compare(answer.GetProperty("code").GetString()!, code);
        if (!compared.IsSame)
        {
            return compared with { Difference = $"{compared.Difference} {message}" };
        }

        // AWS's reader of SAML is another service, and STS passes its answer on with an id of its own.
        var ours = message?.Split(" (Service: ", 2)[0];
        if (RecordedVector.Text(answer, "message") is { } sentence && Fill(sentence) != ours)
        {
            return RecordedAnswer.Another($"AWS: {Fill(sentence)}, we: {ours}");
        }

        foreach (var field in answer.TryGetProperty("fields", out var all) ? all.EnumerateObject().ToArray() : [])
        {
            if (Fill(field.Value)?.ToString() is var wanted && fields(field.Name) is var made && wanted != made && !IsAlmost(field.Name, wanted, made))
            {
                return RecordedAnswer.Another($"{field.Name}: AWS: {wanted}, we: {made}");
            }
        }

        return RecordedAnswer.Agrees;
    }

    // A session ends on a whole second, and the clock is somewhere in one.
    private static bool IsAlmost(string name, string? wanted, string? made) => name == "$seconds" && made is not null
        && Math.Abs(long.Parse(wanted!, CultureInfo.InvariantCulture) - long.Parse(made, CultureInfo.InvariantCulture)) <= 2;

    private string Moment(JsonElement offset) => (now.ToUnixTimeSeconds() + offset.GetDecimal()).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(now|at:)([+-]?\d+)\}")]
    private static partial Regex Times();
}
