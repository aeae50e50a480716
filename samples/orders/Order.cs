namespace Orders;

/// <summary>An order.</summary>
/// <param name="Item">What is ordered.</param>
/// <param name="Amount">How many.</param>
public sealed record Order(string Item, int Amount);
