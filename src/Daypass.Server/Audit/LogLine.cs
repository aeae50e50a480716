using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Daypass.Server.Audit;

/// <summary>A line of an audit log, taken apart: what stands at its end for the chain.</summary>
/// <param name="Number">Its number in its chain; 0 for a line of the old kind, which has none.</param>
/// <param name="Before">The hash that it says the line before has.</param>
/// <param name="Hash">Its own.</param>
/// <param name="Code">Its code; null for a line that has none.</param>
internal sealed record LogLine(long Number, byte[] Before, byte[] Hash, LineCode? Code)
{
    private const int HexLength = 2 * SHA256.HashSizeInBytes;

    /// <summary>The hash of a line that is the last one of a log.</summary>
    public static byte[] HashOf(ReadOnlySpan<byte> line) => TryRead(line, out var read) ? read.Hash : SHA256.HashData(line);

    /// <summary>Takes a line apart; false when it is none of an audit log.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out LogLine read)
    {
        read = null!;
        if (line.Length < 2 || line[0] != '{' || line[^1] != '}')
        {
            return false;
        }

        // Inside of a string the quotes of these labels would be escaped.
        var codeAt = line.LastIndexOf(RecordChain.CodeLabel);
        LineCode? code = null;
        if (codeAt >= 0 && (line[^2] != '"' || !LineCode.TryRead(line[(codeAt + RecordChain.CodeLabel.Length)..^2], out code)))
        {
            return false;
        }

        var text = codeAt >= 0 ? line[..codeAt] : line[..^1];
        var hashAt = text.Length - HexLength - 1 - RecordChain.HashLabel.Length;
        if (hashAt < 1 || text[^1] != '"' || !text[hashAt..].StartsWith(RecordChain.HashLabel))
        {
            return false;
        }

        var before = new byte[SHA256.HashSizeInBytes];
        if (Convert.FromHexString(text.Slice(hashAt + RecordChain.HashLabel.Length, HexLength), before, out _, out _) is not OperationStatus.Done)
        {
            return false;
        }

        var numberAt = text[..hashAt].LastIndexOf(RecordChain.NumberLabel);
        var digits = numberAt < 0 ? default : text[(numberAt + RecordChain.NumberLabel.Length)..hashAt];
        if (!digits.IsEmpty && Utf8Parser.TryParse(digits, out long number, out var used) && used == digits.Length && number > 0)
        {
            read = new LogLine(number, before, SHA256.HashData(text), code);
            return true;
        }

        read = new LogLine(0, before, SHA256.HashData(line), null);
        return codeAt < 0;
    }
}
