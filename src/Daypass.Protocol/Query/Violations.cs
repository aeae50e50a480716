using System.Globalization;
using System.Text;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Query;

/// <summary>Everything a request breaks, as the one sentence AWS makes of it.</summary>
/// <remarks>
/// Bounded: at most <see cref="MostClauses"/> clauses, <see cref="MostCharacters"/> characters, and <see cref="MostEchoed"/> characters of any value.
/// </remarks>
internal sealed class Violations(ServiceDescription service)
{
    public const int MostClauses = 100;
    public const int MostCharacters = 65536;
    public const int MostEchoed = 4096;

    private readonly StringBuilder _clauses = new();
    private string? _first;
    private int _count;
    private int _rules;

    /// <summary>True when no further clause is kept.</summary>
    public bool IsFull => _count == MostClauses || _clauses.Length > MostCharacters;

    /// <summary>Adds one clause.</summary>
    /// <param name="path">Where, in AWS's lower camel case.</param>
    /// <param name="value">The value to echo; null for a missing or a sensitive one.</param>
    /// <param name="constraint">What is broken.</param>
    /// <param name="missing">True when there is no value at all.</param>
    public void Add(string path, string? value, string constraint, bool missing = false)
    {
        if (IsFull)
        {
            return;
        }

        _first ??= constraint;
        _clauses.Append(_count == 0 ? "" : "; ").Append("Value ");
        if (service.EchoesValues && missing)
        {
            _clauses.Append("null ");
        }
        else if (service.EchoesValues && value is not null)
        {
            _clauses.Append('\'').Append(Shorten(value)).Append("' ");
        }

        _clauses.Append("at '").Append(path).Append("' failed to satisfy constraint: ").Append(constraint);
        _count++;
    }

    /// <summary>Adds a clause in words of IAM's own, which stands alone where nothing else is wrong.</summary>
    /// <param name="path">Where, in AWS's lower camel case.</param>
    /// <param name="rule">What the value must be: a sentence.</param>
    public void AddRule(string path, string rule)
    {
        if (IsFull)
        {
            return;
        }

        _first ??= Constraints.Pattern;
        _clauses.Append(_count == 0 ? "" : "; ").Append("The specified value for ").Append(path).Append(" is invalid. ").Append(rule);
        _count++;
        _rules++;
    }

    public AwsError ToError() => service.NamesReasons ? ToBadInput(_first) : new("ValidationError", 400, _count == 1 && _rules == 1
        ? _clauses.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"{_count} validation error{(_count == 1 ? "" : "s")} detected: {_clauses}"));

    /// <summary>What the first broken constraint of a request comes to.</summary>
    /// <param name="constraint">The constraint in its words.</param>
    private static AwsError ToBadInput(string? constraint) => constraint switch
    {
        Constraints.NotNull => OrganizationsErrors.InvalidInput("INPUT_REQUIRED", "You must include a value for all required parameters."),
        _ when Begins(constraint, Constraints.Values) => OrganizationsErrors.InvalidInput("INVALID_ENUM", "You specified an invalid value."),
        _ when Begins(constraint, "Member must have length less") =>
            OrganizationsErrors.InvalidInput("MAX_LENGTH_EXCEEDED", "You provided a string parameter that is longer than allowed."),
        _ when Begins(constraint, "Member must have length greater") =>
            OrganizationsErrors.InvalidInput("MIN_LENGTH_EXCEEDED", "You provided a string parameter that is shorter than allowed."),
        _ when Begins(constraint, "Member must have value less") =>
            OrganizationsErrors.InvalidInput("MAX_VALUE_EXCEEDED", "You provided a numeric parameter that has a larger value than allowed."),
        _ when Begins(constraint, "Member must have value greater") =>
            OrganizationsErrors.InvalidInput("MIN_VALUE_EXCEEDED", "You provided a numeric parameter that has a smaller value than allowed."),
        _ when Begins(constraint, Constraints.Pattern) =>
            OrganizationsErrors.InvalidInput("INVALID_PATTERN", "You provided a value that does not match the required pattern."),
        _ => OrganizationsErrors.InvalidInput("INVALID_LIST_MEMBER", "You provided a list to a parameter that contains at least one invalid value."),
    };

    private static bool Begins(string? constraint, string start) => constraint?.StartsWith(start, StringComparison.Ordinal) == true;

    private static string Shorten(string value)
    {
        if (value.Length <= MostEchoed)
        {
            return value;
        }

        var end = char.IsHighSurrogate(value[MostEchoed - 1]) ? MostEchoed - 1 : MostEchoed;
        return string.Concat(value.AsSpan(0, end), "...");
    }
}
