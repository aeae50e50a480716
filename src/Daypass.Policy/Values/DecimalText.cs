namespace Daypass.Policy.Values;

/// <summary>
/// A decimal number as its text says it. Numbers are compared digit by digit, so none is rounded or too long, and one with a huge exponent
/// costs no more than its text.
/// </summary>
internal readonly struct DecimalText
{
    private readonly string _text;
    private readonly int _first;
    private readonly int _last;
    private readonly int _sign;
    private readonly long _place;

    private DecimalText(string text, int first, int last, int sign, long place) =>
        (_text, _first, _last, _sign, _place) = (text, first, last, sign, place);

    /// <summary>Digits with an optional sign, point and exponent of 32 bits; null for anything else.</summary>
    public static DecimalText? Parse(string text)
    {
        var at = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        var digits = 0;
        var first = -1;
        var last = -1;
        var point = -1;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '.' && point < 0)
            {
                point = at;
                continue;
            }

            if (!char.IsAsciiDigit(c))
            {
                break;
            }

            digits++;
            if (c != '0')
            {
                first = first < 0 ? at : first;
                last = at;
            }
        }

        long exponent = 0;
        if (digits == 0 || (at < text.Length && !(text[at] is 'e' or 'E' && TryReadExponent(text.AsSpan(at + 1), out exponent))))
        {
            return null;
        }

        point = point < 0 ? at : point;
        var sign = first < 0 ? 0 : text[0] == '-' ? -1 : 1;
        return new DecimalText(text, first, last, sign, exponent + (first < point ? point - first : point + 1 - first));
    }

    /// <summary>Below zero, zero or above, as this number is less than the other one, equal or greater.</summary>
    public int CompareTo(in DecimalText other) =>
        _sign != other._sign ? _sign.CompareTo(other._sign)
        : _sign == 0 ? 0
        : _sign * (_place != other._place ? _place.CompareTo(other._place) : CompareDigits(other));

    private int CompareDigits(in DecimalText other)
    {
        var (mine, theirs) = (_first, other._first);
        while (mine <= _last && theirs <= other._last)
        {
            if (_text[mine] == '.')
            {
                mine++;
            }
            else if (other._text[theirs] == '.')
            {
                theirs++;
            }
            else if (_text[mine] != other._text[theirs])
            {
                return _text[mine].CompareTo(other._text[theirs]);
            }
            else
            {
                mine++;
                theirs++;
            }
        }

        // The last digits are not zeros, so whoever has digits left is greater.
        return (mine <= _last).CompareTo(theirs <= other._last);
    }

    private static bool TryReadExponent(ReadOnlySpan<char> text, out long exponent)
    {
        exponent = 0;
        var negative = text.StartsWith("-");
        var digits = negative || text.StartsWith("+") ? text[1..] : text;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c) || (exponent = (exponent * 10) + c - '0') > int.MaxValue)
            {
                return false;
            }
        }

        exponent = negative ? -exponent : exponent;
        return !digits.IsEmpty;
    }
}
