using System.Text;
using Daypass.JmesPath.Values;

namespace Daypass.Mcp.Answers;

/// <summary>Keeps answers to a size that an agent can take: the longest texts become documents that are read in parts, and then all of it.</summary>
internal sealed class AnswerBudget(DocumentShelf shelf, int bytes)
{
    private const int ShortestDocument = 1000;
    private const int Around = 600;

    private readonly List<AnswerLink> _links = [];

    /// <summary>How large an answer may be, in bytes of JSON.</summary>
    public int Bytes { get; } = bytes;

    /// <summary>The size of a value, in bytes of JSON.</summary>
    public static int Measure(Value value) => Encoding.UTF8.GetByteCount(JsonText.Write(value, JsonStyle.Line));

    /// <summary>True when an answer fits.</summary>
    public bool Fits(Value answer) => Measure(answer) + Around <= Bytes;

    /// <summary>The envelope with an answer that fits.</summary>
    public Envelope Fit(Envelope envelope)
    {
        if (envelope.Answer is not { } answer || Fits(answer))
        {
            return envelope;
        }

        var whole = answer;
        while (!Fits(answer) && Longest(answer) is { Length: >= ShortestDocument } text)
        {
            answer = (MapValue)Replace(answer, text, Keep(text, "text"));
        }

        if (!Fits(answer))
        {
            _links.Clear();
            answer = Keep(JsonText.Write(whole, JsonStyle.Narrow), "the whole answer");
        }

        return envelope with
        {
            Answer = answer,
            Links = _links,
            Hint = $"What did not fit is a document: read its address with ?from=0&length={DocumentShelf.LongestPart} and so on, or call again with \"query\".",
        };
    }

    private MapValue Keep(string text, string what)
    {
        var address = shelf.Add(text);
        _links.Add(new AnswerLink(address, what, Encoding.UTF8.GetByteCount(text)));
        return new MapValue().Set("document", address).Set("characters", Value.From((long)text.Length));
    }

    private static string? Longest(Value value) => value switch
    {
        TextValue { Text: var text } => text,
        ListValue { Items: var items } => items.Select(Longest).MaxBy(static text => text?.Length ?? 0),
        MapValue { Members: var members } => members.Select(static member => Longest(member.Value)).MaxBy(static text => text?.Length ?? 0),
        _ => null,
    };

    private static Value Replace(Value value, string text, MapValue by) => value switch
    {
        TextValue { Text: var own } when own == text => by,
        ListValue { Items: var items } => ListValue.From(items.Select(item => Replace(item, text, by))),
        MapValue { Members: var members } => members.Aggregate(new MapValue(), (map, member) => map.Set(member.Name, Replace(member.Value, text, by))),
        _ => value,
    };
}
