using System.Text;

namespace Daypass.Policy.Values;

/// <summary>
/// A text in lower case, a character at a time, as the operators that ignore case compare it: each letter by its simple mapping, a sigma by
/// its place in the word, İ as two characters, and what is above U+FFFF as it stands.
/// </summary>
internal ref struct LowerText
{
    private const char CapitalSigma = '\u03A3';
    private const char Sigma = '\u03C3';
    private const char FinalSigma = '\u03C2';
    private const char CapitalDottedI = '\u0130';
    private const char Dot = '\u0307';

    private readonly ReadOnlySpan<char> _text;
    private int _at;
    private int _steps;
    private bool _hasDot;

    private LowerText(ReadOnlySpan<char> text) => _text = text;

    public static bool AreEqual(ReadOnlySpan<char> one, ReadOnlySpan<char> other) => AreEqual(one, other, out _);

    /// <inheritdoc cref="AreEqual(ReadOnlySpan{char}, ReadOnlySpan{char})"/>
    /// <param name="one">A text.</param>
    /// <param name="other">Another one.</param>
    /// <param name="steps">How many characters were looked at outside of ASCII texts, those around a sigma included.</param>
    internal static bool AreEqual(ReadOnlySpan<char> one, ReadOnlySpan<char> other, out int steps)
    {
        steps = 0;
        if (Ascii.EqualsIgnoreCase(one, other))
        {
            return true;
        }

        if (Ascii.IsValid(one) && Ascii.IsValid(other))
        {
            return false;
        }

        var left = new LowerText(one);
        var right = new LowerText(other);
        int next;
        bool same;
        do
        {
            next = left.Next();
            same = next == right.Next();
        }
        while (same && next >= 0);
        steps = left._steps + right._steps;
        return same;
    }

    /// <summary>The next character, or -1 at the end.</summary>
    private int Next()
    {
        _steps++;
        if (_hasDot)
        {
            _hasDot = false;
            return Dot;
        }

        if (_at == _text.Length)
        {
            return -1;
        }

        var at = _at++;
        switch (_text[at])
        {
            case CapitalDottedI:
                _hasDot = true;
                return 'i';
            case CapitalSigma:
                return IsBehindLetter(at) && !IsBeforeLetter(at + 1) ? FinalSigma : Sigma;
            default:
                return char.ToLowerInvariant(_text[at]);
        }
    }

    // A sigma is a letter itself, so the characters between two of them are walked over twice at most.
    private bool IsBehindLetter(int end)
    {
        while (end > 0)
        {
            _steps++;
            Rune.DecodeLastFromUtf16(_text[..end], out var rune, out var length);
            if (CasedLetters.IsCased(rune) || !CasedLetters.IsIgnorable(rune))
            {
                return CasedLetters.IsCased(rune);
            }

            end -= length;
        }

        return false;
    }

    private bool IsBeforeLetter(int start)
    {
        while (start < _text.Length)
        {
            _steps++;
            Rune.DecodeFromUtf16(_text[start..], out var rune, out var length);
            if (CasedLetters.IsCased(rune) || !CasedLetters.IsIgnorable(rune))
            {
                return CasedLetters.IsCased(rune);
            }

            start += length;
        }

        return false;
    }
}
