using Daypass.Policy.Matching;
using Daypass.Policy.Requests;
using Daypass.Policy.Values;

namespace Daypass.Policy.Conditions;

/// <summary>An address of the request against a network or an address.</summary>
internal sealed class IpComparison(string value) : Comparison
{
    private readonly AddressRange? _range = AddressRange.Parse(value);

    public override ComparisonResult Compare(AuthorizationRequest request, int entry, int index) =>
        request.Context.ReadAddress(entry, index) is not { } have ? ComparisonResult.Neither
        : _range is not null ? FromBool(_range.Contains(have))
        : request.IsSimulated ? ComparisonResult.Neither
        : ComparisonResult.NoMatch;
}
