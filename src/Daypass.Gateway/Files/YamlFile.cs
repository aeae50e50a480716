using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Daypass.Gateway.Files;

/// <summary>Reads a file of YAML or JSON: one document, without aliases, of a bounded size.</summary>
internal static class YamlFile
{
    private const int Longest = 4 * 1024 * 1024;

    /// <summary>Reads a file and makes something of its text.</summary>
    /// <exception cref="UnusableFileException">It cannot be used.</exception>
    public static T Read<T>(string path, Func<string, T> parse)
    {
        try
        {
            if (new FileInfo(path).Length > Longest)
            {
                throw new UnusableFileException($"{path} is longer than {Longest / 1024 / 1024} MiB.");
            }

            return parse(File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)));
        }
        catch (UnusableFileException wrong)
        {
            throw new UnusableFileException($"{path}, {wrong.Message}", wrong);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or DecoderFallbackException or ArgumentException)
        {
            throw new UnusableFileException($"{path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>The document of a text.</summary>
    /// <exception cref="UnusableFileException">It is none.</exception>
    public static YamlNode Load(string text)
    {
        try
        {
            // An alias would be read as a copy of what it names, as often as somebody likes.
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
                if (parser.Current is AnchorAlias alias)
                {
                    throw new UnusableFileException($"line {alias.Start.Line}: aliases are not taken.");
                }
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1 ? stream.Documents[0].RootNode : throw new UnusableFileException("line 1: the file is one YAML document.");
        }
        catch (YamlException wrong)
        {
            throw new UnusableFileException($"line {wrong.Start.Line}: {(wrong.InnerException ?? wrong).Message.TrimEnd('.')}.", wrong);
        }
    }
}
