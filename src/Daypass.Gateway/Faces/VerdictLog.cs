using Daypass.Gateway.Deciding;
using Daypass.Gateway.Requests;
using Daypass.Server.Logging;

namespace Daypass.Gateway.Faces;

/// <summary>Logs what was refused, without anything secret, and so much of it that a journal stays readable.</summary>
internal sealed partial class VerdictLog : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly LineBudget _budget;
    private readonly ILogger<VerdictLog> _logger;
    private readonly ITimer _timer;

    /// <summary>Logs to this.</summary>
    public VerdictLog(ILogger<VerdictLog> logger, TimeProvider clock)
    {
        (_logger, _budget) = (logger, new LineBudget(clock));
        _timer = clock.CreateTimer(static self => ((VerdictLog)self!).Count(isLast: false), this, Minute, Minute);
    }

    /// <summary>A request was decided.</summary>
    public void Tell(OriginalRequest request, Verdict verdict, string id)
    {
        var (method, path) = (request.Signed.Method, verdict.Route?.Path.Text ?? "-");
        if (verdict.Error is not { } error)
        {
            if (_logger.IsEnabled(LogLevel.Debug))
            {
                LogPassed(_logger, Plain(method), Plain(request.Host), path, verdict.Decision, verdict.Arn ?? "-", id);
            }
        }
        else if (_budget.TryTake(error.Code))
        {
            LogRefused(_logger, Plain(method), Plain(request.Host), path, request.SourceIp, error.Code, error.Reason ?? error.Message ?? "-",
                verdict.Arn ?? "-", id);
        }
    }

    /// <summary>Who asked is not believed, or said nothing that can be read.</summary>
    public void TellMisasked(string peer, string fault)
    {
        if (_budget.TryTake("misasked"))
        {
            LogMisasked(_logger, peer, fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        Count(isLast: true);
    }

    private void Count(bool isLast)
    {
        foreach (var (kind, count) in _budget.TakeEnded(isLast))
        {
            LogMore(_logger, count, kind);
        }
    }

    /// <summary>What a client chose, cut and without what could look like another line.</summary>
    private static string Plain(string text) => new([.. text.Take(128).Select(static one => one is > ' ' and <= '~' ? one : '?')]);

    [LoggerMessage(1, LogLevel.Debug, "Passed {Method} {Host}{Path}: {Decision}, {Caller} ({Id})")]
    private static partial void LogPassed(ILogger logger, string method, string host, string path, string decision, string caller, string id);

    [LoggerMessage(2, LogLevel.Information, "Refused {Method} {Host}{Path} from {Address}: {Code}, {Reason}, {Caller} ({Id})")]
    private static partial void LogRefused(
        ILogger logger, string method, string host, string path, string address, string code, string reason, string caller, string id);

    [LoggerMessage(3, LogLevel.Warning, "Refused to answer {Peer}: {Fault}")]
    private static partial void LogMisasked(ILogger logger, string peer, string fault);

    [LoggerMessage(4, LogLevel.Information, "{Count} more of kind {Kind} within the minute")]
    private static partial void LogMore(ILogger logger, int count, string kind);
}
