using Daypass.JmesPath.Values;

namespace Daypass.JmesPath;

/// <summary>An expression handed to a function (<c>&amp;name</c>), to be evaluated on each item.</summary>
internal sealed class ExpressionValue(Node expression) : Value(ValueKind.Expression)
{
    public Node Expression { get; } = expression;
}
