using Daypass.Policy.Matching;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Conditions;

/// <summary>Bytes, written in base64 on both sides.</summary>
internal sealed class BinaryComparison(string value) : Comparison
{
    private readonly byte[]? _want = Decode(value);

    public override Verdict Compare(AuthorizationRequest request, int entry, int index)
    {
        var text = request.Context.Text(entry, index);
        var room = request.Bytes((text.Length / 4 * 3) + 3);
        return _want is null || !Convert.TryFromBase64Chars(text, room, out var written)
            ? Verdict.Unusable
            : When(room[..written].SequenceEqual(_want));
    }

    private static byte[]? Decode(string text)
    {
        var room = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64Chars(text, room, out var written) ? room[..written] : null;
    }
}
