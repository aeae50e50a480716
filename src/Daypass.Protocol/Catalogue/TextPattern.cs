using System.Buffers;
using System.Collections.Concurrent;
using System.Text;

namespace Daypass.Protocol.Catalogue;

/// <summary>A pattern of the model: its text as AWS prints it in a validation error, and a matcher that costs linear time and no memory.</summary>
/// <remarks>Nearly all patterns are one character class with a count; the few others have a matcher of their own in <see cref="OwnMatchers"/>.</remarks>
public sealed class TextPattern
{
    private static readonly ConcurrentDictionary<string, TextPattern> Known = new(StringComparer.Ordinal);

    // Read at the first text that is matched: a client prints patterns and never matches them.
    private Reading? _reading;

    private TextPattern(string text) => Text = text;

    /// <summary>The pattern as the model has it.</summary>
    public string Text { get; }

    /// <summary>The pattern with this text.</summary>
    public static TextPattern Parse(string text) => Known.GetOrAdd(text, static unknown => new TextPattern(unknown));

    /// <summary>True when the whole of a valid UTF-8 text matches.</summary>
    /// <exception cref="NotSupportedException">
    /// The pattern is not a counted character class and has no matcher; the protocol tests try every pattern in use.
    /// </exception>
    public bool IsMatch(ReadOnlySpan<byte> utf8)
    {
        var read = _reading ??= new Reading(Text);
        if (read.Own is { } own)
        {
            return own(utf8);
        }

        var characters = read.Characters!;
        var count = 0;
        while (!utf8.IsEmpty)
        {
            if (utf8[0] < 0x80)
            {
                if (!characters.HasAscii(utf8[0]))
                {
                    return false;
                }

                utf8 = utf8[1..];
            }
            else
            {
                if (Rune.DecodeFromUtf8(utf8, out var rune, out var length) != OperationStatus.Done || !characters.Has(rune))
                {
                    return false;
                }

                utf8 = utf8[length..];
            }

            count++;
        }

        return count >= read.Fewest && count <= read.Most;
    }

    /// <summary>True when the whole text matches.</summary>
    public bool IsMatch(string text) => IsMatch(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc/>
    public override string ToString() => Text;

    private sealed class Reading
    {
        public Reading(string text)
        {
            Own = OwnMatchers.Find(text);
            if (Own is null)
            {
                (Characters, Fewest, Most) = CharacterClass.Parse(text);
            }
        }

        public OwnMatchers.Matcher? Own { get; }

        public CharacterClass? Characters { get; }

        public int Fewest { get; }

        public int Most { get; }
    }
}
