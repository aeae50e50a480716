namespace Daypass.Policy.Conditions;

/// <summary>One value of an operator that compares by order.</summary>
internal abstract class OrderComparison(OrderRelation relation) : Comparison
{
    /// <summary>True when the operator's relation is the one that the request's value has to the policy's.</summary>
    protected bool Holds(int order) => relation switch
    {
        OrderRelation.Equal => order == 0,
        OrderRelation.Less => order < 0,
        OrderRelation.LessOrEqual => order <= 0,
        OrderRelation.Greater => order > 0,
        _ => order >= 0,
    };
}
