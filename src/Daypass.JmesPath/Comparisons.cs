using Daypass.JmesPath.Values;

namespace Daypass.JmesPath;

/// <summary>Equality and order of values.</summary>
internal static class Comparisons
{
    /// <summary>The value of a comparison; null where two values have no order.</summary>
    public static Value Compare(TokenKind comparison, Value left, Value right, Interpreter interpreter)
    {
        if (comparison is TokenKind.Equal or TokenKind.NotEqual)
        {
            return Value.From(AreEqual(left, right, interpreter) == (comparison == TokenKind.Equal));
        }

        if (!(left.IsNumber && right.IsNumber) && !(left is TextValue && right is TextValue))
        {
            return Value.Null;
        }

        var order = Order(left, right);
        return Value.From(comparison switch
        {
            TokenKind.Less => order < 0,
            TokenKind.LessOrEqual => order <= 0,
            TokenKind.Greater => order > 0,
            _ => order >= 0,
        });
    }

    /// <summary>Deep equality: numbers by value, maps without regard to order, never a number to a boolean.</summary>
    public static bool AreEqual(Value left, Value right, Interpreter interpreter)
    {
        if (!interpreter.Spend(1))
        {
            return false;
        }

        return (left, right) switch
        {
            (ListValue one, ListValue other) => AreEqual(one, other, interpreter),
            (MapValue one, MapValue other) => AreEqual(one, other, interpreter),
            (TextValue one, TextValue other) => string.Equals(one.Text, other.Text, StringComparison.Ordinal),
            (BooleanValue one, BooleanValue other) => one.IsTrue == other.IsTrue,
            _ when left.IsNumber && right.IsNumber => Order(left, right) == 0,
            _ => left.IsNull && right.IsNull,
        };
    }

    /// <summary>The order of two numbers or of two texts, texts by code point.</summary>
    public static int Order(Value left, Value right) => (left, right) switch
    {
        (TextValue one, TextValue other) => ByCodePoint(one.Text, other.Text),
        (IntegerValue one, IntegerValue other) => one.Number.CompareTo(other.Number),
        _ => Number(left).CompareTo(Number(right)),
    };

    /// <summary>A number as a fraction.</summary>
    public static double Number(Value value) => value is IntegerValue { Number: var whole } ? whole : ((FractionValue)value).Number;

    private static bool AreEqual(ListValue left, ListValue right, Interpreter interpreter)
    {
        if (left.Items.Count != right.Items.Count)
        {
            return false;
        }

        for (var index = 0; index < left.Items.Count; index++)
        {
            if (!AreEqual(left.Items[index], right.Items[index], interpreter))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqual(MapValue left, MapValue right, Interpreter interpreter)
    {
        if (left.Members.Count != right.Members.Count)
        {
            return false;
        }

        foreach (var member in left.Members)
        {
            if (!right.TryGet(member.Name, out var other) || !AreEqual(member.Value, other, interpreter))
            {
                return false;
            }
        }

        return true;
    }

    // UTF-16 order puts characters beyond the basic plane before U+E000; code point order does not.
    private static int ByCodePoint(string left, string right)
    {
        for (var index = 0; index < left.Length && index < right.Length; index++)
        {
            var (one, other) = (left[index], right[index]);
            if (one != other)
            {
                return char.IsSurrogate(one) == char.IsSurrogate(other) ? one.CompareTo(other) : char.IsSurrogate(one) ? 1 : -1;
            }
        }

        return left.Length.CompareTo(right.Length);
    }
}
