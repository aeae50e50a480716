using System.Collections;
using System.Text.Json.Nodes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Tests.Support;

namespace Daypass.Protocol.Tests.Json;

/// <summary>Requests written as the JSON object a client would send.</summary>
internal static class JsonText
{
    public static JsonObject From(object record, IReadOnlyList<MemberDescription> members)
    {
        var properties = RandomRecords.Properties(record.GetType());
        var json = new JsonObject();
        for (var index = 0; index < members.Count; index++)
        {
            // A list that may be absent is absent when it is empty, as in a form.
            if (properties[index].GetValue(record) is { } value && (members[index].Required || value is not ICollection { Count: 0 }))
            {
                json[members[index].Name] = From(value, members[index]);
            }
        }

        return json;
    }

    private static JsonNode? From(object value, MemberDescription member) => member.Kind switch
    {
        MemberKind.Text => (string)value,
        MemberKind.Integer => (int)value,
        MemberKind.Boolean => (bool)value,
        MemberKind.Timestamp => ((DateTimeOffset)value).ToUnixTimeMilliseconds() / 1000m,
        MemberKind.List => new JsonArray([.. ((IEnumerable)value).Cast<object>().Select(element => From(element, member.Element!))]),
        MemberKind.Structure => From(value, member.Members),
        MemberKind.Map => new JsonObject(((IDictionary)value).Keys.Cast<string>()
            .Select(key => KeyValuePair.Create(key, From(((IDictionary)value)[key]!, member.Element!)))),
        _ => throw new NotSupportedException(member.Kind.ToString()),
    };
}
