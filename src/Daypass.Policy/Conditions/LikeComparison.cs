using Daypass.Policy.Matching;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Conditions;

/// <summary>A glob over the whole string.</summary>
internal sealed class LikeComparison : Comparison
{
    private readonly PatternText? _text;
    private readonly Glob? _glob;

    public LikeComparison(string value, bool variables)
    {
        var text = PatternText.Parse(value, variables, wildcards: true);
        _text = text.HasVariables ? text : null;
        _glob = text.HasVariables ? null : Glob.FromTokens(text);
    }

    public override ComparisonResult Compare(AuthorizationRequest request, int entry, int index)
    {
        var have = request.Context.GetText(entry, index);
        return FromBool(_glob is not null ? _glob.IsMatch(have, request) : _text!.IsMatch(have, request));
    }
}
