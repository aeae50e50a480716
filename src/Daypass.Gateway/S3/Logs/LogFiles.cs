using System.Buffers;
using Daypass.Gateway.S3.Settings;

namespace Daypass.Gateway.S3.Logs;

/// <summary>The access log and the log of denials, as far as the operator wants them.</summary>
internal sealed class LogFiles : IAsyncDisposable
{
    private readonly LineFile? _access;
    private readonly LineFile? _denials;
    private readonly bool _isJson;

    private LogFiles(LineFile? access, LineFile? denials, bool isJson) => (_access, _denials, _isJson) = (access, denials, isJson);

    /// <summary>How many lines were lost.</summary>
    public long Lost => (_access?.Lost ?? 0) + (_denials?.Lost ?? 0);

    /// <summary>Opens them.</summary>
    /// <exception cref="IOException">One cannot be opened.</exception>
    public static LogFiles Open(S3Settings settings, TimeProvider clock, ILogger logger) => new(
        settings.AccessLog is { } access ? LineFile.Open(access.File, clock, logger) : null,
        settings.DenialFile is { } denials ? LineFile.Open(denials, clock, logger) : null,
        settings.AccessLog?.IsJson == true);

    /// <summary>Writes a request into the access log.</summary>
    public void Add(AccessRecord record)
    {
        if (_access is null)
        {
            return;
        }

        var line = new ArrayBufferWriter<byte>(1024);
        if (_isJson)
        {
            AccessLine.WriteJson(record, line);
        }
        else
        {
            AccessLine.WriteS3(record, line);
        }

        _access.Add(line.WrittenSpan.ToArray());
    }

    /// <summary>Writes what was denied and why.</summary>
    public void AddDenial(AccessRecord record, string? action, string? resource, string? message) =>
        _denials?.Add(DenialLine.Write(record, action, resource, message));

    /// <summary>Looks whether somebody has moved them away.</summary>
    public void Reopen()
    {
        _access?.Reopen();
        _denials?.Reopen();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_access is not null)
        {
            await _access.DisposeAsync();
        }

        if (_denials is not null)
        {
            await _denials.DisposeAsync();
        }
    }
}
