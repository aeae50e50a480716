using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Daypass.Policy.Tests.Reference;

/// <summary>Section 5: the operator table and the table of missing, empty and multiple values.</summary>
internal static partial class ReferenceConditions
{
    private delegate bool? Compare(string have, string want);

    /// <summary>Operators that take wildcards or variables see the value after Fill; null means one side is not what the operator compares.</summary>
    private static readonly Dictionary<string, (bool Negated, bool Fills, bool Wild, Compare Test)> Operators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["StringEquals"] = (false, true, false, static (have, want) => have == want),
        ["StringNotEquals"] = (true, true, false, static (have, want) => have == want),
        ["StringEqualsIgnoreCase"] = (false, true, false, static (have, want) => have.Equals(want, StringComparison.OrdinalIgnoreCase)),
        ["StringNotEqualsIgnoreCase"] = (true, true, false, static (have, want) => have.Equals(want, StringComparison.OrdinalIgnoreCase)),
        ["StringLike"] = (false, true, true, static (have, want) => ReferenceText.Matches(want, have)),
        ["StringNotLike"] = (true, true, true, static (have, want) => ReferenceText.Matches(want, have)),
        ["NumericEquals"] = (false, false, false, static (have, want) => Number(have, want, static order => order == 0)),
        ["NumericNotEquals"] = (true, false, false, static (have, want) => Number(have, want, static order => order == 0)),
        ["NumericLessThan"] = (false, false, false, static (have, want) => Number(have, want, static order => order < 0)),
        ["NumericLessThanEquals"] = (false, false, false, static (have, want) => Number(have, want, static order => order <= 0)),
        ["NumericGreaterThan"] = (false, false, false, static (have, want) => Number(have, want, static order => order > 0)),
        ["NumericGreaterThanEquals"] = (false, false, false, static (have, want) => Number(have, want, static order => order >= 0)),
        ["DateEquals"] = (false, false, false, static (have, want) => Date(have, want, static order => order == 0)),
        ["DateNotEquals"] = (true, false, false, static (have, want) => Date(have, want, static order => order == 0)),
        ["DateLessThan"] = (false, false, false, static (have, want) => Date(have, want, static order => order < 0)),
        ["DateLessThanEquals"] = (false, false, false, static (have, want) => Date(have, want, static order => order <= 0)),
        ["DateGreaterThan"] = (false, false, false, static (have, want) => Date(have, want, static order => order > 0)),
        ["DateGreaterThanEquals"] = (false, false, false, static (have, want) => Date(have, want, static order => order >= 0)),
        ["Bool"] = (false, true, false, static (have, want) => bool.TryParse(have, out var h) && bool.TryParse(want, out var w) ? h == w : null),
        ["BinaryEquals"] = (false, false, false, static (have, want) => Bytes(have) is { } h && Bytes(want) is { } w ? h.SequenceEqual(w) : null),
        ["IpAddress"] = (false, false, false, Address),
        ["NotIpAddress"] = (true, false, false, Address),
        ["ArnEquals"] = (false, true, true, Arn),
        ["ArnLike"] = (false, true, true, Arn),
        ["ArnNotEquals"] = (true, true, true, Arn),
        ["ArnNotLike"] = (true, true, true, Arn),
    };

    public static bool Hold(JsonElement condition, bool variables, IReadOnlyDictionary<string, object> context) =>
        condition.EnumerateObject().All(byOperator => byOperator.Value.EnumerateObject().All(byKey =>
            Holds(byOperator.Name, byKey.Name, [.. ReferenceJson.Texts(byKey.Value)], variables, context)));

    private static bool Holds(string name, string key, string[] wanted, bool variables, IReadOnlyDictionary<string, object> context)
    {
        var present = context.TryGetValue(key, out var value);
        var values = value as string[] ?? (value is string one ? [one] : []);
        var nullData = values.Length == 0 || values is [""];
        if (name.Equals("Null", StringComparison.OrdinalIgnoreCase))
        {
            return wanted.Any(want => want.Equals(nullData ? "true" : "false", StringComparison.OrdinalIgnoreCase));
        }

        var parsed = Affixes().Match(name);
        var all = parsed.Groups["all"].Success;
        var any = parsed.Groups["any"].Success;
        var ifExists = parsed.Groups["exists"].Success;
        if (!Operators.TryGetValue(parsed.Groups["name"].Value, out var row))
        {
            return false;
        }

        bool One(string have)
        {
            var answers = wanted.Select(want =>
            {
                var filled = row.Fills ? ReferenceText.Fill(want, variables, row.Wild, context) : want;
                return filled is null ? IsBool(parsed) ? null : false : row.Test(have, filled);
            }).ToArray();
            return row.Negated ? answers.All(static answer => answer == false) : answers.Any(static answer => answer == true);
        }

        if (!present)
        {
            return ifExists || (any ? false : all || row.Negated);
        }

        return all ? nullData || values.All(One)
            : any ? !nullData && values.Any(One)
            : values.Length == 0 ? ifExists || row.Negated
            : value is string && One(values[0]);
    }

    private static bool IsBool(Match parsed) => parsed.Groups["name"].Value.Equals("Bool", StringComparison.OrdinalIgnoreCase);

    private static bool? Number(string have, string want, Func<int, bool> holds) =>
        NumberText().IsMatch(have) && NumberText().IsMatch(want)
        && decimal.TryParse(have, NumberStyles.Number, CultureInfo.InvariantCulture, out var h)
        && decimal.TryParse(want, NumberStyles.Number, CultureInfo.InvariantCulture, out var w)
            ? holds(h.CompareTo(w))
            : null;

    private static bool? Date(string have, string want, Func<int, bool> holds) =>
        Moment(have) is { } h && Moment(want) is { } w ? holds(h.CompareTo(w)) : null;

    private static DateTimeOffset? Moment(string text)
    {
        if (Epoch().IsMatch(text) && text.Length != 4)
        {
            return long.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is > -62135596800 and < 253402300800
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
        }

        string[] forms = ["yyyy", "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF"];
        var zoned = Zone().Match(text);
        var local = zoned.Success ? text[..zoned.Index] : text;
        if (zoned.Success != local.Contains('T')
            || !DateTime.TryParseExact(local, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return null;
        }

        var offset = !zoned.Success || zoned.Value == "Z" ? TimeSpan.Zero
            : TimeSpan.ParseExact(zoned.Value[1..], @"hh\:mm", CultureInfo.InvariantCulture) * (zoned.Value[0] == '-' ? -1 : 1);
        return new DateTimeOffset(date.Ticks - offset.Ticks, TimeSpan.Zero);
    }

    private static byte[]? Bytes(string text)
    {
        var room = new byte[text.Length + 3];
        return Convert.TryFromBase64String(text, room, out var length) ? room[..length] : null;
    }

    private static bool? Address(string have, string want)
    {
        var range = want.Split('/');
        if (Bits(have) is not { } address || range.Length > 2 || Bits(range[0]) is not { } network)
        {
            return null;
        }

        var prefix = network.Length;
        if (range.Length == 2 && (!Prefix().IsMatch(range[1]) || (prefix = int.Parse(range[1], CultureInfo.InvariantCulture)) > network.Length))
        {
            return null;
        }

        return address.Length == network.Length && address[..prefix] == network[..prefix];
    }

    /// <summary>The address as a string of 32 or 128 zeros and ones.</summary>
    private static string? Bits(string text)
    {
        var plain = DottedQuad().IsMatch(text) || (text.Contains(':') && !text.Contains('%') && !text.Contains('['));
        return plain && IPAddress.TryParse(text, out var address)
            ? string.Concat(address.GetAddressBytes().Select(static part => Convert.ToString(part, 2).PadLeft(8, '0')))
            : null;
    }

    private static bool? Arn(string have, string want)
    {
        var haveParts = have.Split(':', 6);
        var wantParts = want.Split(':', 6);
        return haveParts.Length == 6 && wantParts.Length == 6
            ? haveParts.Zip(wantParts).All(static pair => ReferenceText.Matches(pair.Second, pair.First))
            : null;
    }

    [GeneratedRegex("^(?:(?<all>ForAllValues:)|(?<any>ForAnyValue:))?(?<name>.+?)(?<exists>IfExists)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Affixes();

    [GeneratedRegex(@"^[+-]?(\d+\.?\d*|\.\d+)$")]
    private static partial Regex NumberText();

    [GeneratedRegex(@"^-?\d+$")]
    private static partial Regex Epoch();

    [GeneratedRegex(@"(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$")]
    private static partial Regex Zone();

    [GeneratedRegex(@"^\d{1,3}$")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$")]
    private static partial Regex DottedQuad();
}
