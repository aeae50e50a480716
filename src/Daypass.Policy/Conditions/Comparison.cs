using Daypass.Policy.Matching;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Conditions;

/// <summary>One policy value of a condition, read once, ready to be compared with request values.</summary>
internal abstract class Comparison
{
    /// <summary>Compares with value <paramref name="index"/> of a context entry; the request is on the left of every ordering.</summary>
    public abstract Verdict Compare(AuthorizationRequest request, int entry, int index);

    protected static Verdict When(bool holds) => holds ? Verdict.Yes : Verdict.No;
}
