using Daypass.JmesPath.Values;

namespace Daypass.JmesPath;

/// <summary>Evaluates a syntax tree; the first error ends the work, and so does running out of steps.</summary>
internal sealed class Interpreter
{
    /// <summary>Steps one evaluation may take: enough for any answer, too few for an expression made to burn time.</summary>
    public const int Steps = 5_000_000;

    private readonly Functions _functions;
    private int _left = Steps;

    public Interpreter() => _functions = new Functions(this);

    public JmesPathError? Error { get; private set; }

    /// <summary>The value of an expression on a value; meaningless once there is a <see cref="Error"/>.</summary>
    public Value Visit(Node node, Value value)
    {
        if (!Spend(1))
        {
            return Value.Null;
        }

        switch (node.Kind)
        {
            case NodeKind.Identity:
                return value;
            case NodeKind.Field:
                return value.Find(node.Name) ?? Value.Null;
            case NodeKind.Literal:
                return node.Literal;
            case NodeKind.Chain or NodeKind.IndexChain:
                foreach (var child in node.Children)
                {
                    value = Visit(child, value);
                }

                return value;
            case NodeKind.Index:
                return Index(node, value);
            case NodeKind.Slice:
                return Slice(node, value);
            case NodeKind.Compare:
                return Comparisons.Compare(node.Comparison, Visit(node.Children[0], value), Visit(node.Children[1], value), this);
            case NodeKind.Or:
                return Visit(node.Children[0], value) is var either && IsTrue(either) ? either : Visit(node.Children[1], value);
            case NodeKind.And:
                return Visit(node.Children[0], value) is var both && !IsTrue(both) ? both : Visit(node.Children[1], value);
            case NodeKind.Not:
                return Value.From(!IsTrue(Visit(node.Children[0], value)));
            case NodeKind.Flatten:
                return Flatten(Visit(node.Children[0], value));
            case NodeKind.Projection or NodeKind.FilterProjection:
                return Visit(node.Children[0], value) is ListValue list ? Project(node, list.Items) : Value.Null;
            case NodeKind.ValueProjection:
                return Visit(node.Children[0], value) is MapValue map ? Project(node, Functions.ValuesOf(map).Items) : Value.Null;
            case NodeKind.MultiSelectList or NodeKind.MultiSelectHash:
                return value.IsNull ? Value.Null : Select(node, value);
            case NodeKind.ExpressionReference:
                return new ExpressionValue(node.Children[0]);
            default:
                return Call(node, value);
        }
    }

    /// <summary>Whether a condition holds: false are null, false and everything empty.</summary>
    public static bool IsTrue(Value value) => value switch
    {
        BooleanValue { IsTrue: var truth } => truth,
        TextValue { Text: var text } => text.Length > 0,
        ListValue { Items: var items } => items.Count > 0,
        MapValue { Members: var members } => members.Count > 0,
        _ => !value.IsNull,
    };

    /// <summary>Takes steps from the budget; false, with an error, when it does not hold them.</summary>
    public bool Spend(int steps)
    {
        _left -= Math.Min(_left, steps);
        if (_left <= 0)
        {
            Error ??= JmesPathError.TooLarge();
        }

        return Error is null;
    }

    /// <summary>Spends as many steps as a value has parts, counting shared parts as often as they appear.</summary>
    public bool SpendOn(Value value)
    {
        if (!Spend(1))
        {
            return false;
        }

        switch (value)
        {
            case TextValue { Text.Length: var length }:
                return Spend(length);
            case ListValue { Items: var items }:
                foreach (var item in items)
                {
                    if (!SpendOn(item))
                    {
                        return false;
                    }
                }

                return true;
            case MapValue { Members: var members }:
                foreach (var member in members)
                {
                    if (!Spend(member.Name.Length) || !SpendOn(member.Value))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return true;
        }
    }

    /// <summary>Ends the evaluation.</summary>
    public Value Refuse(JmesPathError error)
    {
        Error ??= error;
        return Value.Null;
    }

    private static Value Index(Node node, Value value)
    {
        if (value is not ListValue { Items: var items })
        {
            return Value.Null;
        }

        var index = node.First!.Value;
        index = index < 0 ? items.Count + index : index;
        return index >= 0 && index < items.Count ? items[(int)index] : Value.Null;
    }

    private Value Slice(Node node, Value value)
    {
        if (value is not ListValue { Items: var items })
        {
            return Value.Null;
        }

        var step = node.Step ?? 1;
        if (step == 0)
        {
            return Refuse(JmesPathError.ZeroStep());
        }

        var forward = step > 0;
        var first = Bound(node.First, items.Count, forward) ?? (forward ? 0 : items.Count - 1);
        var last = Bound(node.Last, items.Count, forward) ?? (forward ? items.Count : -1);
        var result = new ListValue();
        for (var index = first; forward ? index < last : index > last;)
        {
            result.Items.Add(items[(int)index]);

            // A step as large as the list, or larger, takes one item; adding it could overflow.
            if (step >= items.Count || step <= -items.Count)
            {
                break;
            }

            index += step;
        }

        return Spend(result.Items.Count) ? result : Value.Null;
    }

    private static long? Bound(long? at, int count, bool forward)
    {
        if (at is not { } index)
        {
            return null;
        }

        if (index < 0)
        {
            index += count;
            return Math.Max(index, forward ? 0 : -1);
        }

        return Math.Min(index, forward ? count : count - 1);
    }

    private Value Flatten(Value value)
    {
        if (value is not ListValue { Items: var items })
        {
            return Value.Null;
        }

        var result = new ListValue(items.Count);
        foreach (var item in items)
        {
            if (item is not ListValue { Items: var inner })
            {
                result.Items.Add(item);
            }
            else if (Spend(inner.Count))
            {
                foreach (var part in inner)
                {
                    result.Items.Add(part);
                }
            }
        }

        return result;
    }

    private ListValue Project(Node node, IList<Value> items)
    {
        var result = new ListValue(items.Count);
        foreach (var item in items)
        {
            if (Error is not null)
            {
                break;
            }

            if (node.Kind == NodeKind.FilterProjection && !IsTrue(Visit(node.Children[2], item)))
            {
                continue;
            }

            var projected = Visit(node.Children[1], item);
            if (!projected.IsNull)
            {
                result.Items.Add(projected);
            }
        }

        return result;
    }

    private Value Select(Node node, Value value)
    {
        if (node.Kind == NodeKind.MultiSelectList)
        {
            var list = new ListValue(node.Children.Length);
            foreach (var child in node.Children)
            {
                list.Items.Add(Visit(child, value));
            }

            return list;
        }

        var map = new MapValue();
        for (var index = 0; index < node.Children.Length; index++)
        {
            map.Set(node.Keys[index], Visit(node.Children[index], value));
        }

        return map;
    }

    private Value Call(Node node, Value value)
    {
        var arguments = new Value[node.Children.Length];
        for (var index = 0; index < arguments.Length; index++)
        {
            arguments[index] = Visit(node.Children[index], value);
        }

        return Error is null ? _functions.Call(node.Name, arguments) : Value.Null;
    }
}
