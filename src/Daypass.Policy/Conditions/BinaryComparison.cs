using Daypass.Policy.Matching;
using Daypass.Policy.Requests;
using Daypass.Policy.Values;

namespace Daypass.Policy.Conditions;

/// <summary>Bytes, written in base64 on both sides. Bytes have one text in its strict form, so the texts are compared.</summary>
internal sealed class BinaryComparison(string value) : Comparison
{
    private readonly string? _want = Base64Text.IsStrict(value) ? value : null;

    public override ComparisonResult Compare(AuthorizationRequest request, int entry, int index) =>
        FromBool(_want is not null && string.Equals(request.Context.GetText(entry, index), _want, StringComparison.Ordinal));
}
