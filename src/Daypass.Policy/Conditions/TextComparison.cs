using Daypass.Policy.Matching;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Conditions;

/// <summary>Equality of strings, with or without case.</summary>
internal sealed class TextComparison : Comparison
{
    private readonly PatternText? _text;
    private readonly string _literal;
    private readonly StringComparison _case;

    public TextComparison(string value, bool variables, bool ignoreCase)
    {
        var text = PatternText.Parse(value, variables, wildcards: false);
        _text = text.HasVariables ? text : null;
        _literal = text.HasVariables ? "" : text.Literal;
        _case = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
    }

    public override Verdict Compare(AuthorizationRequest request, int entry, int index)
    {
        var have = request.Context.Text(entry, index);
        return When(_text is null ? string.Equals(have, _literal, _case) : IsSame(have, _text, request));
    }

    private bool IsSame(ReadOnlySpan<char> have, PatternText text, AuthorizationRequest request)
    {
        var same = true;
        foreach (ref readonly var token in text.Tokens.AsSpan())
        {
            // Every variable is looked at even after a difference, so that a trace lists all that are missing.
            if (PatternText.ValueOf(token, request) is not { } part)
            {
                return false;
            }

            same = same && have.StartsWith(part, _case);
            have = same ? have[part.Length..] : have;
        }

        return same && have.IsEmpty;
    }
}

/// <summary>A glob over the whole string.</summary>
internal sealed class LikeComparison : Comparison
{
    private readonly PatternText? _text;
    private readonly Glob? _glob;

    public LikeComparison(string value, bool variables)
    {
        var text = PatternText.Parse(value, variables, wildcards: true);
        _text = text.HasVariables ? text : null;
        _glob = text.HasVariables ? null : Glob.Of(text);
    }

    public override Verdict Compare(AuthorizationRequest request, int entry, int index)
    {
        var have = request.Context.Text(entry, index);
        return When(_glob is not null ? _glob.IsMatch(have) : _text!.IsMatch(have, request));
    }
}

/// <summary>An ARN, part by part.</summary>
internal sealed class ArnComparison(string value, bool variables) : Comparison
{
    private readonly ArnPattern _pattern = new(value, variables);

    public override Verdict Compare(AuthorizationRequest request, int entry, int index) =>
        _pattern.Compare(request.Context.Text(entry, index), request);
}

/// <summary>True or false, in any case.</summary>
internal sealed class BoolComparison(string value, bool variables) : Comparison
{
    private readonly PatternText _text = PatternText.Parse(value, variables, wildcards: false);
    private readonly bool? _want = Read(value);

    public static bool? Read(ReadOnlySpan<char> text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) ? true
        : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false
        : null;

    public override Verdict Compare(AuthorizationRequest request, int entry, int index)
    {
        var want = _want;
        if (_text.HasVariables)
        {
            want = _text.Tokens.Length == 1 && PatternText.ValueOf(_text.Tokens[0], request) is { } filled ? Read(filled) : null;
        }

        var have = Read(request.Context.Text(entry, index));
        return want is null || have is null ? Verdict.Unusable : When(want == have);
    }
}
