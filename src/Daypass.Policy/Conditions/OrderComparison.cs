using System.Globalization;
using Daypass.Policy.Matching;
using Daypass.Policy.Requests;
using Daypass.Policy.Values;

namespace Daypass.Policy.Conditions;

/// <summary>The relation a numeric or date operator asks for, request value first.</summary>
internal enum Relation
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>Integers and decimals.</summary>
internal sealed class NumberComparison(string value, Relation relation) : Comparison
{
    private readonly decimal? _want = Read(value);

    public static decimal? Read(ReadOnlySpan<char> text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public static bool Holds(int order, Relation relation) => relation switch
    {
        Relation.Equal => order == 0,
        Relation.Less => order < 0,
        Relation.LessOrEqual => order <= 0,
        Relation.Greater => order > 0,
        _ => order >= 0,
    };

    public override Verdict Compare(AuthorizationRequest request, int entry, int index) =>
        _want is { } want && Read(request.Context.Text(entry, index)) is { } have
            ? When(Holds(have.CompareTo(want), relation))
            : Verdict.Unusable;
}

/// <summary>Moments: ISO 8601 in the W3C profile, or epoch seconds.</summary>
internal sealed class DateComparison(string value, Relation relation) : Comparison
{
    private readonly long? _want = DateText.Read(value);

    public override Verdict Compare(AuthorizationRequest request, int entry, int index) =>
        _want is { } want && request.Context.Moment(entry, index) is { } moment
            ? When(NumberComparison.Holds(moment.CompareTo(want), relation))
            : Verdict.Unusable;
}
