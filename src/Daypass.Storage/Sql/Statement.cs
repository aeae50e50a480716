namespace Daypass.Storage.Sql;

/// <summary>A statement with its values.</summary>
internal readonly record struct Statement(string Text, (string Name, object Value)[] Values)
{
    public static Statement Of(string text, params (string Name, object Value)[] values) => new(text, values);
}
