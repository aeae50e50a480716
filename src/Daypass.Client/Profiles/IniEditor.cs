using System.Text;
using Daypass.Client.Cache;
using Daypass.Client.Errors;

namespace Daypass.Client.Profiles;

/// <summary>Replaces one section of a config or credentials file and leaves everything else as it stands, comments included.</summary>
public static class IniEditor
{
    /// <summary>Replaces a section, or adds it at the end; concurrent editors wait for each other.</summary>
    /// <param name="file">The file; made, readable by its owner alone, when it is not there.</param>
    /// <param name="section">What stands between the brackets.</param>
    /// <param name="settings">The settings in order.</param>
    /// <returns>That a name or value cannot be written, or null.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file belongs to another user.</exception>
    public static ClientError? Replace(string file, string section, IReadOnlyList<(string Key, string Value)> settings)
    {
        if (section.AsSpan().IndexOfAny("\r\n[]") >= 0)
        {
            return ClientError.Usage($"'{section}' cannot be the name of a section.");
        }

        var written = new StringBuilder($"[{section}]\n");
        foreach (var (key, value) in settings)
        {
            if (value.AsSpan().IndexOfAny('\r', '\n') >= 0)
            {
                return ClientError.Usage($"The value of {key} has a line break, which a profile cannot hold.");
            }

            written.Append(key).Append(" = ").Append(value).Append('\n');
        }

        // A link stays a link: what it points at is replaced.
        var target = (File.Exists(file) ? File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName : null) ?? file;
        using var held = FileLock.Acquire(target + ".daypass.lock", null);
        var text = File.Exists(target) ? File.ReadAllText(target) : string.Empty;
        PrivateFile.Write(target, Encoding.UTF8.GetBytes(Replace(text, section, written.ToString())));
        return null;
    }

    private static string Replace(string text, string section, string written)
    {
        var (start, end) = Find(text, section);
        if (start >= 0)
        {
            return string.Concat(text.AsSpan(0, start), written, end < text.Length ? "\n" : string.Empty, text.AsSpan(end));
        }

        var gap = text.Length == 0 || text.EndsWith("\n\n", StringComparison.Ordinal) ? string.Empty : text.EndsWith('\n') ? "\n" : "\n\n";
        return string.Concat(text, gap, written);
    }

    // From the section's bracket to the next one.
    private static (int Start, int End) Find(string text, string section)
    {
        var (start, position) = (-1, 0);
        while (position < text.Length)
        {
            var line = text.IndexOf('\n', position) is var end && end < 0 ? text[position..] : text[position..end];
            if (line.TrimStart() is ['[', ..] header && line.TrimStart().Length == line.Length)
            {
                if (start >= 0)
                {
                    return (start, position);
                }

                var close = header.IndexOf(']', StringComparison.Ordinal);
                start = close > 0 && header[1..close].Trim() == section ? position : -1;
            }

            position += line.Length + 1;
        }

        return (start, text.Length);
    }
}
