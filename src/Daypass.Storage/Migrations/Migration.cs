using System.Globalization;
using System.Reflection;

namespace Daypass.Storage.Migrations;

/// <summary>One numbered step of the schema, from an embedded file such as <c>0001-first.sqlite.sql</c>.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Name">What the file is called between its number and its database.</param>
/// <param name="Text">The statements.</param>
internal sealed record Migration(int Number, string Name, string Text)
{
    /// <summary>All steps for a database (<c>sqlite</c> or <c>postgres</c>) in order.</summary>
    public static IReadOnlyList<Migration> LoadAll(string database)
    {
        var end = $".{database}.sql";
        var assembly = typeof(Migration).Assembly;
        var steps = new List<Migration>();
        foreach (var file in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (file.EndsWith(end, StringComparison.Ordinal))
            {
                steps.Add(new Migration(int.Parse(file.AsSpan(0, 4), CultureInfo.InvariantCulture), file[5..^end.Length], ReadText(assembly, file)));
            }
        }

        return steps;
    }

    private static string ReadText(Assembly assembly, string file)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
        return reader.ReadToEnd();
    }
}
