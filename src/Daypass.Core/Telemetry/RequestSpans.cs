using System.Diagnostics;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Telemetry;

/// <summary>The spans of a request: one for all of it, and one for each of its steps that may take long. Without a listener there are none.</summary>
/// <remarks>A span names the account, which no metric does; it holds no name that a client chose and nothing secret.</remarks>
public static class RequestSpans
{
    /// <summary>The name of their source.</summary>
    public const string SourceName = "Daypass";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the span of a request. It has no parent: what a client says of a trace is not believed.</summary>
    /// <param name="requestId">The id that is in the answer, the log and the audit record.</param>
    internal static Activity? Begin(string requestId)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        Activity.Current = null;
        var span = Source.StartActivity("request", ActivityKind.Server);
        span?.SetTag("aws.request_id", requestId);
        return span;
    }

    /// <summary>The proof of who sends the request.</summary>
    internal static Activity? Authenticate() => Source.StartActivity("authenticate");

    /// <summary>The policy engine's decision, with the documents it needs.</summary>
    internal static Activity? Authorize() => Source.StartActivity("authorize");

    /// <summary>The work itself.</summary>
    internal static Activity? Operate() => Source.StartActivity("operate");

    /// <summary>The record in the audit log.</summary>
    internal static Activity? Audit() => Source.StartActivity("audit");

    /// <summary>Ends a span when the last step is done: the one that began it still has it as the current one.</summary>
    internal static async ValueTask<T> End<T>(Activity span, ValueTask<T> step)
    {
        using (span)
        {
            return await step;
        }
    }

    /// <summary>Says in the span of a request what became of it.</summary>
    /// <param name="span">The span, or null.</param>
    /// <param name="operation">What the request asked for, or null.</param>
    /// <param name="account">The caller's account; empty when there is none.</param>
    /// <param name="error">The refusal, or null.</param>
    internal static void Describe(Activity? span, OperationDescription? operation, string account, AwsError? error)
    {
        if (span is null)
        {
            return;
        }

        var name = operation?.Name ?? Measures.UnknownOperation;
        span.DisplayName = operation is null ? name : $"{operation.Service.Title}.{name}";
        span.SetTag("rpc.system", "aws-api");
        span.SetTag("rpc.service", operation?.Service.Title);
        span.SetTag("rpc.method", name);
        span.SetTag("daypass.outcome", Outcomes.Of(error));
        if (account.Length > 0)
        {
            span.SetTag("daypass.account", account);
        }

        if (error is not null)
        {
            span.SetTag("error.type", error.Code);
            span.SetTag("daypass.reason", Measures.FindReasonId(error.Reason));
            span.SetStatus(error.Fault is Fault.Receiver ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        }
    }
}
