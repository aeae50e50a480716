namespace Daypass.Policy.Conditions;

/// <summary>What an operator compares; it decides what a malformed value is and what the checker says about it.</summary>
internal enum OperatorFamily
{
    Text,
    Number,
    Date,
    Bool,
    Binary,
    Ip,
    Arn,
    Null,
}

/// <summary>One row of the language: an operator without its affixes.</summary>
/// <param name="Name">As the IAM guide writes it.</param>
/// <param name="Family">What it compares.</param>
/// <param name="IsNegated">True when it holds if no policy value matches.</param>
/// <param name="Compile">Reads one policy value; the flag says whether variables are known in this document.</param>
internal sealed record ConditionOperator(string Name, OperatorFamily Family, bool IsNegated, Func<string, bool, Comparison> Compile);
