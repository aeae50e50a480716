namespace Daypass.Cli.Output;

/// <summary>Recognises plain text that a reader of YAML would take for a number, an instant, a boolean, null or one of the two special keys.</summary>
internal static class YamlTypes
{
    /// <summary>True when the text would not be read as text.</summary>
    public static bool IsOtherType(string text) => text switch
    {
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => true,
        "~" or "null" or "Null" or "NULL" or "<<" or "=" => true,
        ".nan" or ".NaN" or ".NAN" => true,
        _ => text[0] is '+' or '-' or '.' or (>= '0' and <= '9') && (IsInteger(text) || IsFraction(text) || IsInstant(text)),
    };

    private static ReadOnlySpan<char> Unsigned(string text) => text[0] is '+' or '-' ? text.AsSpan(1) : text;

    private static bool IsInteger(string text)
    {
        var digits = Unsigned(text);
        if (digits.StartsWith("0b") || digits.StartsWith("0x"))
        {
            var set = digits[1] == 'b' ? "01_" : "0123456789abcdefABCDEF_";
            return digits.Length > 2 && IsAll(digits[2..], set);
        }

        if (digits.StartsWith("0o"))
        {
            return digits.Length > 2 && IsAll(digits[2..], "01234567_");
        }

        return digits.Length > 0 && IsAll(digits, "0123456789_");
    }

    private static bool IsFraction(string text)
    {
        var rest = Unsigned(text);
        if (rest is ".inf" or ".Inf" or ".INF")
        {
            return true;
        }

        if (rest.Length > 1 && rest[0] == '.')
        {
            // A leading point allows an exponent only with its sign.
            rest = rest[1..];
            var digits = Span(rest, "0123456789_");
            return digits > 0 && IsExponent(rest[digits..], signRequired: true, optional: true);
        }

        var whole = rest.Length > 0 && char.IsAsciiDigit(rest[0]) ? Span(rest, "0123456789_") : 0;
        if (whole == 0)
        {
            return false;
        }

        rest = rest[whole..];
        if (rest.Length > 0 && rest[0] == '.')
        {
            rest = rest[1..];
            return IsExponent(rest[Span(rest, "0123456789_")..], signRequired: false, optional: true);
        }

        return IsExponent(rest, signRequired: false, optional: false);
    }

    private static bool IsExponent(ReadOnlySpan<char> text, bool signRequired, bool optional)
    {
        if (text.Length == 0)
        {
            return optional;
        }

        if (text[0] is not ('e' or 'E'))
        {
            return false;
        }

        text = text[1..];
        var signed = text.Length > 0 && text[0] is '+' or '-';
        text = signed ? text[1..] : text;
        return (signed || !signRequired) && text.Length > 0 && IsAll(text, "0123456789");
    }

    // 2026-11-22, and with a time of day behind it.
    private static bool IsInstant(string text)
    {
        var rest = text.AsSpan();
        if (!Digits(ref rest, 4, 4) || !Take(ref rest, '-'))
        {
            return false;
        }

        if (rest is [>= '0' and <= '9', >= '0' and <= '9', '-', >= '0' and <= '9', >= '0' and <= '9'])
        {
            return true;
        }

        if (!Digits(ref rest, 1, 2) || !Take(ref rest, '-') || !Digits(ref rest, 1, 2))
        {
            return false;
        }

        if (!Take(ref rest, 'T') && !Take(ref rest, 't') && !Blanks(ref rest))
        {
            return false;
        }

        if (!Digits(ref rest, 1, 2) || !Take(ref rest, ':') || !Digits(ref rest, 2, 2) || !Take(ref rest, ':') || !Digits(ref rest, 2, 2))
        {
            return false;
        }

        if (Take(ref rest, '.'))
        {
            rest = rest[Span(rest, "0123456789")..];
        }

        Blanks(ref rest);
        return rest.Length == 0 || rest is "Z" || IsOffset(rest);
    }

    private static bool IsOffset(ReadOnlySpan<char> text) =>
        (Take(ref text, '+') || Take(ref text, '-'))
            && Digits(ref text, 1, 2) && (text.Length == 0 || (Take(ref text, ':') && Digits(ref text, 2, 2) && text.Length == 0));

    private static bool IsAll(ReadOnlySpan<char> text, string set) => text.IndexOfAnyExcept(set) < 0;

    private static int Span(ReadOnlySpan<char> text, string set)
    {
        var end = text.IndexOfAnyExcept(set);
        return end < 0 ? text.Length : end;
    }

    private static bool Digits(ref ReadOnlySpan<char> text, int fewest, int most)
    {
        var count = Math.Min(Span(text, "0123456789"), most);
        text = count >= fewest ? text[count..] : text;
        return count >= fewest;
    }

    private static bool Take(ref ReadOnlySpan<char> text, char character)
    {
        var found = text.Length > 0 && text[0] == character;
        text = found ? text[1..] : text;
        return found;
    }

    private static bool Blanks(ref ReadOnlySpan<char> text)
    {
        var count = Span(text, " \t");
        text = text[count..];
        return count > 0;
    }
}
