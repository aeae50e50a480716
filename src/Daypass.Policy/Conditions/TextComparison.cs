using Daypass.Policy.Matching;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Conditions;

/// <summary>Equality of strings, character by character.</summary>
internal sealed class TextComparison : Comparison
{
    private readonly PatternText? _text;
    private readonly string _literal;

    public TextComparison(string value, bool variables)
    {
        var text = PatternText.Parse(value, variables, wildcards: false);
        _text = text.HasVariables ? text : null;
        _literal = text.HasVariables ? "" : text.Literal;
    }

    public override ComparisonResult Compare(AuthorizationRequest request, int entry, int index)
    {
        var have = request.Context.GetText(entry, index);
        return FromBool(_text is null ? string.Equals(have, _literal, StringComparison.Ordinal) : IsSame(have, _text, request));
    }

    private static bool IsSame(ReadOnlySpan<char> have, PatternText text, AuthorizationRequest request)
    {
        var same = true;
        foreach (ref readonly var token in text.Tokens.AsSpan())
        {
            // Every variable is looked at even after a difference, so that a trace lists all that are missing.
            if (PatternText.FindValue(token, request) is not { } part)
            {
                return false;
            }

            same = same && have.StartsWith(part);
            have = same ? have[part.Length..] : have;
        }

        return same && have.IsEmpty;
    }
}
