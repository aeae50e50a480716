namespace Daypass.Protocol.Attributes;

/// <summary>
/// A named shape of AWS's model. The class of a shape carries the constraints; a property that has the shape has them as if they stood on it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class ShapeAttribute : Attribute;
