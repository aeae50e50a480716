using System.Buffers;
using System.Collections.Concurrent;
using System.Text;

namespace Daypass.Protocol.Catalogue;

/// <summary>A pattern of the model: its text as AWS prints it in a validation error, and a matcher that costs linear time and no memory.</summary>
/// <remarks>Nearly all patterns are one character class with a count; the few others have a matcher of their own in <see cref="OwnMatchers"/>.</remarks>
public sealed class TextPattern
{
    private static readonly ConcurrentDictionary<string, TextPattern> Known = new(StringComparer.Ordinal);

    private readonly CharacterClass? characters;
    private readonly int fewest;
    private readonly int most;
    private readonly OwnMatchers.Matcher? own;

    private TextPattern(string text)
    {
        Text = text;
        own = OwnMatchers.Find(text);
        if (own is null)
        {
            (characters, fewest, most) = CharacterClass.Parse(text);
        }
    }

    /// <summary>The pattern as the model has it.</summary>
    public string Text { get; }

    /// <summary>The pattern with this text.</summary>
    /// <exception cref="NotSupportedException">It is not a counted character class and has no matcher; the protocol tests try every pattern in use.</exception>
    public static TextPattern Of(string text) => Known.GetOrAdd(text, static unknown => new TextPattern(unknown));

    /// <summary>True when the whole of a valid UTF-8 text matches.</summary>
    public bool IsMatch(ReadOnlySpan<byte> utf8)
    {
        if (own is not null)
        {
            return own(utf8);
        }

        var count = 0;
        while (!utf8.IsEmpty)
        {
            if (utf8[0] < 0x80)
            {
                if (!characters!.HasAscii(utf8[0]))
                {
                    return false;
                }

                utf8 = utf8[1..];
            }
            else
            {
                if (Rune.DecodeFromUtf8(utf8, out var rune, out var length) != OperationStatus.Done || !characters!.Has(rune))
                {
                    return false;
                }

                utf8 = utf8[length..];
            }

            count++;
        }

        return count >= fewest && count <= most;
    }

    /// <summary>True when the whole text matches.</summary>
    public bool IsMatch(string text) => IsMatch(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc/>
    public override string ToString() => Text;
}
