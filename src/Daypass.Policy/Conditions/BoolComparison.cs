using Daypass.Policy.Matching;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Conditions;

/// <summary>The word true in any case is true, and everything else is false, on both sides.</summary>
internal sealed class BoolComparison : Comparison
{
    private readonly PatternText? _text;
    private readonly bool _want;

    public BoolComparison(string value, bool variables)
    {
        var text = PatternText.Parse(value, variables, wildcards: false);
        _text = text.HasVariables ? text : null;
        _want = _text is null && IsTrue(text.Literal);
    }

    public static bool IsTrue(ReadOnlySpan<char> text) => text.Equals("true", StringComparison.OrdinalIgnoreCase);

    public override ComparisonResult Compare(AuthorizationRequest request, int entry, int index)
    {
        var want = _want;
        if (_text is not null)
        {
            if (!_text.TryFill(request, out var filled))
            {
                return ComparisonResult.NoMatch;
            }

            want = IsTrue(filled);
        }

        return FromBool(IsTrue(request.Context.GetText(entry, index)) == want);
    }
}
