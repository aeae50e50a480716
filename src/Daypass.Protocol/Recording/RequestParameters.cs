using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Query;

namespace Daypass.Protocol.Recording;

/// <summary>Writes what a form asks for into an audit record, under CloudTrail's names and without what the records mark as secret.</summary>
/// <remarks>
/// It goes by the catalogue and not by the form: what the operation does not know is not written either, for it may be a secret under a wrong name.
/// </remarks>
public static class RequestParameters
{
    /// <summary>Writes the members of an object that the caller has opened.</summary>
    /// <param name="json">The record.</param>
    /// <param name="form">The request, valid or not.</param>
    /// <param name="operation">What it asks for.</param>
    /// <param name="limits">How much of it is kept.</param>
    public static void Write(Utf8JsonWriter json, QueryForm form, OperationDescription operation, in RecordLimits limits) =>
        Members(json, form, form.Root, operation.Input, limits);

    private static void Members(Utf8JsonWriter json, QueryForm form, QueryScope scope, IReadOnlyList<MemberDescription> members, in RecordLimits limits)
    {
        for (var index = 0; index < members.Count; index++)
        {
            var member = members[index];
            if (member.IsSecret)
            {
                continue;
            }

            if (member.Kind is MemberKind.List)
            {
                List(json, form, scope, member, limits);
            }
            else if (member.Kind is MemberKind.Map)
            {
                Map(json, form, scope, member, limits);
            }
            else if (member.Kind is MemberKind.Structure)
            {
                var inside = form.Narrow(scope, member.Utf8Prefix);
                if (!inside.IsEmpty)
                {
                    json.WriteStartObject(member.RecordName);
                    Members(json, form, inside, member.Members, limits);
                    json.WriteEndObject();
                }
            }
            else if (form.TryGet(scope, member.Utf8, out var value))
            {
                json.WritePropertyName(member.RecordName);
                Value(json, member.Kind, value, limits.LongestValue);
            }
        }
    }

    private static void List(Utf8JsonWriter json, QueryForm form, QueryScope scope, MemberDescription list, in RecordLimits limits)
    {
        var element = list.Element!;
        var ofStructures = element.Kind is MemberKind.Structure;
        using var elements = QueryElements.Find(form, scope, list, ofStructures);
        if (elements.Count == 0)
        {
            return;
        }

        json.WriteStartArray(list.RecordName);
        for (var index = 0; index < elements.Count && index < limits.MostElements; index++)
        {
            if (ofStructures)
            {
                json.WriteStartObject();
                Members(json, form, elements[index], element.Members, limits);
                json.WriteEndObject();
            }
            else
            {
                Value(json, element.Kind, form.ValueAt(elements[index].Start), limits.LongestValue);
            }
        }

        json.WriteEndArray();
    }

    private static void Map(Utf8JsonWriter json, QueryForm form, QueryScope scope, MemberDescription map, in RecordLimits limits)
    {
        using var entries = QueryElements.Find(form, scope, map, structures: true);
        if (entries.Count == 0)
        {
            return;
        }

        json.WriteStartObject(map.RecordName);
        for (var index = 0; index < entries.Count && index < limits.MostElements; index++)
        {
            // A key that comes twice is written twice: the request is refused, and the record shows what was tried.
            if (form.TryGet(entries[index], QueryReader.MapKey.Utf8, out var key) && key.Length <= limits.LongestValue)
            {
                json.WritePropertyName(key);
                Entry(json, form, entries[index], map.Element!, limits);
            }
        }

        json.WriteEndObject();
    }

    private static void Entry(Utf8JsonWriter json, QueryForm form, QueryScope entry, MemberDescription value, in RecordLimits limits)
    {
        if (value.Kind is MemberKind.Structure)
        {
            json.WriteStartObject();
            var inside = form.Narrow(entry, value.Utf8Prefix);
            if (!inside.IsEmpty)
            {
                Members(json, form, inside, value.Members, limits);
            }

            json.WriteEndObject();
        }
        else if (form.TryGet(entry, value.Utf8, out var text))
        {
            Value(json, value.Kind, text, limits.LongestValue);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void Value(Utf8JsonWriter json, MemberKind kind, ReadOnlySpan<byte> value, int longest)
    {
        if (kind is MemberKind.Integer && Utf8Parser.TryParse(value, out int number, out var read) && read == value.Length)
        {
            json.WriteNumberValue(number);
        }
        else if (kind is MemberKind.Boolean && (value.SequenceEqual("true"u8) || value.SequenceEqual("false"u8)))
        {
            json.WriteBooleanValue(value.Length == 4);
        }
        else if (value.Length <= longest)
        {
            json.WriteStringValue(value);
        }
        else
        {
            var end = longest;
            while (end > 0 && (value[end] & 0xC0) == 0x80)
            {
                end--;
            }

            json.WriteStringValue($"{Encoding.UTF8.GetString(value[..end])} [{value.Length} bytes]");
        }
    }
}

/// <summary>How much of a request an audit record keeps.</summary>
/// <param name="LongestValue">Bytes of one value; a longer one is cut and its length said.</param>
/// <param name="MostElements">Elements of one list.</param>
public readonly record struct RecordLimits(int LongestValue, int MostElements)
{
    /// <summary>Of somebody whose credentials were proven: whole policies.</summary>
    public static RecordLimits Known { get; } = new(16 * 1024, 100);

    /// <summary>Of anybody: enough to see what was tried, too little to fill a disk with.</summary>
    public static RecordLimits Unknown { get; } = new(256, 10);
}
