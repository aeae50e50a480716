using Daypass.Core.Pipeline;
using Daypass.Core.Requests;

namespace Daypass.Server.Hosting;

/// <summary>Writes what happened on the road as log lines. A refusal is one line with its reason; a bug is one line with its cause.</summary>
internal sealed partial class PipelineLog(ILogger<RequestPipeline> logger) : IPipelineLog
{
    /// <inheritdoc/>
    public void Answered(Answer answer, OperationContext context)
    {
        if (answer.Error is { } error)
        {
            if (error.Code is "SignatureDoesNotMatch")
            {
                // The commonest cause is a proxy that changes the name the client signed.
                var source = context.Source;
                SignatureDiffers(context.RequestId, answer.Operation, source.Host, source.Address, source.Proxy ?? "none", error.Reason);
                return;
            }

            Refused(context.RequestId, answer.Operation, answer.CallerArn, context.Source.Address, error.Status, error.Code, error.Reason);
        }
        else
        {
            if (context.Advice is { } advice)
            {
                Advised(context.RequestId, answer.Operation, answer.CallerArn, advice);
            }

            if (logger.IsEnabled(LogLevel.Debug))
            {
                Served(context.RequestId, answer.Operation, answer.CallerArn, context.Source.Address, answer.Status);
            }
        }
    }

    /// <inheritdoc/>
    public void Failed(string requestId, string? operation, Exception cause) => Broken(requestId, operation, cause);

    /// <inheritdoc/>
    public void Unavailable(string requestId, string? operation, Exception cause) => NoDatabase(requestId, operation, cause.Message);

    [LoggerMessage(1, LogLevel.Debug, "{RequestId} {Operation} by {Caller} from {Address}: {Status}")]
    private partial void Served(string requestId, string? operation, string? caller, string? address, int status);

    [LoggerMessage(2, LogLevel.Information, "{RequestId} {Operation} by {Caller} from {Address}: {Status} {Code} ({Reason})")]
    private partial void Refused(string requestId, string? operation, string? caller, string? address, int status, string code, string? reason);

    [LoggerMessage(5, LogLevel.Information,
        "{RequestId} {Operation} for the host {Host} from {Address} (proxy: {Proxy}): 403 SignatureDoesNotMatch ({Reason})")]
    private partial void SignatureDiffers(string requestId, string? operation, string? host, string? address, string proxy, string? reason);

    [LoggerMessage(3, LogLevel.Error, "{RequestId} {Operation} failed")]
    private partial void Broken(string requestId, string? operation, Exception cause);

    [LoggerMessage(6, LogLevel.Warning, "{RequestId} {Operation} by {Caller}: {Advice}")]
    private partial void Advised(string requestId, string? operation, string? caller, string advice);

    [LoggerMessage(4, LogLevel.Warning, "{RequestId} {Operation} needs the database: {Cause}")]
    private partial void NoDatabase(string requestId, string? operation, string cause);
}
