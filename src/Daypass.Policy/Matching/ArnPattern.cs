using Daypass.Policy.Requests;
using Daypass.Policy.Values;

namespace Daypass.Policy.Matching;

/// <summary>A value of an ARN condition: six parts compared one by one, each with its own wildcards, case sensitive.</summary>
internal sealed class ArnPattern
{
    private readonly Glob[]? _parts;
    private readonly PatternText? _text;

    public ArnPattern(string text, bool variables)
    {
        var parsed = PatternText.Parse(text, variables, wildcards: true);
        if (parsed.HasVariables)
        {
            _text = parsed;
            return;
        }

        var pieces = text.Split(':', 6);
        if (pieces.Length == 6)
        {
            _parts = Array.ConvertAll(pieces, piece => Glob.Of(PatternText.Parse(piece, variables, wildcards: true)));
        }
    }

    public Verdict Compare(string value, AuthorizationRequest request)
    {
        var have = ArnText.Split(value);
        if (_text is not null)
        {
            return !_text.TryExpand(request, out var pattern) ? Verdict.No : !have.IsWhole ? Verdict.Unusable : CompareExpanded(pattern, value, have);
        }

        if (_parts is null || !have.IsWhole)
        {
            return Verdict.Unusable;
        }

        for (var i = _parts.Length - 1; i >= 0; i--)
        {
            if (!_parts[i].IsMatch(have.Part(value, i)))
            {
                return Verdict.No;
            }
        }

        return Verdict.Yes;
    }

    private static Verdict CompareExpanded(ReadOnlySpan<int> pattern, string value, ArnText have)
    {
        var same = true;
        for (var i = 0; i < 5; i++)
        {
            var colon = pattern.IndexOf(':');
            if (colon < 0)
            {
                return Verdict.Unusable;
            }

            same = same && ExpandedPattern.IsMatch(pattern[..colon], have.Part(value, i));
            pattern = pattern[(colon + 1)..];
        }

        return same && ExpandedPattern.IsMatch(pattern, have.Part(value, 5)) ? Verdict.Yes : Verdict.No;
    }
}
