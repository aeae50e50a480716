using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Answers;

/// <summary>Writes members of a record into an answer; what is null is left out. Called by generated code.</summary>
public static class AnswerWriting
{
    /// <summary>Writes a string.</summary>
    public static void Text<TWriter>(ref TWriter writer, MemberDescription member, string? value)
        where TWriter : IAnswerWriter, allows ref struct
    {
        if (value is not null && MayHave<TWriter>(member))
        {
            writer.Text(member.Utf8, value, member.PercentEncoded);
        }
    }

    /// <summary>Writes an integer.</summary>
    public static void Integer<TWriter>(ref TWriter writer, MemberDescription member, int? value)
        where TWriter : IAnswerWriter, allows ref struct
    {
        if (value is { } number && MayHave<TWriter>(member))
        {
            writer.Integer(member.Utf8, number);
        }
    }

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    public static void Boolean<TWriter>(ref TWriter writer, MemberDescription member, bool? value)
        where TWriter : IAnswerWriter, allows ref struct
    {
        if (value is { } truth && MayHave<TWriter>(member))
        {
            writer.Boolean(member.Utf8, truth);
        }
    }

    /// <summary>Writes an instant.</summary>
    public static void Timestamp<TWriter>(ref TWriter writer, MemberDescription member, DateTimeOffset? value)
        where TWriter : IAnswerWriter, allows ref struct
    {
        if (value is { } instant && MayHave<TWriter>(member))
        {
            writer.Timestamp(member.Utf8, instant, member.Milliseconds);
        }
    }

    /// <summary>Writes bytes.</summary>
    public static void Blob<TWriter>(ref TWriter writer, MemberDescription member, ReadOnlyMemory<byte>? value)
        where TWriter : IAnswerWriter, allows ref struct
    {
        if (value is { } bytes && MayHave<TWriter>(member))
        {
            writer.Blob(member.Utf8, bytes.Span);
        }
    }

    /// <summary>Writes a structure.</summary>
    public static void Structure<TWriter, T>(ref TWriter writer, MemberDescription member, T? value)
        where TWriter : IAnswerWriter, allows ref struct
        where T : class, IQueryOutput<T>
    {
        if (value is not null && MayHave<TWriter>(member))
        {
            writer.Open(member.Utf8);
            value.WriteMembers(ref writer);
            writer.Close(member.Utf8);
        }
    }

    /// <summary>Writes a list of strings.</summary>
    public static void Texts<TWriter>(ref TWriter writer, MemberDescription member, IReadOnlyList<string>? values)
        where TWriter : IAnswerWriter, allows ref struct
    {
        if (values is null || !MayHave<TWriter>(member))
        {
            return;
        }

        writer.OpenList(member.Utf8);
        for (var index = 0; index < values.Count; index++)
        {
            writer.Item(values[index], member.PercentEncoded);
        }

        writer.CloseList(member.Utf8);
    }

    /// <summary>Writes a list of structures.</summary>
    public static void Structures<TWriter, T>(ref TWriter writer, MemberDescription member, IReadOnlyList<T>? values)
        where TWriter : IAnswerWriter, allows ref struct
        where T : class, IQueryOutput<T>
    {
        if (values is null || !MayHave<TWriter>(member))
        {
            return;
        }

        writer.OpenList(member.Utf8);
        for (var index = 0; index < values.Count; index++)
        {
            writer.OpenItem();
            values[index].WriteMembers(ref writer);
            writer.CloseItem();
        }

        writer.CloseList(member.Utf8);
    }

    /// <summary>Writes a map of strings, in the map's own order.</summary>
    public static void Map<TWriter>(ref TWriter writer, MemberDescription member, IReadOnlyDictionary<string, string>? values)
        where TWriter : IAnswerWriter, allows ref struct
    {
        if (values is null || !MayHave<TWriter>(member))
        {
            return;
        }

        writer.OpenMap(member.Utf8);
        foreach (var (key, value) in values)
        {
            writer.Entry(key, value);
        }

        writer.CloseMap(member.Utf8);
    }

    /// <summary>Writes a map of integers, in the map's own order.</summary>
    public static void Map<TWriter>(ref TWriter writer, MemberDescription member, IReadOnlyDictionary<string, int>? values)
        where TWriter : IAnswerWriter, allows ref struct
    {
        if (values is null || !MayHave<TWriter>(member))
        {
            return;
        }

        writer.OpenMap(member.Utf8);
        foreach (var (key, value) in values)
        {
            writer.Entry(key, value);
        }

        writer.CloseMap(member.Utf8);
    }

    /// <summary>Writes a map of JSON values, in the map's own order.</summary>
    public static void Map<TWriter>(ref TWriter writer, MemberDescription member, IReadOnlyDictionary<string, RawJson>? values)
        where TWriter : IAnswerWriter, allows ref struct
    {
        if (values is null || !MayHave<TWriter>(member))
        {
            return;
        }

        writer.OpenMap(member.Utf8);
        foreach (var (key, value) in values)
        {
            writer.Entry(key, value);
        }

        writer.CloseMap(member.Utf8);
    }

    /// <summary>Writes a JSON value.</summary>
    public static void Document<TWriter>(ref TWriter writer, MemberDescription member, RawJson? value)
        where TWriter : IAnswerWriter, allows ref struct
    {
        if (value is { } json && MayHave<TWriter>(member))
        {
            writer.Document(member.Utf8, json);
        }
    }

    private static bool MayHave<TWriter>(MemberDescription member)
        where TWriter : IAnswerWriter, allows ref struct => TWriter.TakesSecrets || !member.IsSecret;
}
