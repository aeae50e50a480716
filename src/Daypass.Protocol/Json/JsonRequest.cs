using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;

namespace Daypass.Protocol.Json;

/// <summary>Reads the JSON object of a request into a form, so that one reader and one set of rules serves every protocol.</summary>
/// <remarks>
/// By AWS JSON (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html): names are case-sensitive, instants are seconds since 1970, null is
/// the same as absent, no body the same as <c>{}</c>, and members that the operation does not know are passed over. A name that comes twice is
/// refused: what one reader of a request sees and another does not must not exist.
/// </remarks>
public static class JsonRequest
{
    /// <summary>How deep objects and lists may be nested, those that are passed over included.</summary>
    public const int MaximumDepth = 32;

    /// <summary>Reads a request.</summary>
    /// <param name="body">The body.</param>
    /// <param name="members">The members of the operation.</param>
    /// <param name="form">Gets the values under the names they have in a Query form.</param>
    /// <returns><c>SerializationException</c> with the place where it went wrong, and the form is empty; or null.</returns>
    public static AwsError? Read(ReadOnlySpan<byte> body, IReadOnlyList<MemberDescription> members, QueryForm form)
    {
        form.Reset();
        var error = body.IsEmpty ? null : Fill(body, members, form);
        if (error is null)
        {
            form.Complete();
        }
        else
        {
            form.Reset();
        }

        return error;
    }

    private static AwsError? Fill(ReadOnlySpan<byte> body, IReadOnlyList<MemberDescription> members, QueryForm form)
    {
        try
        {
            return Utf8.IsValid(body) ? new Walk(body, form).Root(members) : NotJson();
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // The second is half a surrogate pair in an escape.
            return NotJson();
        }
    }

    private static AwsError NotJson() => CommonErrors.Serialization("The body is not a JSON object.");

    /// <summary>One way through a body, with the name in the form of the place where it is.</summary>
    private ref struct Walk(ReadOnlySpan<byte> body, QueryForm form)
    {
        private Utf8JsonReader _reader = new(body, new JsonReaderOptions { MaxDepth = MaximumDepth });
        private byte[] _name = new byte[128];
        private int _length;

        public AwsError? Root(IReadOnlyList<MemberDescription> members)
        {
            if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject)
            {
                return NotJson();
            }

            var error = Members(members);

            // Whatever follows the object makes this throw.
            return error is null && _reader.Read() ? NotJson() : error;
        }

        private AwsError? Members(IReadOnlyList<MemberDescription> members)
        {
            Span<bool> seen = stackalloc bool[members.Count];
            var outer = _length;
            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                var index = IndexOf(members);
                _reader.Read();
                if (index < 0)
                {
                    _reader.Skip();
                    continue;
                }

                Append(members[index].Utf8);
                if (seen[index])
                {
                    return Wrong("is there twice");
                }

                seen[index] = true;
                if (_reader.TokenType != JsonTokenType.Null && Value(members[index]) is { } error)
                {
                    return error;
                }

                _length = outer;
            }

            return null;
        }

        private readonly int IndexOf(IReadOnlyList<MemberDescription> members)
        {
            for (var index = 0; index < members.Count; index++)
            {
                if (_reader.ValueTextEquals(members[index].Utf8))
                {
                    return index;
                }
            }

            return -1;
        }

        private AwsError? Value(MemberDescription member) => (member.Kind, _reader.TokenType) switch
        {
            (MemberKind.Text, JsonTokenType.String) => Text(),
            (MemberKind.Text, _) => Wrong("is not a string"),
            (MemberKind.Integer, JsonTokenType.Number) when _reader.TryGetInt32(out _) => Add(_reader.ValueSpan),
            (MemberKind.Integer, _) => Wrong("is not an integer of 32 bits"),
            (MemberKind.Boolean, JsonTokenType.True or JsonTokenType.False) => Add(_reader.ValueSpan),
            (MemberKind.Boolean, _) => Wrong("is neither true nor false"),
            (MemberKind.Timestamp, JsonTokenType.Number) when TimestampText.Parse(_reader.ValueSpan) is not null => Add(_reader.ValueSpan),
            (MemberKind.Timestamp, _) => Wrong("is not a number of seconds since 1970"),
            (MemberKind.List, JsonTokenType.StartArray) => Elements(member.Element!),
            (MemberKind.List, _) => Wrong("is not a list"),
            (MemberKind.Structure, JsonTokenType.StartObject) => Structure(member.Members),
            (MemberKind.Map, JsonTokenType.StartObject) => Entries(member.Element!),
            (MemberKind.Structure or MemberKind.Map, _) => Wrong("is not an object"),
            _ => throw new NotSupportedException($"No request has a member of the kind {member.Kind}."),
        };

        private AwsError? Text()
        {
            if (!_reader.ValueIsEscaped)
            {
                return Add(_reader.ValueSpan);
            }

            var plain = ArrayPool<byte>.Shared.Rent(_reader.ValueSpan.Length);
            try
            {
                return Add(plain.AsSpan(0, _reader.CopyString(plain)));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(plain, clearArray: true);
            }
        }

        private AwsError? Elements(MemberDescription element)
        {
            var list = _length;
            Append(".member."u8);
            var outer = _length;
            var count = 0;
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
            {
                Append(++count);
                if (Value(element) is { } error)
                {
                    return error;
                }

                _length = outer;
            }

            // As in a form, the bare name is a list that is there and empty.
            _length = list;
            return count == 0 ? Add(default) : null;
        }

        private AwsError? Entries(MemberDescription value)
        {
            var map = _length;
            Append(".entry."u8);
            var outer = _length;
            var count = 0;
            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                Append(++count);
                var entry = _length;
                Append(".key"u8);
                if (Text() is { } full)
                {
                    return full;
                }

                _length = entry;
                Append(".value"u8);
                _reader.Read();
                if (_reader.TokenType != JsonTokenType.Null && Value(value) is { } error)
                {
                    return error;
                }

                _length = outer;
            }

            // As with a list, the bare name is a map that is there and empty.
            _length = map;
            return count == 0 ? Add(default) : null;
        }

        private AwsError? Structure(IReadOnlyList<MemberDescription> members)
        {
            Append("."u8);
            var before = form.Count;
            var error = Members(members);

            // A structure without a member is there as well, and counts in its list.
            return error is null && form.Count == before ? Add(default) : error;
        }

        private readonly AwsError? Add(ReadOnlySpan<byte> value) =>
            form.TryAdd(_name.AsSpan(0, _length), value) ? null : CommonErrors.Serialization($"The body has more than {QueryForm.MaximumPairs} values.");

        /// <summary>The names in the sentence are the catalogue's; nothing of what was sent is repeated.</summary>
        private readonly AwsError Wrong(string how) =>
            CommonErrors.Serialization($"{Encoding.ASCII.GetString(_name, 0, _length).Replace(".member.", ".", StringComparison.Ordinal)} {how}.");

        private void Append(int number)
        {
            Span<byte> digits = stackalloc byte[11];
            Utf8Formatter.TryFormat(number, digits, out var written);
            Append(digits[..written]);
        }

        private void Append(scoped ReadOnlySpan<byte> segment)
        {
            if (_length + segment.Length > _name.Length)
            {
                Array.Resize(ref _name, _length + segment.Length + 128);
            }

            segment.CopyTo(_name.AsSpan(_length));
            _length += segment.Length;
        }
    }
}
