using Daypass.Policy.Requests;

namespace Daypass.Iam.Simulation;

/// <summary>A condition key of a simulation.</summary>
/// <param name="Name">The key.</param>
/// <param name="Values">Its values, as policies see them.</param>
/// <param name="IsList">Whether it is of a list type: multivalued, even with one value.</param>
internal sealed record SimulatedKey(string Name, IReadOnlyList<string> Values, bool IsList)
{
    /// <summary>Puts it among the condition keys of a request.</summary>
    public void AddTo(RequestContext context)
    {
        if (IsList)
        {
            context.Add(Name, Values);
        }
        else
        {
            context.Add(Name, Values[0]);
        }
    }
}
