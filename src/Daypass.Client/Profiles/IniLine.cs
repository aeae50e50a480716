namespace Daypass.Client.Profiles;

/// <summary>One line of a file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Counted from 1.</param>
/// <param name="Text">The whole line with its end.</param>
/// <param name="Name">The name of the section or, in small letters, of the setting; empty for other lines.</param>
/// <param name="Content">The value of the setting, the line without its whitespace, or what is wrong with it.</param>
internal readonly record struct IniLine(IniLineKind Kind, int Number, string Text, string Name, string Content)
{
    /// <summary>The whitespace the line begins with.</summary>
    public string Indent => Text[..(Text.Length - Text.TrimStart().Length)];
}
