using System.Globalization;
using System.Text;

namespace Daypass.Protocol.Catalogue;

/// <summary>A bracketed character class of a model pattern, for example <c>[\w+=,.@-]</c>, with its count.</summary>
internal sealed class CharacterClass
{
    private UInt128 _ascii;
    private bool _letters;
    private bool _separators;
    private bool _numbers;
    private readonly List<(int First, int Last)> _ranges = [];

    public bool HasAscii(byte character) => (_ascii >> character & 1) != 0;

    public bool Has(Rune rune)
    {
        if (rune.IsAscii)
        {
            return HasAscii((byte)rune.Value);
        }

        foreach (var (first, last) in _ranges)
        {
            if (rune.Value >= first && rune.Value <= last)
            {
                return true;
            }
        }

        return HasCategory(rune);
    }

    /// <summary>Reads <c>[class]</c> followed by <c>*</c>, <c>+</c>, <c>{n}</c>, <c>{n,m}</c> or nothing, with or without anchors.</summary>
    public static (CharacterClass Characters, int Fewest, int Most) Parse(string pattern)
    {
        var text = pattern.AsSpan();
        text = text.StartsWith("^") ? text[1..] : text;
        text = text.EndsWith("$") ? text[..^1] : text;
        var end = ClosingBracket(text);
        if (end < 0)
        {
            throw new NotSupportedException($"No matcher for the pattern {pattern}");
        }

        var (fewest, most) = Count(text[(end + 1)..], pattern);
        var characters = new CharacterClass();
        characters.AddAll(text[1..end]);
        return (characters, fewest, most);
    }

    private static int ClosingBracket(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] != '[')
        {
            return -1;
        }

        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == ']')
            {
                return at;
            }
        }

        return -1;
    }

    private static (int Fewest, int Most) Count(ReadOnlySpan<char> text, string pattern)
    {
        switch (text)
        {
            case "": return (1, 1);
            case "*": return (0, int.MaxValue);
            case "+": return (1, int.MaxValue);
        }

        if (text[0] != '{' || text[^1] != '}')
        {
            throw new NotSupportedException($"No matcher for the pattern {pattern}");
        }

        var inside = text[1..^1];
        var comma = inside.IndexOf(',');
        return comma < 0
            ? (int.Parse(inside, CultureInfo.InvariantCulture), int.Parse(inside, CultureInfo.InvariantCulture))
            : (int.Parse(inside[..comma], CultureInfo.InvariantCulture),
                comma == inside.Length - 1 ? int.MaxValue : int.Parse(inside[(comma + 1)..], CultureInfo.InvariantCulture));
    }

    private void AddAll(ReadOnlySpan<char> inside)
    {
        for (var at = 0; at < inside.Length;)
        {
            var first = Next(inside, ref at);
            if (first >= 0 && at + 1 < inside.Length && inside[at] == '-')
            {
                at++;
                Add(first, Next(inside, ref at));
            }
            else if (first >= 0)
            {
                Add(first, first);
            }
        }
    }

    /// <summary>The next single character, or -1 after a whole category has been added.</summary>
    private int Next(ReadOnlySpan<char> inside, ref int at)
    {
        var character = inside[at++];
        if (character != '\\')
        {
            return character;
        }

        character = inside[at++];
        switch (character)
        {
            case 'w':
                Add('a', 'z');
                Add('A', 'Z');
                Add('0', '9');
                Add('_', '_');
                return -1;
            case 'd':
                Add('0', '9');
                return -1;
            case 'p':
                AddCategory(inside[at + 1]);
                at += 3;
                return -1;
            case 'u':
                // INVARIANT: exactly four digits, as in the engine AWS uses: \u10000 is U+1000 and a zero, which is why
                // the model's \u10000-\u10FFFF admits no supplementary character.
                at += 4;
                return int.Parse(inside[(at - 4)..at], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            default:
                return character;
        }
    }

    private void Add(int first, int last)
    {
        for (var character = first; character <= Math.Min(last, 127); character++)
        {
            _ascii |= UInt128.One << character;
        }

        if (last > 127)
        {
            _ranges.Add((Math.Max(first, 128), last));
        }
    }

    private void AddCategory(char category)
    {
        _letters |= category == 'L';
        _separators |= category == 'Z';
        _numbers |= category == 'N';
        for (var character = 0; character < 128; character++)
        {
            if (IsIn(Rune.GetUnicodeCategory(new Rune(character)), category))
            {
                _ascii |= UInt128.One << character;
            }
        }
    }

    private bool HasCategory(Rune rune)
    {
        if (!_letters && !_separators && !_numbers)
        {
            return false;
        }

        var category = Rune.GetUnicodeCategory(rune);
        return (_letters && IsIn(category, 'L')) || (_separators && IsIn(category, 'Z')) || (_numbers && IsIn(category, 'N'));
    }

    private static bool IsIn(UnicodeCategory category, char group) => group switch
    {
        'L' => category <= UnicodeCategory.OtherLetter,
        'N' => category is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber,
        _ => category is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,
    };
}
