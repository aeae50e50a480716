namespace Daypass.Policy.Conditions;

/// <summary>The relation a numeric or date operator asks for, request value first.</summary>
internal enum OrderRelation
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
