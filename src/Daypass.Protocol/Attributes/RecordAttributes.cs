namespace Daypass.Protocol.Attributes;

/// <summary>Marks a record as a structure inside requests.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class QueryInputAttribute : Attribute;

/// <summary>Marks a record as a structure inside answers.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class QueryOutputAttribute : Attribute;

/// <summary>Marks a record as the whole result of an operation.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OperationOutputAttribute : Attribute;

/// <summary>Says in which order AWS writes the elements of an answer, where that is not the order of the model.</summary>
/// <param name="names">Every property of the record, once.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ElementOrderAttribute(params string[] names) : Attribute
{
    /// <summary>The properties in the order they are written.</summary>
    public string[] Names { get; } = names;
}
