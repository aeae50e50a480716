using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Reading;

/// <summary>Checks that an element has the members of its kind and no others, each of the right form; the same types make docs/world.schema.json.</summary>
internal ref struct ShapeCheck
{
    private readonly ElementLocation _location;
    private Utf8JsonReader _reader;

    private ShapeCheck(ElementLocation location)
    {
        _location = location;
        _reader = new Utf8JsonReader(location.Json.Span, new JsonReaderOptions { AllowTrailingCommas = true });
        _reader.Read();
    }

    /// <summary>Throws at the first member that is wrong.</summary>
    public static void Check(WorldElement element)
    {
        var check = new ShapeCheck(element.Location);
        check.CheckValue(element.Type, "");
    }

    /// <summary>The member of that name, or null.</summary>
    public static JsonPropertyInfo? FindMember(JsonTypeInfo type, string name)
    {
        foreach (var member in type.Properties)
        {
            if (member.Name == name)
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>What a list's elements are, or null for what is no list.</summary>
    public static JsonTypeInfo? ElementOf(JsonPropertyInfo member) =>
        TypeOf(member.PropertyType) is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } type } ? TypeOf(type) : null;

    /// <summary>The sentence about a member that is none, with the one that was probably meant.</summary>
    public static string UnknownMember(JsonTypeInfo type, string name)
    {
        var best = type.Properties.MinBy(member => EditDistance(member.Name, name));
        return best is not null && EditDistance(best.Name, name) <= Math.Max(2, name.Length / 3)
            ? $"there is no member '{name}' here; was '{best.Name}' meant?"
            : $"there is no member '{name}' here, but {string.Join(", ", type.Properties.Select(static member => member.Name))}.";
    }

    /// <summary>The sentence about a value of another kind than its member has.</summary>
    public static string Unexpected(JsonTokenType expected, JsonTokenType found) =>
        $"{Describe(expected)} is needed here, not {Describe(found)}{(found == JsonTokenType.Null ? "; leave out what is not there" : "")}.";

    /// <summary>What a token is, for a person.</summary>
    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.Null => "null",
        _ => "the end of something",
    };

    private static JsonTypeInfo TypeOf(Type type) => WorldJson.Default.GetTypeInfo(type)
        ?? throw new InvalidOperationException($"{type} is not part of a world.");

    private void CheckValue(JsonTypeInfo type, string path)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                CheckMembers(type, path);
                break;
            case JsonTypeInfoKind.Enumerable:
                CheckElements(TypeOf(type.ElementType!), path);
                break;
            case JsonTypeInfoKind.Dictionary:
                CheckEntries(TypeOf(type.ElementType!), path);
                break;
            default:
                CheckScalar(Nullable.GetUnderlyingType(type.Type) ?? type.Type, path);
                break;
        }
    }

    private void CheckMembers(JsonTypeInfo type, string path)
    {
        Expect(JsonTokenType.StartObject, path);
        var seen = 0UL;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = IndexOf(type);
            var name = ElementLocation.Join(path, index < 0 ? _reader.GetString()! : type.Properties[index].Name);
            if (index < 0 || (seen & (1UL << index)) != 0)
            {
                throw _location.Error(name, index < 0 ? UnknownMember(type, _reader.GetString()!) : "this member is given twice.");
            }

            seen |= 1UL << index;
            _reader.Read();
            CheckValue(TypeOf(type.Properties[index].PropertyType), name);
        }

        for (var index = 0; index < type.Properties.Count; index++)
        {
            if (type.Properties[index].IsRequired && (seen & (1UL << index)) == 0)
            {
                throw _location.Error(path, $"'{type.Properties[index].Name}' is missing.");
            }
        }
    }

    private readonly int IndexOf(JsonTypeInfo type)
    {
        for (var index = 0; index < type.Properties.Count; index++)
        {
            if (_reader.ValueTextEquals(type.Properties[index].Name))
            {
                return index;
            }
        }

        return -1;
    }

    private void CheckElements(JsonTypeInfo type, string path)
    {
        Expect(JsonTokenType.StartArray, path);
        for (var index = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; index++)
        {
            CheckValue(type, $"{path}[{index}]");
        }
    }

    private void CheckEntries(JsonTypeInfo type, string path)
    {
        Expect(JsonTokenType.StartObject, path);
        HashSet<string>? names = null;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = _reader.GetString()!;
            if (!(names ??= new HashSet<string>(StringComparer.Ordinal)).Add(name))
            {
                throw _location.Error($"{path}.{name}", "this name is given twice.");
            }

            _reader.Read();
            CheckValue(type, $"{path}.{name}");
        }
    }

    private void CheckScalar(Type type, string path)
    {
        if (type == typeof(PolicyText))
        {
            if (_reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.String))
            {
                throw _location.Error(path, $"a policy is an object, or a text that is one, not {Describe(_reader.TokenType)}.");
            }

            _reader.Skip();
            return;
        }

        if (type == typeof(bool))
        {
            if (_reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
            {
                throw _location.Error(path, $"true or false is needed here, not {Describe(_reader.TokenType)}.");
            }

            return;
        }

        Expect(type == typeof(int) ? JsonTokenType.Number : JsonTokenType.String, path);
        var fault = type == typeof(int) && !_reader.TryGetInt32(out _) ? "this is not a whole number."
            : type == typeof(DateTimeOffset) && !_reader.TryGetDateTimeOffset(out _) ? "this is not an instant such as 2026-11-28T09:30:00Z."
            : type == typeof(byte[]) && !_reader.TryGetBytesFromBase64(out _) ? "this is not base64."
            : null;
        if (fault is not null)
        {
            throw _location.Error(path, fault);
        }
    }

    private readonly void Expect(JsonTokenType expected, string path)
    {
        if (_reader.TokenType != expected)
        {
            throw _location.Error(path, Unexpected(expected, _reader.TokenType));
        }
    }

    /// <summary>How many characters have to be changed, added or taken away to make one name the other.</summary>
    private static int EditDistance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = diagonal + (char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
