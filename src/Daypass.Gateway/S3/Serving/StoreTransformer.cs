using System.Diagnostics;
using Daypass.Gateway.S3.Answers;
using Daypass.Gateway.S3.Buckets;
using Daypass.Gateway.S3.Logs;
using Daypass.Gateway.S3.Stores;
using Daypass.S3.Errors;
using Yarp.ReverseProxy.Forwarder;

namespace Daypass.Gateway.S3.Serving;

/// <summary>Makes the request for the store anew, with nothing of the client's request in it, and the client's answer with nothing of the store.</summary>
internal sealed class StoreTransformer(Store store, StoreCall call, Uri url, BucketPlace place, AccessRecord record, bool keepsAnswer)
    : HttpTransformer
{
    /// <summary>So long a body waits for the store to say that it wants it. A store that refuses does not get it at all.</summary>
    private const long LongBody = 1024 * 1024;

    private readonly long _began = Stopwatch.GetTimestamp();

    /// <summary>What the store refused; null when it did not.</summary>
    public S3Error? Refusal { get; private set; }

    /// <inheritdoc/>
    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        store.Write(call, url, proxyRequest);
        if (call.Length >= LongBody)
        {
            proxyRequest.Headers.ExpectContinue = true;
        }

        return default;
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
        {
            return false;
        }

        record.Turnaround = Stopwatch.GetElapsedTime(_began);
        record.StoreRequestId = AnswerHeaders.StoreRequestId(proxyResponse);
        if ((int)proxyResponse.StatusCode is >= 300 and not 304)
        {
            Refusal = await StoreError.Read(proxyResponse, store, place, cancellationToken);
            return false;
        }

        AnswerHeaders.Write(proxyResponse, httpContext.Response, withLength: true);
        record.ObjectSize = AnswerHeaders.ObjectSize(proxyResponse);
        record.BytesSent = HttpMethods.IsGet(call.Method) ? proxyResponse.Content.Headers.ContentLength ?? 0 : 0;
        return !keepsAnswer;
    }

    /// <inheritdoc/>
    public override ValueTask TransformResponseTrailersAsync(
        HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) => default;
}
