namespace Daypass.AspNetCore.Permissions;

/// <summary>A condition key of the service's own whose value comes with the request. Give one of <see cref="Route"/>, <see cref="Query"/> and
/// <see cref="Header"/>; what the request does not have is not a key then, and what it has twice is refused.</summary>
/// <param name="name">The key, <c>service:name</c>, of the service of the permission's action.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Delegate, AllowMultiple = true)]
public sealed class ConditionKeyAttribute(string name) : Attribute
{
    /// <summary>The key.</summary>
    public string Name { get; } = name;

    /// <summary>The route value that it has.</summary>
    public string? Route { get; set; }

    /// <summary>The query parameter that it has.</summary>
    public string? Query { get; set; }

    /// <summary>The header that it has; the header has to be signed.</summary>
    public string? Header { get; set; }
}
