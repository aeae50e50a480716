using Daypass.Policy.Matching;
using Daypass.Policy.Requests;
using Daypass.Policy.Values;

namespace Daypass.Policy.Conditions;

/// <summary>Numbers; one that cannot be read is unequal to every other, and in a simulation fails the negated operator too.</summary>
internal sealed class NumberComparison(string value, OrderRelation relation) : OrderComparison(relation)
{
    private readonly DecimalText? _want = DecimalText.Parse(value);

    public override ComparisonResult Compare(AuthorizationRequest request, int entry, int index) =>
        _want is { } want && DecimalText.Parse(request.Context.GetText(entry, index)) is { } have ? FromBool(Holds(have.CompareTo(want)))
        : request.IsSimulated ? ComparisonResult.Neither
        : ComparisonResult.NoMatch;
}
