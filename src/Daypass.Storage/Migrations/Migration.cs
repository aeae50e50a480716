using System.Globalization;
using System.Reflection;

namespace Daypass.Storage.Migrations;

/// <summary>One numbered step of the schema, from an embedded file such as <c>0001-first.sqlite.sql</c>.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Name">What the file is called between its number and its database.</param>
/// <param name="Text">The statements.</param>
internal sealed record Migration(int Number, string Name, string Text)
{
    /// <summary>The last step from before steps said who can still read the schema; programs that know no later one refuse whatever stands beside it in
    /// their table.</summary>
    public const int LastUnmarked = 4;

    private const string Mark = "-- Readable from step ";

    /// <summary>The lowest step that a program has to know in order to work with the schema after this one: its own number when nothing older can.</summary>
    public int ReadableFrom { get; init; } = Number;

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
                var text = ReadText(assembly, file);
                var number = int.Parse(file.AsSpan(0, 4), CultureInfo.InvariantCulture);
                steps.Add(new Migration(number, file[5..^end.Length], text) { ReadableFrom = number > LastUnmarked ? ReadMark(file, text) : number });
            }
        }

        return steps;
    }

    /// <summary>The first line says it, so that nobody adds a step without having thought about the way back.</summary>
    private static int ReadMark(string file, string text)
    {
        var line = text.AsSpan(0, Math.Max(text.IndexOf('\n', StringComparison.Ordinal), 0)).Trim();
        return line.StartsWith(Mark, StringComparison.Ordinal)
            && int.TryParse(line[Mark.Length..].TrimEnd('.'), NumberStyles.None, CultureInfo.InvariantCulture, out var step)
                ? step
                : throw new InvalidOperationException($"{file} does not begin with '{Mark}N.'.");
    }

    private static string ReadText(Assembly assembly, string file)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
        return reader.ReadToEnd();
    }
}
