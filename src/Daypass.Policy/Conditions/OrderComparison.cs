using System.Globalization;
using Daypass.Policy.Matching;
using Daypass.Policy.Requests;
using Daypass.Policy.Values;

namespace Daypass.Policy.Conditions;

/// <summary>The relation a numeric or date operator asks for, request value first.</summary>
internal enum OrderRelation
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>Integers and decimals.</summary>
internal sealed class NumberComparison(string value, OrderRelation relation) : Comparison
{
    private readonly decimal? _want = Parse(value);

    public static decimal? Parse(ReadOnlySpan<char> text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public static bool Holds(int order, OrderRelation relation) => relation switch
    {
        OrderRelation.Equal => order == 0,
        OrderRelation.Less => order < 0,
        OrderRelation.LessOrEqual => order <= 0,
        OrderRelation.Greater => order > 0,
        _ => order >= 0,
    };

    public override ComparisonResult Compare(AuthorizationRequest request, int entry, int index) =>
        _want is { } want && Parse(request.Context.GetText(entry, index)) is { } have
            ? FromBool(Holds(have.CompareTo(want), relation))
            : ComparisonResult.NotComparable;
}

/// <summary>Moments: ISO 8601 in the W3C profile, or epoch seconds.</summary>
internal sealed class DateComparison(string value, OrderRelation relation) : Comparison
{
    private readonly long? _want = DateText.ParseTicks(value);

    public override ComparisonResult Compare(AuthorizationRequest request, int entry, int index) =>
        _want is { } want && request.Context.ReadMoment(entry, index) is { } moment
            ? FromBool(NumberComparison.Holds(moment.CompareTo(want), relation))
            : ComparisonResult.NotComparable;
}
