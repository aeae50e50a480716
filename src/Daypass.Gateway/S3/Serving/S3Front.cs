using System.Diagnostics;
using Daypass.Gateway.S3.Accounts;
using Daypass.Gateway.S3.Buckets;
using Daypass.Gateway.S3.Logs;
using Daypass.Gateway.S3.Settings;
using Daypass.Gateway.S3.Stores;
using Daypass.Gateway.S3.Telemetry;
using Daypass.Protocol.Signing;
using Daypass.S3.Errors;
using Daypass.Server.Edge;
using Daypass.Verifier.Calls;
using Daypass.Verifier.Payloads;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Daypass.Gateway.S3.Serving;

/// <summary>Answers requests: gives each its ids, its line in the log and, where it is refused, its words.</summary>
internal sealed partial class S3Front(
    S3Service service, ServerCalls calls, ClientResolver clients, LogFiles logs, S3Measures measures, TimeProvider clock, ILogger<S3Front> logger)
{
    private const string RequestIdHeader = "x-amz-request-id";
    private const string HostIdHeader = "x-amz-id-2";

    /// <summary>Puts it together.</summary>
    public static S3Front Create(
        S3Settings settings, IServiceProvider services, HttpMessageInvoker http, AccountSet accounts, StoreSet stores, CurrentBuckets buckets, LogFiles logs,
        S3Measures measures, TimeProvider clock)
    {
        var forwarder = services.GetRequiredService<IHttpForwarder>();
        var documents = new DocumentRelay(settings.Times, clock);
        var kept = new BucketSettingsWork(accounts, buckets);
        var work = new S3Work(
            settings, stores, new ObjectRelay(forwarder, settings.Times), documents, new BatchDelete(stores, documents, logs),
            new BucketWork(settings, stores, buckets, kept, documents, clock), kept, new TagsInStore(stores, documents));
        return new S3Front(
            new S3Service(settings, accounts, buckets, work, new FormUpload(settings, accounts, work, clock), logs, clock),
            new ServerCalls(settings, forwarder, http),
            services.GetRequiredService<ClientResolver>(), logs, measures, clock, services.GetRequiredService<ILogger<S3Front>>());
    }

    /// <summary>Answers one.</summary>
    public async Task Answer(HttpContext http)
    {
        var began = Stopwatch.GetTimestamp();
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var client = clients.Find(http);
        if (client is { } caller && calls.Takes(http, target))
        {
            await calls.Pass(http, caller);
            return;
        }

        var ids = RequestIds.Create();
        var record = Begin(http, target, client, ids);
        http.Response.Headers[RequestIdHeader] = ids.Request;
        http.Response.Headers[HostIdHeader] = ids.Host;
        if (await Serve(http, target, client, record) is { } refusal)
        {
            await Refuse(http, refusal, ids, record);
        }

        record.Status = http.Response.StatusCode;
        record.Total = Stopwatch.GetElapsedTime(began);
        logs.Add(record);
        measures.Count(record);
    }

    private AccessRecord Begin(HttpContext http, string target, Client? client, RequestIds ids)
    {
        var tls = http.Features.Get<ITlsHandshakeFeature>();
        return new AccessRecord
        {
            Time = clock.GetUtcNow(),
            RequestId = ids.Request,
            HostId = ids.Host,
            RequestLine = RequestLine.Of(http.Request.Method, target),
            Host = http.Request.Headers.Host.ToString(),
            Address = client?.Address,
            TlsVersion = TlsWords.Version(tls),
            Cipher = TlsWords.Cipher(tls),
            UserAgent = http.Request.Headers.UserAgent,
            Referer = http.Request.Headers.Referer.Count == 0 ? null : RequestLine.Hide(http.Request.Headers.Referer.ToString()),
        };
    }

    private async Task<S3Error?> Serve(HttpContext http, string target, Client? client, AccessRecord record)
    {
        try
        {
            if (client is not { } known)
            {
                return S3Errors.AccessDenied with { Reason = "the proxy does not say who the client is" };
            }

            // The web server takes such a body by its encoding; whoever reads the length takes another one.
            if (http.Request.Headers.ContainsKey("X-Content-Length") && http.Request.Headers.TransferEncoding.Count > 0)
            {
                return RelayErrors.TwoLengths;
            }

            return await service.Serve(http, new SignedRequest(http.Request.Method, target, Headers(http.Request)), known, record);
        }
        catch (ServerUnreachableException away)
        {
            return S3Errors.ServiceUnavailable with { Reason = away.Message };
        }
        catch (StoreAwayException away)
        {
            LogStore(logger, away.Message);
            return (away.IsSilent ? RelayErrors.StoreSilent : S3Errors.ServiceUnavailable) with { Reason = away.Message };
        }
        catch (PayloadException fault)
        {
            return S3Error.From(fault.Error);
        }
        catch (BadHttpRequestException broken)
        {
            return (broken.StatusCode == StatusCodes.Status408RequestTimeout ? RelayErrors.ClientSilent : S3Error.From(PayloadErrors.Incomplete)) with
            {
                Reason = broken.Message,
            };
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            return http.RequestAborted.IsCancellationRequested ? S3Error.From(PayloadErrors.Incomplete) with { Reason = "the client is gone" }
                : S3Errors.ServiceUnavailable with { Reason = gone.Message };
        }
        catch (Exception failure)
        {
            LogFailure(logger, failure, record.RequestId);
            return S3Errors.InternalError with { Reason = failure.GetType().Name };
        }
    }

    private async Task Refuse(HttpContext http, S3Error error, RequestIds ids, AccessRecord record)
    {
        (record.ErrorCode, record.Reason) = (error.Code, error.Reason ?? record.Reason);
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        if (error.Status >= 500)
        {
            LogRefused(logger, record.RequestId, error.Code, error.Reason ?? "-");
        }

        var isHead = HttpMethods.IsHead(http.Request.Method);
        var text = S3ErrorWriter.Write(error, ids.Request, ids.Host, isHead);
        http.Response.Clear();
        http.Response.StatusCode = text.Status;
        foreach (var (name, value) in text.Headers)
        {
            http.Response.Headers[name] = value;
        }

        // What is left of a body is not read: the connection ends with it.
        if (http.Request.ContentLength > 0 || http.Request.Headers.TransferEncoding.Count > 0)
        {
            http.Response.Headers.Connection = "close";
        }

        if (text.Status == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = "1";
        }

        if (isHead || text.Status is 304)
        {
            return;
        }

        http.Response.ContentType = text.ContentType;
        http.Response.ContentLength = text.Body.Length;
        record.BytesSent = text.Body.Length;
        try
        {
            await http.Response.Body.WriteAsync(text.Body, http.RequestAborted);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            record.Reason = "the client is gone";
        }
    }

    private static HeaderField[] Headers(HttpRequest request)
    {
        var headers = new List<HeaderField>(request.Headers.Count);
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values)
            {
                headers.Add(new HeaderField(name, value ?? ""));
            }
        }

        return [.. headers];
    }

    [LoggerMessage(50, LogLevel.Error, "Request {Id} failed")]
    private static partial void LogFailure(ILogger logger, Exception failure, string id);

    [LoggerMessage(51, LogLevel.Warning, "{Cause}")]
    private static partial void LogStore(ILogger logger, string cause);

    [LoggerMessage(52, LogLevel.Warning, "Request {Id} was answered {Code}: {Reason}")]
    private static partial void LogRefused(ILogger logger, string id, string code, string reason);
}
