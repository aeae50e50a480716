using Daypass.Gateway.S3.Bodies;
using Daypass.Gateway.S3.Buckets;
using Daypass.Gateway.S3.Logs;
using Daypass.Gateway.S3.Settings;
using Daypass.Gateway.S3.Stores;
using Daypass.S3.Errors;
using Daypass.Verifier.Payloads;
using Yarp.ReverseProxy.Forwarder;

namespace Daypass.Gateway.S3.Serving;

/// <summary>Passes the data of objects between a client and a store, neither kept whole nor read twice.</summary>
internal sealed class ObjectRelay(IHttpForwarder forwarder, TimeSettings times)
{
    private const int MostAttempts = 2;

    private readonly ForwarderRequestConfig _config = new()
    {
        ActivityTimeout = times.Idle,
        Version = System.Net.HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        AllowResponseBuffering = false,
    };

    /// <summary>Asks the store and answers the client; what to answer in its place when that was refused or went wrong.</summary>
    /// <param name="http">The client's request.</param>
    /// <param name="store">The store.</param>
    /// <param name="place">The bucket.</param>
    /// <param name="call">The request for the store.</param>
    /// <param name="body">The body, when there is one.</param>
    /// <param name="record">Gets what the log says.</param>
    /// <param name="keepsAnswer">Whether only the headers of the answer are kept, for one that is written afterwards.</param>
    public async Task<S3Error?> Relay(
        HttpContext http, Store store, BucketPlace place, StoreCall call, WithheldEnd? body, AccessRecord record,
        bool keepsAnswer = false)
    {
        if (body is not null)
        {
            http.Request.Body = body;
        }

        for (var attempt = 1; ; attempt++)
        {
            var url = store.Hosts.Next() ?? throw new StoreAwayException($"The store {store.Settings.Name} cannot be reached.");
            var transformer = new StoreTransformer(store, call, url, place, record, keepsAnswer);
            record.Store = store.Settings.Name;

            // A former attempt has left its own, and an answer that is set is not asked for.
            http.Response.StatusCode = StatusCodes.Status200OK;
            var error = await forwarder.SendAsync(http, url.AbsoluteUri, store.Http, _config, transformer, http.RequestAborted);
            if (error == ForwarderError.None)
            {
                record.BytesReceived = call.Length ?? 0;
                return transformer.Refusal;
            }

            var cause = http.GetForwarderErrorFeature()?.Exception;
            if (http.Response.HasStarted)
            {
                // The client sees a connection that breaks off; more cannot be said any more.
                record.Reason = $"broken off: {error}";
                record.BytesSent = 0;
                http.Abort();
                return null;
            }

            var isUnsent = error == ForwarderError.Request && body?.IsBegun != true;
            if (isUnsent && cause is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError })
            {
                store.Hosts.PutAside(url, cause.Message);
                continue;
            }

            if (isUnsent && HttpMethods.IsGet(call.Method) && attempt < MostAttempts)
            {
                continue;
            }

            return Explain(error, cause, body, http) with { Reason = $"{error}: {cause?.GetBaseException().Message}" };
        }
    }

    private static S3Error Explain(ForwarderError error, Exception? cause, WithheldEnd? body, HttpContext http)
    {
        if (body?.Fault is PayloadException fault)
        {
            return S3Error.From(fault.Error);
        }

        if (body?.IsWaiting == true || body?.Fault is BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout })
        {
            return http.RequestAborted.IsCancellationRequested ? S3Error.From(PayloadErrors.Incomplete) : RelayErrors.ClientSilent;
        }

        return body?.Fault is not null ? S3Error.From(PayloadErrors.Incomplete)
            : error is ForwarderError.RequestTimedOut ? RelayErrors.StoreSilent
            : cause is OperationCanceledException && http.RequestAborted.IsCancellationRequested ? S3Error.From(PayloadErrors.Incomplete)
            : S3Errors.ServiceUnavailable;
    }
}
