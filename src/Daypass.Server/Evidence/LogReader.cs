using System.IO.Compression;
using Daypass.Server.Options;

namespace Daypass.Server.Evidence;

/// <summary>Reads an audit log line by line: a file, a compressed one, or standard input.</summary>
internal sealed class LogReader : IDisposable
{
    private const int LongestLine = 8 * 1024 * 1024;
    private const string Input = "-";

    private readonly Stream _stream;
    private byte[] _buffer = new byte[128 * 1024];
    private int _from;
    private int _to;
    private bool _isAtEnd;

    private LogReader(string name, Stream stream) => (Name, _stream) = (name, stream);

    /// <summary>What findings call it.</summary>
    public string Name { get; }

    /// <summary>Which line was read last, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Opens the logs that paths mean: a file, all <c>*.jsonl</c> of a folder with whatever was added to their names, or <c>-</c>.</summary>
    /// <exception cref="StartException">One is not there or cannot be read.</exception>
    public static IReadOnlyList<LogReader> Open(IEnumerable<string> paths)
    {
        var readers = new List<LogReader>();
        try
        {
            foreach (var path in paths)
            {
                readers.AddRange(Expand(path).Select(OpenOne));
            }

            return readers;
        }
        catch (Exception failure)
        {
            readers.ForEach(static reader => reader.Dispose());
            throw failure is IOException or UnauthorizedAccessException ? new StartException(failure.Message, failure) : failure;
        }
    }

    /// <summary>The next line without its end; false at the end. The bytes are good until the next call.</summary>
    /// <exception cref="StartException">The file is damaged.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        while (true)
        {
            var end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            if (end >= 0 || (_isAtEnd && _to > _from))
            {
                var length = end >= 0 ? end : _to - _from;
                line = _buffer.AsMemory(_from, length);
                _from += length + (end >= 0 ? 1 : 0);
                LineNumber++;
                return true;
            }

            if (_isAtEnd)
            {
                line = default;
                return false;
            }

            Fill();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Fill()
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }

        if (_to == _buffer.Length)
        {
            if (_buffer.Length >= LongestLine)
            {
                throw new StartException($"{Name}: line {LineNumber + 1} is longer than any record: this is no audit log.");
            }

            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        try
        {
            var read = _stream.Read(_buffer, _to, _buffer.Length - _to);
            _to += read;
            _isAtEnd = read == 0;
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            throw new StartException($"{Name} cannot be read: {failure.Message}", failure);
        }
    }

    private static List<string> Expand(string path)
    {
        if (path == Input || File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new StartException($"There is no audit log {Path.GetFullPath(path)}.");
        }

        var found = Directory.GetFiles(path, "*.jsonl*").Order(StringComparer.Ordinal).ToList();
        return found.Count > 0 ? found : throw new StartException($"There are no audit logs (*.jsonl) in {Path.GetFullPath(path)}.");
    }

    private static LogReader OpenOne(string path)
    {
        if (path == Input)
        {
            return new LogReader("standard input", Console.OpenStandardInput());
        }

        var options = new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        var file = new FileStream(path, options);
        return new LogReader(path, path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
    }
}
