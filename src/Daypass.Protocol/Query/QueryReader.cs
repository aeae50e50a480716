using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;

namespace Daypass.Protocol.Query;

/// <summary>Reads the members of a request from a form and collects everything that is wrong with them.</summary>
/// <remarks>
/// A value that cannot be parsed at all (an integer that is none) ends in <c>MalformedInput</c>, as at AWS; everything else in one
/// <c>ValidationError</c>.
/// </remarks>
public ref partial struct QueryReader
{
    private readonly QueryForm _form;
    private readonly ServiceDescription _service;
    private Violations? _violations;
    private AwsError? _malformed;

    /// <summary>A reader over a form.</summary>
    public QueryReader(QueryForm form, Service service)
    {
        _form = form;
        _service = ServiceDescription.Get(service);
    }

    /// <summary>The whole form.</summary>
    public readonly QueryScope Root => _form.Root;

    /// <summary>What is wrong with the members read so far, or null.</summary>
    public readonly AwsError? Refusal => _malformed ?? _violations?.ToError();

    /// <summary>Reads a string.</summary>
    public string? Text(QueryScope scope, MemberDescription member)
    {
        if (!TryGet(scope, member, out var value))
        {
            return null;
        }

        CheckLength(scope, member, value);
        if (member.Pattern is { } pattern && !pattern.IsMatch(value))
        {
            AddPattern(scope, member, value, pattern);
        }

        if (member.Values.Count == 0)
        {
            return Encoding.UTF8.GetString(value);
        }

        if (FindPermitted(member, value) is { } permitted)
        {
            return permitted;
        }

        Add(scope, member, value, Constraints.OneOf(member.Values));
        return null;
    }

    /// <summary>Reads a signed 32-bit integer: an optional sign and digits, nothing else.</summary>
    public int? Integer(QueryScope scope, MemberDescription member)
    {
        if (!TryGet(scope, member, out var value))
        {
            return null;
        }

        if (value.IsEmpty)
        {
            _malformed ??= CommonErrors.MissingNumber();
            return null;
        }

        var digits = value[0] == '+' ? value[1..] : value;
        if (digits.IsEmpty || (value[0] == '+' && !char.IsAsciiDigit((char)digits[0]))
            || !Utf8Parser.TryParse(digits, out int number, out var consumed) || consumed != digits.Length)
        {
            _malformed ??= CommonErrors.MalformedInput();
            return null;
        }

        if (number < member.Minimum)
        {
            Add(scope, member, value, Constraints.ValueAtLeast(member.Minimum.Value));
        }

        if (number > member.Maximum)
        {
            Add(scope, member, value, Constraints.ValueAtMost(member.Maximum.Value));
        }

        return number;
    }

    /// <summary>Reads <c>true</c> or <c>1</c>, <c>false</c> or <c>0</c>; case matters.</summary>
    public bool? Boolean(QueryScope scope, MemberDescription member)
    {
        if (!TryGet(scope, member, out var value))
        {
            return null;
        }

        if (value.SequenceEqual("true"u8) || value.SequenceEqual("1"u8))
        {
            return true;
        }

        if (!value.SequenceEqual("false"u8) && !value.SequenceEqual("0"u8))
        {
            _malformed ??= CommonErrors.MalformedInput();
        }

        return false;
    }

    /// <summary>Reads an instant: ISO 8601 with a zone, or seconds since 1970.</summary>
    public DateTimeOffset? Timestamp(QueryScope scope, MemberDescription member)
    {
        if (!TryGet(scope, member, out var value))
        {
            return null;
        }

        var instant = TimestampText.Parse(value);
        _malformed ??= instant is null ? CommonErrors.MalformedInput() : null;
        return instant;
    }

    /// <summary>Reads a list of strings.</summary>
    public IReadOnlyList<string>? Texts(QueryScope scope, MemberDescription member)
    {
        using var elements = QueryElements.Find(_form, scope, member, structures: false);
        if (!IsPresent(scope, member, elements))
        {
            return null;
        }

        var element = member.Element!;
        var wrong = elements.HasGaps;
        var list = elements.Count == 0 ? [] : new string[elements.Count];
        for (var index = 0; index < list.Length; index++)
        {
            if (elements[index].IsEmpty)
            {
                continue;
            }

            var value = _form.ValueAt(elements[index].Start);
            var permitted = element.Values.Count == 0 ? Encoding.UTF8.GetString(value) : FindPermitted(element, value);
            wrong |= permitted is null || !HasLength(element, value, out _) || element.Pattern?.IsMatch(value) == false;
            list[index] = permitted ?? "";
        }

        if (wrong)
        {
            AddList(scope, member, elements, Constraints.Elements(element));
        }

        return list;
    }

    /// <summary>Reads a list of structures.</summary>
    public IReadOnlyList<T>? Structures<T>(QueryScope scope, MemberDescription member)
        where T : IQueryInput<T>
    {
        using var elements = QueryElements.Find(_form, scope, member, structures: true);
        if (!IsPresent(scope, member, elements))
        {
            return null;
        }

        var list = elements.Count == 0 ? [] : new T[elements.Count];
        for (var index = 0; index < list.Length; index++)
        {
            if (elements[index].IsEmpty)
            {
                AddMissingElement(scope, member, index + 1);
            }
            else
            {
                list[index] = T.ReadMembers(ref this, elements[index]);
            }
        }

        return list;
    }

    /// <summary>Reads a structure.</summary>
    public T? Structure<T>(QueryScope scope, MemberDescription member)
        where T : class, IQueryInput<T>
    {
        var inside = _form.Narrow(scope, member.Utf8Prefix);
        if (!inside.IsEmpty)
        {
            return T.ReadMembers(ref this, inside);
        }

        if (_form.TryGet(scope, member.Utf8, out var text) && !text.IsEmpty)
        {
            _malformed ??= CommonErrors.TextForStructure();
        }
        else
        {
            AddMissing(scope, member);
        }

        return null;
    }

    private bool TryGet(QueryScope scope, MemberDescription member, out ReadOnlySpan<byte> value)
    {
        if (_form.TryGet(scope, member.Utf8, out value))
        {
            return true;
        }

        AddMissing(scope, member);
        return false;
    }

    /// <summary>False when a list is not there at all, or is none.</summary>
    private bool IsPresent(QueryScope scope, MemberDescription member, QueryElements elements)
    {
        if (elements.Fault is { } fault)
        {
            _malformed ??= fault;
            return false;
        }

        var isBare = _form.TryGet(scope, member.Utf8, out var text);
        if (!text.IsEmpty)
        {
            _malformed ??= CommonErrors.TextForList();
            return false;
        }

        if (elements.Count == 0 && (_service.BareListIsMissing || !isBare))
        {
            AddMissing(scope, member);
            return false;
        }

        if (elements.Count < member.Minimum)
        {
            AddList(scope, member, elements, Constraints.LengthAtLeast(member.Minimum.Value));
        }

        if (elements.Count > member.Maximum)
        {
            AddList(scope, member, elements, Constraints.LengthAtMost(member.Maximum.Value));
        }

        return true;
    }

    private void CheckLength(QueryScope scope, MemberDescription member, ReadOnlySpan<byte> value)
    {
        if (!HasLength(member, value, out var tooShort))
        {
            Add(scope, member, value, tooShort ? Constraints.LengthAtLeast(member.Minimum!.Value) : Constraints.LengthAtMost(member.Maximum!.Value));
        }
    }

    private static bool HasLength(MemberDescription member, ReadOnlySpan<byte> value, out bool tooShort)
    {
        var minimum = member.Minimum ?? 0;
        var maximum = member.Maximum ?? int.MaxValue;
        tooShort = false;
        if (value.Length <= maximum && (value.Length + 3) / 4 >= minimum)
        {
            return true;
        }

        var scalars = Scalars(value);
        tooShort = scalars < minimum;
        return !tooShort && scalars <= maximum;
    }

    /// <summary>How many Unicode scalar values valid UTF-8 holds: every byte but the continuations.</summary>
    private static int Scalars(ReadOnlySpan<byte> value)
    {
        var scalars = 0;
        foreach (var unit in value)
        {
            scalars += (unit & 0xC0) != 0x80 ? 1 : 0;
        }

        return scalars;
    }

    private static string? FindPermitted(MemberDescription member, ReadOnlySpan<byte> value)
    {
        for (var index = 0; index < member.Values.Count; index++)
        {
            if (Ascii.Equals(value, member.Values[index]))
            {
                return member.Values[index];
            }
        }

        return null;
    }

    private void AddMissing(QueryScope scope, MemberDescription member)
    {
        if (member.Required)
        {
            (_violations ??= new Violations(_service)).Add(QueryPath.Format(_form, scope, member), null, Constraints.NotNull, missing: true);
        }
    }

    private void AddMissingElement(QueryScope scope, MemberDescription member, int number)
    {
        _violations ??= new Violations(_service);
        if (!_violations.IsFull)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{QueryPath.Format(_form, scope, member)}.{number}.member");
            _violations.Add(path, null, Constraints.NotNull, missing: true);
        }
    }

    private void Add(QueryScope scope, MemberDescription member, ReadOnlySpan<byte> value, string constraint) =>
        (_violations ??= new Violations(_service)).Add(
            QueryPath.Format(_form, scope, member),
            _service.EchoesValues && !member.Sensitive ? Encoding.UTF8.GetString(value) : null,
            constraint);

    private void AddPattern(QueryScope scope, MemberDescription member, ReadOnlySpan<byte> value, TextPattern pattern)
    {
        if (Constraints.IamRule(pattern) is { } rule)
        {
            (_violations ??= new Violations(_service)).AddRule(QueryPath.Format(_form, scope, member), rule);
        }
        else
        {
            Add(scope, member, value, Constraints.Matches(pattern));
        }
    }

    private void AddList(QueryScope scope, MemberDescription member, QueryElements elements, string constraint) =>
        (_violations ??= new Violations(_service)).Add(
            QueryPath.Format(_form, scope, member),
            _service.EchoesValues && !member.Sensitive ? elements.Print(member) : null,
            constraint);
}
