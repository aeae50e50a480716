using Daypass.Policy.Matching;
using Daypass.Policy.Requests;
using Daypass.Policy.Values;

namespace Daypass.Policy.Conditions;

/// <summary>Equality of strings in lower case. Variables are filled in before it, for the letter beside a sigma may come out of one.</summary>
internal sealed class CaselessComparison : Comparison
{
    private readonly PatternText? _text;
    private readonly string _literal;

    public CaselessComparison(string value, bool variables)
    {
        var text = PatternText.Parse(value, variables, wildcards: false);
        _text = text.HasVariables ? text : null;
        _literal = text.HasVariables ? "" : text.Literal;
    }

    public override ComparisonResult Compare(AuthorizationRequest request, int entry, int index)
    {
        ReadOnlySpan<char> want = _literal;
        return FromBool((_text is null || _text.TryFill(request, out want)) && LowerText.AreEqual(request.Context.GetText(entry, index), want));
    }
}
