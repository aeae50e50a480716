using System.Text;
using Daypass.Client;

namespace Daypass.Cli.Aws;

/// <summary>Values that stand in a file: <c>file://name</c> for text and <c>fileb://name</c> for bytes.</summary>
internal static class ParameterFile
{
    private const string Text = "file://";
    private const string Bytes = "fileb://";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>True when a value names a file.</summary>
    public static bool IsReference(string value) => value.StartsWith(Text, StringComparison.Ordinal) || value.StartsWith(Bytes, StringComparison.Ordinal);

    /// <summary>True when a value names a file of bytes.</summary>
    public static bool IsBinary(string value) => value.StartsWith(Bytes, StringComparison.Ordinal);

    /// <summary>The content of the file a value names; neither content nor error when it names none.</summary>
    public static (string? Content, string? Error) Read(string value, ClientEnvironment environment)
    {
        if (!IsReference(value))
        {
            return (null, null);
        }

        var path = environment.ExpandPath(value[(IsBinary(value) ? Bytes : Text).Length..]);
        if (Directory.Exists(path))
        {
            return (null, Error(value, path, 21, "Is a directory"));
        }

        try
        {
            // Text mode: the line ends of every system become the one.
            var content = Strict.GetString(File.ReadAllBytes(path));
            return (IsBinary(value) ? content : content.ReplaceLineEndings("\n"), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, $"Unable to load paramfile ({path}), text contents could not be decoded.  If this is a binary file, please use the fileb:// prefix instead of the file:// prefix.");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            return (null, Error(value, path, 2, "No such file or directory"));
        }
        catch (UnauthorizedAccessException)
        {
            return (null, Error(value, path, 13, "Permission denied"));
        }
        catch (IOException broken)
        {
            return (null, $"Unable to load paramfile {value}: {broken.Message}");
        }
    }

    private static string Error(string value, string path, int number, string reason) => $"Unable to load paramfile {value}: [Errno {number}] {reason}: '{path}'";
}
