using Daypass.Policy.Matching;
using Daypass.Policy.Requests;
using Daypass.Policy.Values;

namespace Daypass.Policy.Conditions;

/// <summary>Moments; one that cannot be read is unequal to every other.</summary>
internal sealed class DateComparison(string value, OrderRelation relation) : OrderComparison(relation)
{
    private readonly long? _want = DateText.ParseOrder(value);

    public override ComparisonResult Compare(AuthorizationRequest request, int entry, int index) =>
        FromBool(_want is { } want && request.Context.ReadMoment(entry, index) is { } have && Holds(have.CompareTo(want)));
}
