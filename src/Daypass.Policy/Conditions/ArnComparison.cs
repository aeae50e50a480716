using Daypass.Policy.Matching;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Conditions;

/// <summary>An ARN, part by part.</summary>
internal sealed class ArnComparison(string value, bool variables) : Comparison
{
    private readonly ArnPattern _pattern = new(value, variables);

    public override ComparisonResult Compare(AuthorizationRequest request, int entry, int index) =>
        _pattern.Compare(request.Context.GetText(entry, index), request);
}
