using System.Diagnostics;
using Daypass.Gateway.S3.Answers;
using Daypass.Gateway.S3.Buckets;
using Daypass.Gateway.S3.Logs;
using Daypass.Gateway.S3.Settings;
using Daypass.Gateway.S3.Stores;
using Daypass.S3.Errors;

namespace Daypass.Gateway.S3.Serving;

/// <summary>Asks a store for what is answered with a document or with headers alone.</summary>
internal sealed class DocumentRelay(TimeSettings times, TimeProvider clock)
{
    /// <summary>Putting an object of 10,000 parts together takes its time.</summary>
    private static readonly TimeSpan LongWork = TimeSpan.FromMinutes(10);

    /// <summary>Asks, and answers the client; what to answer in its place when that was refused.</summary>
    /// <param name="http">The client's request.</param>
    /// <param name="store">The store.</param>
    /// <param name="place">The bucket.</param>
    /// <param name="call">The request for the store.</param>
    /// <param name="body">The body, checked already; null for none.</param>
    /// <param name="rewriter">Writes the document anew; null when it is passed on as it is.</param>
    /// <param name="record">Gets what the log says.</param>
    /// <param name="keepsAnswer">Whether only the headers of the answer are kept, for one that is written afterwards.</param>
    public async Task<S3Error?> Relay(
        HttpContext http, Store store, BucketPlace place, StoreCall call, ReadOnlyMemory<byte>? body, AnswerRewriter? rewriter, AccessRecord record,
        bool keepsAnswer = false)
    {
        using var answer = await Ask(store, call, body, record, http.RequestAborted);
        if ((int)answer.StatusCode is >= 300 and not 304)
        {
            return await StoreError.Read(answer, store, place, http.RequestAborted);
        }

        var isHead = HttpMethods.IsHead(call.Method);
        var document = isHead ? [] : await StoreDocument.ReadBody(answer, StoreDocument.Longest, http.RequestAborted);
        if (document is { Length: > 0 } && rewriter is not null)
        {
            document = rewriter.Write(document);
        }

        if (document is null)
        {
            return S3Errors.InternalError with { Reason = $"the store {store.Settings.Name} answered no document that can be read" };
        }

        http.Response.StatusCode = (int)answer.StatusCode;
        AnswerHeaders.Write(answer, http.Response, withLength: isHead);
        record.ObjectSize = isHead ? answer.Content.Headers.ContentLength : null;
        if (!isHead && !keepsAnswer && http.Response.StatusCode is not (204 or 304))
        {
            http.Response.ContentLength = document.Length;
            record.BytesSent = document.Length;
            await http.Response.Body.WriteAsync(document, http.RequestAborted);
        }

        return null;
    }

    /// <summary>Asks, for at most so long as anybody may be silent.</summary>
    /// <exception cref="StoreAwayException">There was no answer.</exception>
    public async Task<HttpResponseMessage> Ask(
        Store store, StoreCall call, ReadOnlyMemory<byte>? body, AccessRecord record, CancellationToken cancelled)
    {
        var began = Stopwatch.GetTimestamp();
        record.Store = store.Settings.Name;
        var isLong = HttpMethods.IsPost(call.Method) || HttpMethods.IsPut(call.Method);
        using var alarm = new CancellationTokenSource(isLong && times.Idle < LongWork ? LongWork : times.Idle, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancelled, alarm.Token);
        try
        {
            var answer = await store.Send(call, body, enough.Token);
            record.Turnaround = Stopwatch.GetElapsedTime(began);
            record.StoreRequestId = AnswerHeaders.StoreRequestId(answer);
            record.BytesReceived = body?.Length ?? 0;
            return answer;
        }
        catch (OperationCanceledException silent) when (!cancelled.IsCancellationRequested)
        {
            throw new StoreAwayException($"The store {store.Settings.Name} does not answer.", silent) { IsSilent = true };
        }
    }
}
