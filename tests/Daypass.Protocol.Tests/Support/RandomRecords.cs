#pragma warning disable RS0030 // System.Random: a fixed seed makes a failure repeat.
using System.Collections;
using System.Reflection;
using System.Text;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Tests.Support;

/// <summary>Makes records whose members are within all their limits, and tells whether two records are equal member by member.</summary>
internal sealed class RandomRecords(Random random)
{
    private const string AnyCharacter = "aZ09_+=,.@-:/ é\u00FF\u0100\u3042\t\n\r<>&\"'%?#;[]{}|\\~";

    /// <summary>A record; what it may lack, it lacks half of the time.</summary>
    public object Make(Type type, IReadOnlyList<MemberDescription> members)
    {
        var record = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        var properties = Properties(type);
        for (var index = 0; index < members.Count; index++)
        {
            var property = properties[index];
            var absent = !members[index].Required && random.Next(2) == 0;
            property.SetValue(record, absent ? Absent(property) : Value(property.PropertyType, members[index]));
        }

        return record;
    }

    public static bool Same(object? one, object? other) => (one, other) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string text, string same) => text == same,
        (ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> same) => bytes.Span.SequenceEqual(same.Span),
        (IDictionary map, IDictionary same) => map.Count == same.Count && map.Keys.Cast<object>().All(key => same.Contains(key) && Same(map[key], same[key])),
        (IList list, IList same) => list.Count == same.Count && list.Cast<object>().Zip(same.Cast<object>()).All(static pair => Same(pair.First, pair.Second)),
        _ when one.GetType().Assembly == typeof(MemberDescription).Assembly =>
            Properties(one.GetType()).All(property => Same(property.GetValue(one), property.GetValue(other))),
        _ => one.Equals(other),
    };

    public static PropertyInfo[] Properties(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanWrite)];

    private static object? Absent(PropertyInfo property)
    {
        var nullable = new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        return nullable ? null : property.PropertyType switch
        {
            var type when type == typeof(string) => "",
            { IsValueType: true } type => Activator.CreateInstance(type),
            { IsGenericType: true } type when type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) =>
                Array.CreateInstance(type.GenericTypeArguments[0], 0),
            { IsGenericType: true } type => Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GenericTypeArguments)),
            var type => throw new InvalidOperationException($"{type} has no empty value"),
        };
    }

    private object Value(Type type, MemberDescription member) => member.Kind switch
    {
        MemberKind.Text => Text(member),
        MemberKind.Integer => random.Next(member.Minimum ?? -1_000_000, (member.Maximum ?? 1_000_000) + 1),
        MemberKind.Boolean => random.Next(2) == 0,
        MemberKind.Timestamp => DateTimeOffset.UnixEpoch.AddSeconds(random.NextInt64(4_000_000_000))
            .AddMilliseconds(member.Milliseconds ? random.Next(1000) : 0),
        MemberKind.Blob => new ReadOnlyMemory<byte>([.. Enumerable.Range(0, random.Next(2000)).Select(_ => (byte)random.Next(256))]),
        MemberKind.List => Elements(type.GenericTypeArguments[0], member),
        MemberKind.Map => Map(type.GenericTypeArguments[1], member),
        MemberKind.Document => Document(),
        _ => Structure(type, member),
    };

    /// <summary>A structure with at least one member: a form has no way to say that there is an empty one.</summary>
    private object Structure(Type type, MemberDescription member)
    {
        while (true)
        {
            var structure = Make(type, member.Members);
            if (Properties(type).Any(property => property.GetValue(structure) is not (null or "" or IList { Count: 0 })))
            {
                return structure;
            }
        }
    }

    private Array Elements(Type type, MemberDescription member)
    {
        // A list that may be absent is written as absent when it is empty, so that one is not made here.
        var fewest = Math.Max(member.Minimum ?? 0, member.Required ? 0 : 1);
        var list = Array.CreateInstance(type, random.Next(fewest, Math.Min(member.Maximum ?? 12, 12) + 1));
        for (var index = 0; index < list.Length; index++)
        {
            list.SetValue(Value(type, member.Element!), index);
        }

        return list;
    }

    private RawJson Document() => new("{\"a\":[" + random.Next() + ",\"é\",null],\"b\":{}}");

    private object Map(Type value, MemberDescription member)
    {
        if (member.Element is { Kind: MemberKind.Structure } element)
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), value))!;
            for (var index = random.Next(1, 5); index > 0; index--)
            {
                map.Add("key " + index, Structure(value, element));
            }

            return map;
        }

        var keys = Enumerable.Range(0, random.Next(5)).Select(static index => "key " + index);
        return value == typeof(int) ? keys.ToDictionary(static key => key, _ => random.Next())
            : value == typeof(RawJson) ? keys.ToDictionary(static key => key, _ => Document())
            : keys.ToDictionary(static key => key, _ => Text(new MemberDescription("value", MemberKind.Text)));
    }

    private string Text(MemberDescription member)
    {
        if (member.Values.Count > 0)
        {
            return member.Values[random.Next(member.Values.Count)];
        }

        if (member.Pattern is null)
        {
            return Characters(AnyCharacter, Length(member));
        }

        return member.Pattern.Text switch
        {
            Patterns.Path or Patterns.PolicyPath => random.Next(2) == 0 ? "/" : "/a/b_c/",
            Patterns.PathPrefix => "/a/b",
            Patterns.PolicyVersionId => "v" + random.Next(1, 1000),
            Patterns.AccountAlias => "alias-" + random.Next(1000),
            Patterns.OwnerAccountId or OrganizationPatterns.AccountId or OrganizationPatterns.ChildId or OrganizationPatterns.TargetId
                or OrganizationPatterns.TaggableId => "123456789012",
            OrganizationPatterns.RootId or OrganizationPatterns.ParentId => "r-1234",
            OrganizationPatterns.UnitId => "ou-1234-12345678",
            OrganizationPatterns.PolicyId => "p-12345678",
            OrganizationPatterns.RequestId => "car-12345678",
            OrganizationPatterns.EntityPath => "o-abcdefghij/r-1234/ou-1234-12345678",
            OrganizationPatterns.Email => $"a{random.Next(1000)}@example.com",
            Patterns.RedirectUrl => "https://example.com/a?b=c#d",
            _ => Characters(string.Concat(
                AnyCharacter.EnumerateRunes()
                .Where(rune => member.Pattern.IsMatch(rune.ToString()) || member.Pattern.IsMatch(new string((char)rune.Value, 12)))), Length(member)),
        };
    }

    private int Length(MemberDescription member)
    {
        var fewest = Math.Max(member.Minimum ?? 0, member.Pattern?.IsMatch("") == false ? 1 : 0);
        return random.Next(fewest, Math.Min(member.Maximum ?? int.MaxValue, fewest + 40) + 1);
    }

    private string Characters(string from, int length)
    {
        var text = new StringBuilder();
        for (; length > 0; length--)
        {
            text.Append(from[random.Next(from.Length)]);
        }

        return text.ToString();
    }
}
