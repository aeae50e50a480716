using Daypass.Core.Pipeline;
using Daypass.Core.Requests;
using Daypass.Core.Telemetry;
using Daypass.Server.Logging;

namespace Daypass.Server.Hosting;

/// <summary>Writes what happened on the road as log lines. A refusal is one line with its reason; a bug is one line with its cause. Of those that come in
/// floods so many a minute are written, and one line counts the rest.</summary>
internal sealed partial class PipelineLog : IPipelineLog, IDisposable
{
    private const string Nobody = "nobody";
    private const string Advice = "advice";
    private const string Bug = "failed";
    private const string Database = "needs the database";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ILogger<RequestPipeline> _logger;
    private readonly LineBudget _budget;
    private readonly ITimer _timer;

    /// <summary>Writes to a logger.</summary>
    public PipelineLog(ILogger<RequestPipeline> logger, TimeProvider clock)
    {
        (_logger, _budget) = (logger, new LineBudget(clock));
        _timer = clock.CreateTimer(static self => ((PipelineLog)self!).Count(isLast: false), this, Interval, Interval);
    }

    /// <inheritdoc/>
    public void Answered(Answer answer, OperationContext context)
    {
        if (answer.Error is { } error)
        {
            if (!_budget.TryTake(error.Code))
            {
                return;
            }

            if (error.Code is "SignatureDoesNotMatch")
            {
                // The commonest cause is a proxy that changes the name the client signed.
                var source = context.Source;
                SignatureDiffers(context.RequestId, answer.Operation, source.Host, source.Address, source.Proxy ?? "none", error.Reason);
                return;
            }

            Refused(context.RequestId, answer.Operation, answer.CallerArn ?? Nobody, context.Source.Address, error.Status, error.Code, error.Reason);
        }
        else
        {
            if (context.Advice is { } advice && _budget.TryTake(Advice))
            {
                Advised(context.RequestId, answer.Operation, answer.CallerArn, advice);
            }

            if (_logger.IsEnabled(LogLevel.Debug))
            {
                Served(context.RequestId, answer.Operation, answer.CallerArn ?? Nobody, context.Source.Address, answer.Status);
            }
        }
    }

    /// <inheritdoc/>
    public void Failed(string requestId, string? operation, Exception cause)
    {
        if (_budget.TryTake(Bug))
        {
            Broken(requestId, operation, cause);
        }
    }

    /// <inheritdoc/>
    public void Unavailable(string requestId, string? operation, Exception cause)
    {
        if (_budget.TryTake(Database))
        {
            NoDatabase(requestId, operation, cause.Message);
        }
    }

    /// <inheritdoc/>
    public void Dropped(Exception cause)
    {
        if (_budget.TryTake(Bug))
        {
            Lost(cause);
        }
    }

    /// <summary>Writes what was only counted.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Count(isLast: true);
    }

    private void Count(bool isLast)
    {
        foreach (var (kind, count) in _budget.TakeEnded(isLast))
        {
            Measures.LinesLeftOut(count);
            Counted(count, kind);
        }
    }

    [LoggerMessage(9, LogLevel.Warning, "{Count} more lines of the kind {Kind} were not written in the last minute; the audit log and the metrics count them")]
    private partial void Counted(int count, string kind);

    [LoggerMessage(1, LogLevel.Debug, "{RequestId} {Operation} by {Caller} from {Address}: {Status}")]
    private partial void Served(string requestId, string? operation, string? caller, string? address, int status);

    [LoggerMessage(2, LogLevel.Information, "{RequestId} {Operation} by {Caller} from {Address}: {Status} {Code} ({Reason})")]
    private partial void Refused(string requestId, string? operation, string? caller, string? address, int status, string code, string? reason);

    [LoggerMessage(5, LogLevel.Information,
        "{RequestId} {Operation} for the host {Host} from {Address} (proxy: {Proxy}): 403 SignatureDoesNotMatch ({Reason})")]
    private partial void SignatureDiffers(string requestId, string? operation, string? host, string? address, string proxy, string? reason);

    [LoggerMessage(3, LogLevel.Error, "{RequestId} {Operation} failed")]
    private partial void Broken(string requestId, string? operation, Exception cause);

    [LoggerMessage(10, LogLevel.Error, "Records of denials or of last uses could not be written and were dropped")]
    private partial void Lost(Exception cause);

    [LoggerMessage(6, LogLevel.Warning, "{RequestId} {Operation} by {Caller}: {Advice}")]
    private partial void Advised(string requestId, string? operation, string? caller, string advice);

    [LoggerMessage(4, LogLevel.Warning, "{RequestId} {Operation} needs the database: {Cause}")]
    private partial void NoDatabase(string requestId, string? operation, string cause);
}
