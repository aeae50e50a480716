namespace Daypass.Storage.Sql;

/// <summary>A statement with its values.</summary>
internal readonly record struct SqlStatement(string Text, (string Name, object Value)[] Values)
{
    public static SqlStatement Create(string text, params (string Name, object Value)[] values) => new(text, values);
}
