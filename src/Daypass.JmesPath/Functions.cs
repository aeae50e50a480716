using System.Text;
using Daypass.JmesPath.Values;

namespace Daypass.JmesPath;

/// <summary>The functions of the language, on arguments that <see cref="Signatures"/> has let through.</summary>
internal sealed class Functions(Interpreter interpreter)
{
    public Value Call(string name, Value[] arguments)
    {
        if (Signatures.Find(name) is not { } signature)
        {
            return interpreter.Refuse(JmesPathError.UnknownFunction(name));
        }

        if (signature.Check(arguments) is { } error)
        {
            return interpreter.Refuse(error);
        }

        var first = arguments[0];
        return name switch
        {
            "abs" => Numbers.Absolute(first),
            "avg" => Numbers.Average(Items(first)),
            "ceil" => Numbers.Round(first, Math.Ceiling),
            "floor" => Numbers.Round(first, Math.Floor),
            "sum" => Numbers.Sum(Items(first)),
            "contains" => Contains(first, arguments[1]),
            "ends_with" => Value.From(Text(first).EndsWith(Text(arguments[1]), StringComparison.Ordinal)),
            "starts_with" => Value.From(Text(first).StartsWith(Text(arguments[1]), StringComparison.Ordinal)),
            "join" => Join(Text(first), Items(arguments[1])),
            "keys" => KeysOf((MapValue)first),
            "values" => ValuesOf((MapValue)first),
            "length" => Length(first),
            "map" => Map((ExpressionValue)first, Items(arguments[1])),
            "max" => Extreme(Items(first), Items(first), 1),
            "min" => Extreme(Items(first), Items(first), -1),
            "max_by" or "min_by" => ExtremeBy(name, Items(first), (ExpressionValue)arguments[1]),
            "merge" => Merge(arguments),
            "not_null" => FirstNotNull(arguments),
            "reverse" => Reverse(first),
            "sort" => Sort(Items(first), Items(first)),
            "sort_by" => SortBy((ListValue)first, (ExpressionValue)arguments[1]),
            "to_array" => first is ListValue ? first : ListValue.From(first),
            "to_number" => Numbers.Parse(first),
            "to_string" => ToText(first),
            _ => TypeOf(first),
        };
    }

    /// <summary>The values of a map's members, in order.</summary>
    public static ListValue ValuesOf(MapValue map)
    {
        var values = new ListValue(map.Members.Count);
        foreach (var member in map.Members)
        {
            values.Items.Add(member.Value);
        }

        return values;
    }

    private static IList<Value> Items(Value value) => ((ListValue)value).Items;

    private static string Text(Value value) => ((TextValue)value).Text;

    private static ListValue KeysOf(MapValue map)
    {
        var keys = new ListValue(map.Members.Count);
        foreach (var member in map.Members)
        {
            keys.Items.Add(Value.From(member.Name));
        }

        return keys;
    }

    private static Value TypeOf(Value value) => value.Kind == ValueKind.Expression ? Value.Null : Value.From(Signatures.TypeOf(value));

    private static Value Length(Value value) => Value.From(value switch
    {
        ListValue { Items.Count: var count } => count,
        MapValue { Members.Count: var count } => count,
        _ => CodePoints(Text(value)),
    });

    private static long CodePoints(string text)
    {
        var count = 0L;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    private static Value FirstNotNull(Value[] values)
    {
        foreach (var value in values)
        {
            if (!value.IsNull)
            {
                return value;
            }
        }

        return Value.Null;
    }

    private Value Contains(Value subject, Value search)
    {
        if (subject is TextValue { Text: var text })
        {
            return Value.From(search is TextValue { Text: var part } && text.Contains(part, StringComparison.Ordinal));
        }

        foreach (var item in Items(subject))
        {
            if (Comparisons.AreEqual(item, search, interpreter))
            {
                return Value.True;
            }
        }

        return Value.False;
    }

    private Value Join(string separator, IList<Value> items)
    {
        var text = new StringBuilder();
        for (var index = 0; index < items.Count; index++)
        {
            var item = Text(items[index]);
            if (!interpreter.Spend(item.Length + separator.Length))
            {
                return Value.Null;
            }

            text.Append(index > 0 ? separator : string.Empty).Append(item);
        }

        return Value.From(text.ToString());
    }

    private Value ToText(Value value)
    {
        if (value is TextValue)
        {
            return value;
        }

        return interpreter.SpendOn(value) ? Value.From(JsonText.Write(value, JsonStyle.Compact)) : Value.Null;
    }

    private Value Reverse(Value value)
    {
        if (value is ListValue { Items: var items })
        {
            var reversed = new ListValue(items.Count);
            for (var index = items.Count - 1; index >= 0; index--)
            {
                reversed.Items.Add(items[index]);
            }

            return interpreter.Spend(items.Count) ? reversed : Value.Null;
        }

        // From the end, but with the two halves of a surrogate pair in their order.
        var text = Text(value);
        var characters = text.ToCharArray();
        Array.Reverse(characters);
        for (var index = 1; index < characters.Length; index++)
        {
            if (char.IsSurrogatePair(characters[index], characters[index - 1]))
            {
                (characters[index], characters[index - 1]) = (characters[index - 1], characters[index]);
            }
        }

        return interpreter.Spend(text.Length) ? Value.From(new string(characters)) : Value.Null;
    }

    private MapValue Merge(Value[] maps)
    {
        var merged = new MapValue();
        foreach (var map in maps)
        {
            foreach (var member in ((MapValue)map).Members)
            {
                merged.Set(member.Name, member.Value);
            }
        }

        interpreter.Spend(merged.Members.Count);
        return merged;
    }

    private ListValue Map(ExpressionValue expression, IList<Value> items)
    {
        var mapped = new ListValue(items.Count);
        foreach (var item in items)
        {
            mapped.Items.Add(interpreter.Visit(expression.Expression, item));
        }

        return mapped;
    }

    // The item whose key is the greatest (direction 1) or the least (-1); the first of equals.
    private static Value Extreme(IList<Value> items, IList<Value> keys, int direction)
    {
        var best = items.Count == 0 ? -1 : 0;
        for (var index = 1; index < items.Count; index++)
        {
            if (Math.Sign(Comparisons.Order(keys[index], keys[best])) == direction)
            {
                best = index;
            }
        }

        return best < 0 ? Value.Null : items[best];
    }

    private Value ExtremeBy(string function, IList<Value> items, ExpressionValue by)
    {
        var keys = Keys(function, items, by, ["number", "string"]);
        return keys is null ? Value.Null : Extreme(items, keys.Items, function is "max_by" ? 1 : -1);
    }

    private Value SortBy(ListValue list, ExpressionValue by)
    {
        if (list.Items.Count == 0)
        {
            return list;
        }

        var kind = Signatures.TypeOf(interpreter.Visit(by.Expression, list.Items[0]));
        if (kind is not ("number" or "string"))
        {
            return interpreter.Refuse(JmesPathError.Type("sort_by", list.Items[0], ["string", "number"], kind));
        }

        var keys = Keys("sort_by", list.Items, by, [kind]);
        return keys is null ? Value.Null : Sort(list.Items, keys.Items);
    }

    // One key per item, all of one type; null with an error otherwise.
    private ListValue? Keys(string function, IList<Value> items, ExpressionValue by, string[] expected)
    {
        var keys = Map(by, items);
        foreach (var key in keys.Items)
        {
            var kind = Signatures.TypeOf(key);
            if (Array.IndexOf(expected, kind) < 0)
            {
                interpreter.Refuse(JmesPathError.Type(function, key, expected, kind));
            }

            expected = interpreter.Error is null ? [kind] : expected;
        }

        return interpreter.Error is null ? keys : null;
    }

    // Stable: equal keys keep their order.
    private ListValue Sort(IList<Value> items, IList<Value> keys)
    {
        var order = new int[items.Count];
        for (var index = 0; index < order.Length; index++)
        {
            order[index] = index;
        }

        Array.Sort(order, (one, other) => Comparisons.Order(keys[one], keys[other]) is var difference && difference != 0 ? difference : one - other);
        var sorted = new ListValue(items.Count);
        foreach (var index in order)
        {
            sorted.Items.Add(items[index]);
        }

        interpreter.Spend(order.Length);
        return sorted;
    }
}
