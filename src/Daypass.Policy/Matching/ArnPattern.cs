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
            _parts = Array.ConvertAll(pieces, piece => Glob.FromTokens(PatternText.Parse(piece, variables, wildcards: true)));
        }
    }

    public ComparisonResult Compare(string value, AuthorizationRequest request)
    {
        var have = ArnText.Split(value);
        if (_text is not null)
        {
            // Filled in whatever the request's value is, so that a trace lists what is missing.
            var filled = _text.TryExpand(request, out var pattern);
            return !have.IsWhole ? ComparisonResult.Neither : filled ? CompareExpanded(pattern, value, have, request) : ComparisonResult.NoMatch;
        }

        if (_parts is null || !have.IsWhole)
        {
            return have.IsWhole ? ComparisonResult.BrokenPattern : ComparisonResult.Neither;
        }

        for (var i = _parts.Length - 1; i >= 0; i--)
        {
            if (!_parts[i].IsMatch(have.Part(value, i), request))
            {
                return ComparisonResult.NoMatch;
            }
        }

        return ComparisonResult.Match;
    }

    private static ComparisonResult CompareExpanded(ReadOnlySpan<int> pattern, string value, ArnText have, AuthorizationRequest request)
    {
        var same = true;
        for (var i = 0; i < 5; i++)
        {
            var colon = pattern.IndexOf(':');
            if (colon < 0)
            {
                return ComparisonResult.BrokenPattern;
            }

            same = same && ExpandedPattern.IsMatch(pattern[..colon], have.Part(value, i), request);
            pattern = pattern[(colon + 1)..];
        }

        return same && ExpandedPattern.IsMatch(pattern, have.Part(value, 5), request) ? ComparisonResult.Match : ComparisonResult.NoMatch;
    }
}
