namespace Daypass.Gateway.Routes;

/// <summary>A condition key that a route adds to the question.</summary>
/// <param name="Name">The key, of the action's own service.</param>
/// <param name="Source">Where its value comes from.</param>
/// <param name="Value">The text, or the name of the variable or parameter.</param>
public sealed record KeyRule(string Name, KeySource Source, string Value);
