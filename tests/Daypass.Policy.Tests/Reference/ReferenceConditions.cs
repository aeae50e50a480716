using System.Text.Json;
using System.Text.RegularExpressions;

namespace Daypass.Policy.Tests.Reference;

/// <summary>Section 5: the operator table and the table of missing, empty and multiple values.</summary>
internal static partial class ReferenceConditions
{
    private delegate bool? Compare(string have, string want);

    /// <summary>What kind of value a family reads, and what one that cannot be read means.</summary>
    private enum Odd
    {
        /// <summary>It is a value like every other.</summary>
        Nothing,

        /// <summary>It is unequal; in a simulation nothing holds.</summary>
        Number,

        /// <summary>In the request nothing holds; in the policy it is unequal, and in a simulation nothing holds.</summary>
        Address,

        /// <summary>In the request nothing holds; in the policy a Deny does and an Allow does not.</summary>
        Arn,
    }

    private sealed record Row(bool Negated, bool Fills, bool Wild, Compare Test, Odd Odd = Odd.Nothing, Func<string, bool>? Reads = null);

    private static readonly Compare Same = static (have, want) => have == want;
    private static readonly Compare Caseless = static (have, want) => ReferenceLower.Lower(have) == ReferenceLower.Lower(want);
    private static readonly Compare Like = static (have, want) => ReferenceText.Matches(want, have);

    private static readonly Dictionary<string, Row> Operators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["StringEquals"] = new(false, true, false, Same),
        ["StringNotEquals"] = new(true, true, false, Same),
        ["StringEqualsIgnoreCase"] = new(false, true, false, Caseless),
        ["StringNotEqualsIgnoreCase"] = new(true, true, false, Caseless),
        ["StringLike"] = new(false, true, true, Like),
        ["StringNotLike"] = new(true, true, true, Like),
        ["NumericEquals"] = Number(false, static order => order == 0),
        ["NumericNotEquals"] = Number(true, static order => order == 0),
        ["NumericLessThan"] = Number(false, static order => order < 0),
        ["NumericLessThanEquals"] = Number(false, static order => order <= 0),
        ["NumericGreaterThan"] = Number(false, static order => order > 0),
        ["NumericGreaterThanEquals"] = Number(false, static order => order >= 0),
        ["DateEquals"] = Date(false, static order => order == 0),
        ["DateNotEquals"] = Date(true, static order => order == 0),
        ["DateLessThan"] = Date(false, static order => order < 0),
        ["DateLessThanEquals"] = Date(false, static order => order <= 0),
        ["DateGreaterThan"] = Date(false, static order => order > 0),
        ["DateGreaterThanEquals"] = Date(false, static order => order >= 0),
        ["Bool"] = new(false, true, false, static (have, want) => IsTrue(have) == IsTrue(want)),
        ["BinaryEquals"] = new(
            false,
            false,
            false,
            static (have, want) => ReferenceValues.Bytes(have) is { } h && ReferenceValues.Bytes(want) is { } w ? h.SequenceEqual(w) : null),
        ["IpAddress"] = Address(false),
        ["NotIpAddress"] = Address(true),
        ["ArnEquals"] = Arn(false),
        ["ArnLike"] = Arn(false),
        ["ArnNotEquals"] = Arn(true),
        ["ArnNotLike"] = Arn(true),
    };

    /// <summary>True when every line holds.</summary>
    /// <param name="condition">The Condition element.</param>
    /// <param name="variables">True in documents of version 2012-10-17.</param>
    /// <param name="deny">The statement's effect.</param>
    /// <param name="asked">The case.</param>
    public static bool Hold(JsonElement condition, bool variables, bool deny, ReferenceCase asked) =>
        condition.EnumerateObject().All(byOperator => byOperator.Value.EnumerateObject().All(byKey =>
            Holds(byOperator.Name, byKey.Name, [.. ReferenceJson.Texts(byKey.Value)], variables, deny, asked)));

    private static bool Holds(string name, string key, string[] wanted, bool variables, bool deny, ReferenceCase asked)
    {
        var present = asked.Context.TryGetValue(key, out var value);
        var values = value as string[] ?? (value is string one ? [one] : []);
        if (name.Equals("Null", StringComparison.OrdinalIgnoreCase))
        {
            return wanted.Any(want => IsTrue(want) == (values.Length == 0));
        }

        var parsed = Affixes().Match(name);
        var all = parsed.Groups["all"].Success;
        var any = parsed.Groups["any"].Success;
        var ifExists = parsed.Groups["exists"].Success;
        if (!Operators.TryGetValue(parsed.Groups["name"].Value, out var row))
        {
            return false;
        }

        if (!present)
        {
            return ifExists || (any ? false : all || row.Negated);
        }

        if (!all && !any)
        {
            return values.Length == 0 ? ifExists || row.Negated : value is string && (One(row, values[0], wanted, variables, asked) ?? deny);
        }

        // The first value whose answer is known without the others decides; a broken ARN is one.
        foreach (var have in values)
        {
            switch (One(row, have, wanted, variables, asked))
            {
                case null:
                    return deny;
                case true when any:
                    return true;
                case false when all:
                    return false;
            }
        }

        return all;
    }

    /// <summary>Whether the operator holds for one value of the request; null when the policy's ARN that was met is none.</summary>
    private static bool? One(Row row, string have, string[] wanted, bool variables, ReferenceCase asked)
    {
        foreach (var want in wanted)
        {
            if (row.Odd is Odd.Address or Odd.Arn && !row.Reads!(have))
            {
                return false;
            }

            var filled = row.Fills ? ReferenceText.Fill(want, variables, row.Wild, asked.Context) : want;
            var answer = filled is null ? false : row.Test(have, filled);
            if (answer == true)
            {
                return !row.Negated;
            }

            if (answer is null && row.Odd == Odd.Arn)
            {
                return null;
            }

            if (answer is null && asked.Simulated && row.Odd is Odd.Number or Odd.Address)
            {
                return false;
            }
        }

        return row.Negated;
    }

    private static Row Number(bool negated, Func<int, bool> holds) => new(
        negated,
        false,
        false,
        (have, want) => ReferenceNumber.Read(have) is { } h && ReferenceNumber.Read(want) is { } w ? holds(h.CompareTo(w)) : null,
        Odd.Number);

    private static Row Date(bool negated, Func<int, bool> holds) => new(
        negated,
        false,
        false,
        (have, want) => ReferenceValues.Moment(have) is { } h && ReferenceValues.Moment(want) is { } w ? holds(h.CompareTo(w)) : null);

    private static Row Address(bool negated) => new(
        negated,
        false,
        false,
        static (have, want) =>
            ReferenceAddress.Network(want) is { } network ? ReferenceAddress.OfRequest(have)!.StartsWith(network, StringComparison.Ordinal) : null,
        Odd.Address,
        static have => ReferenceAddress.OfRequest(have) is not null);

    private static Row Arn(bool negated) => new(
        negated,
        true,
        true,
        static (have, want) => want.Split(':', 6) is { Length: 6 } parts
            ? have.Split(':', 6).Zip(parts).All(static pair => ReferenceText.Matches(pair.Second, pair.First))
            : null,
        Odd.Arn,
        static have => have.Split(':', 6).Length == 6);

    private static bool IsTrue(string text) => text.Length == 4 && text.Equals("TRUE", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^(?:(?<all>ForAllValues:)|(?<any>ForAnyValue:))?(?<name>.+?)(?<exists>IfExists)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Affixes();
}
