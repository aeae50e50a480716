namespace Daypass.JmesPath.Values;

/// <summary>One value of a document or of a query result: null, a boolean, a number, text, a list or a map.</summary>
/// <remarks>Smaller than a JSON document model, and it keeps whole numbers apart from fractions, because the formats scripts read do.</remarks>
public abstract class Value
{
    /// <summary>The absent value.</summary>
    public static readonly Value Null = new NullValue();

    /// <summary>The boolean true.</summary>
    public static readonly Value True = new BooleanValue(true);

    /// <summary>The boolean false.</summary>
    public static readonly Value False = new BooleanValue(false);

    private protected Value(ValueKind kind) => Kind = kind;

    /// <summary>Which of the shapes this is.</summary>
    public ValueKind Kind { get; }

    /// <summary>True for null.</summary>
    public bool IsNull => Kind == ValueKind.Null;

    /// <summary>True for whole numbers and fractions.</summary>
    public bool IsNumber => Kind is ValueKind.Integer or ValueKind.Fraction;

    /// <summary>A boolean.</summary>
    public static Value From(bool value) => value ? True : False;

    /// <summary>A whole number.</summary>
    public static Value From(long value) => new IntegerValue(value);

    /// <summary>A fraction.</summary>
    public static Value From(double value) => new FractionValue(value);

    /// <summary>Text.</summary>
    public static Value From(string value) => new TextValue(value);

    /// <summary>The member of a map, or null when this is no map or has no such member.</summary>
    public Value? Find(string name) => (this as MapValue)?.Get(name);

    /// <summary>The text of a member, or null when it is absent or no text.</summary>
    public string? FindText(string name) => (Find(name) as TextValue)?.Text;

    private sealed class NullValue() : Value(ValueKind.Null);
}

/// <summary>The shape of a <see cref="Value"/>.</summary>
public enum ValueKind
{
    /// <summary>Nothing.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A number written with a fraction or an exponent.</summary>
    Fraction,

    /// <summary>Text.</summary>
    Text,

    /// <summary>An ordered list.</summary>
    List,

    /// <summary>Named members in the order they were added.</summary>
    Map,

    /// <summary>An unevaluated expression; lives only inside the evaluation of a query.</summary>
    Expression,
}

/// <summary>True or false.</summary>
public sealed class BooleanValue : Value
{
    internal BooleanValue(bool value)
        : base(ValueKind.Boolean) => IsTrue = value;

    /// <summary>The boolean.</summary>
    public bool IsTrue { get; }
}

/// <summary>A whole number.</summary>
public sealed class IntegerValue : Value
{
    internal IntegerValue(long number)
        : base(ValueKind.Integer) => Number = number;

    /// <summary>The number.</summary>
    public long Number { get; }
}

/// <summary>A number with a fraction or an exponent, or one too large for 64 bits.</summary>
public sealed class FractionValue : Value
{
    internal FractionValue(double number)
        : base(ValueKind.Fraction) => Number = number;

    /// <summary>The number.</summary>
    public double Number { get; }
}

/// <summary>Text.</summary>
public sealed class TextValue : Value
{
    internal TextValue(string text)
        : base(ValueKind.Text) => Text = text;

    /// <summary>The text.</summary>
    public string Text { get; }
}

/// <summary>An ordered list of values.</summary>
public sealed class ListValue : Value
{
    /// <summary>An empty list with room for some items.</summary>
    public ListValue(int capacity = 4)
        : base(ValueKind.List) => Items = new List<Value>(capacity);

    /// <summary>The items in order.</summary>
    public IList<Value> Items { get; }

    /// <summary>A list of what is given.</summary>
    public static ListValue From(params IEnumerable<Value> items)
    {
        var list = new ListValue();
        foreach (var item in items)
        {
            list.Items.Add(item);
        }

        return list;
    }
}
