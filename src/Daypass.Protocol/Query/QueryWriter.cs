using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Query;

/// <summary>
/// Writes a request as a Query form: <c>Action=…&amp;Version=…&amp;Tags.member.1.Key=…</c>, percent-encoded so that it serves as a body and as a
/// query string alike.
/// </summary>
/// <param name="output">Where it goes.</param>
public sealed class QueryWriter(IBufferWriter<byte> output)
{
    private static readonly SearchValues<byte> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"u8);

    private byte[] _prefix = new byte[64];
    private int _prefixLength;
    private bool _started;

    /// <summary>Writes the action and the version of an operation.</summary>
    public void Begin(OperationDescription operation)
    {
        Pair("Action"u8, operation.Name);
        Pair("Version"u8, operation.Service.Version);
    }

    /// <summary>Writes a string, unless it is null.</summary>
    public void Text(MemberDescription member, string? value)
    {
        if (value is not null)
        {
            Pair(member.Utf8, value);
        }
    }

    /// <summary>Writes an integer, unless it is null.</summary>
    public void Integer(MemberDescription member, int? value)
    {
        if (value is { } number)
        {
            Pair(member.Utf8, number.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Writes <c>true</c> or <c>false</c>, unless it is null.</summary>
    public void Boolean(MemberDescription member, bool? value)
    {
        if (value is { } truth)
        {
            Pair(member.Utf8, truth ? "true" : "false");
        }
    }

    /// <summary>Writes an instant, unless it is null.</summary>
    public void Timestamp(MemberDescription member, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            Span<byte> text = stackalloc byte[TimestampText.MostBytes];
            Name(member.Utf8);
            output.Write("="u8);
            Escape(text[..TimestampText.Format(instant, text, milliseconds: true)]);
        }
    }

    /// <summary>Writes a list of strings; an empty one that is required is written as <c>Name=</c>, an empty one that is not is left out.</summary>
    public void Texts(MemberDescription member, IReadOnlyList<string>? values)
    {
        if (IsEmpty(member, values?.Count))
        {
            return;
        }

        for (var index = 0; index < values!.Count; index++)
        {
            Name(member.Utf8Prefix);
            Number(index + 1);
            output.Write("="u8);
            Escape(Encoding.UTF8.GetBytes(values[index]));
        }
    }

    /// <summary>Writes a list of structures; an empty one that is required is written as <c>Name=</c>, an empty one that is not is left out.</summary>
    public void Structures<T>(MemberDescription member, IReadOnlyList<T>? values)
        where T : IQueryInput<T>
    {
        if (IsEmpty(member, values?.Count))
        {
            return;
        }

        for (var index = 0; index < values!.Count; index++)
        {
            var outer = _prefixLength;
            Deepen(member.Utf8Prefix, index + 1);
            values[index].WriteMembers(this);
            _prefixLength = outer;
        }
    }

    /// <summary>Writes a map of strings in its own order; an empty one that is required is written as <c>Name=</c>.</summary>
    public void Map(MemberDescription member, IReadOnlyDictionary<string, string>? values)
    {
        if (!IsEmpty(member, values?.Count))
        {
            var number = 0;
            foreach (var (key, value) in values!)
            {
                var outer = _prefixLength;
                Deepen(member.Utf8Prefix, ++number);
                Pair(QueryReader.MapKey.Utf8, key);
                Text(member.Element!, value);
                _prefixLength = outer;
            }
        }
    }

    /// <summary>Writes a map of structures in its own order; an empty one that is required is written as <c>Name=</c>.</summary>
    public void StructureMap<T>(MemberDescription member, IReadOnlyDictionary<string, T>? values)
        where T : class, IQueryInput<T>
    {
        if (!IsEmpty(member, values?.Count))
        {
            var number = 0;
            foreach (var (key, value) in values!)
            {
                var outer = _prefixLength;
                Deepen(member.Utf8Prefix, ++number);
                Pair(QueryReader.MapKey.Utf8, key);
                Structure(member.Element!, value);
                _prefixLength = outer;
            }
        }
    }

    /// <summary>Writes a structure, unless it is null.</summary>
    public void Structure<T>(MemberDescription member, T? value)
        where T : class, IQueryInput<T>
    {
        if (value is not null)
        {
            var outer = _prefixLength;
            Deepen(member.Utf8Prefix);
            value.WriteMembers(this);
            _prefixLength = outer;
        }
    }

    private bool IsEmpty(MemberDescription member, int? count)
    {
        if (count == 0 && member.Required)
        {
            Pair(member.Utf8, "");
        }

        return count is null or 0;
    }

    private void Deepen(ReadOnlySpan<byte> segment, int number)
    {
        Span<byte> digits = stackalloc byte[12];
        Utf8Formatter.TryFormat(number, digits, out var written);
        digits[written] = (byte)'.';
        Deepen(segment);
        Deepen(digits[..(written + 1)]);
    }

    private void Deepen(ReadOnlySpan<byte> segment)
    {
        if (_prefixLength + segment.Length > _prefix.Length)
        {
            Array.Resize(ref _prefix, Math.Max(_prefix.Length * 2, _prefixLength + segment.Length));
        }

        segment.CopyTo(_prefix.AsSpan(_prefixLength));
        _prefixLength += segment.Length;
    }

    private void Pair(ReadOnlySpan<byte> name, string value)
    {
        Name(name);
        output.Write("="u8);
        Escape(Encoding.UTF8.GetBytes(value));
    }

    private void Name(ReadOnlySpan<byte> name)
    {
        if (_started)
        {
            output.Write("&"u8);
        }

        _started = true;
        output.Write(_prefix.AsSpan(0, _prefixLength));
        output.Write(name);
    }

    private void Number(int number)
    {
        Utf8Formatter.TryFormat(number, output.GetSpan(16), out var written);
        output.Advance(written);
    }

    private void Escape(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(Unreserved);
            plain = plain < 0 ? text.Length : plain;
            output.Write(text[..plain]);
            text = text[plain..];
            if (!text.IsEmpty)
            {
                var escape = output.GetSpan(3);
                escape[0] = (byte)'%';
                escape[1] = "0123456789ABCDEF"u8[text[0] >> 4];
                escape[2] = "0123456789ABCDEF"u8[text[0] & 15];
                output.Advance(3);
                text = text[1..];
            }
        }
    }
}
