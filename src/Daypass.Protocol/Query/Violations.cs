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

        _clauses.Append(_count == 0 ? "" : "; ").Append("The specified value for ").Append(path).Append(" is invalid. ").Append(rule);
        _count++;
        _rules++;
    }

    public AwsError ToError() => new("ValidationError", 400, _count == 1 && _rules == 1
        ? _clauses.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"{_count} validation error{(_count == 1 ? "" : "s")} detected: {_clauses}"));

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
