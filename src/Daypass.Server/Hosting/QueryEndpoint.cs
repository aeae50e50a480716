using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using Daypass.Core.Pipeline;
using Daypass.Core.Requests;
using Daypass.Core.Telemetry;
using Daypass.Protocol.Signing;
using Daypass.Server.Edge;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Daypass.Server.Hosting;

/// <summary>Carries requests from HTTP to the road and answers back. Nothing is decided here but what HTTP itself refuses.</summary>
internal sealed class QueryEndpoint(RequestPipeline pipeline, BodyBudget bodies, ClientResolver clients)
{
    private const int KeptExchanges = 64;

    private readonly ConcurrentStack<Exchange> _free = new();

    public async Task Answer(HttpContext http)
    {
        var request = http.Request;
        var cancelled = http.RequestAborted;
        if (HttpMethods.IsOptions(request.Method) && CorsPreflight.Answer(http))
        {
            return;
        }

        // Two lengths for one body is how requests are smuggled past a proxy. Kestrel renames the one it does not believe.
        if (request.Headers.TransferEncoding.Count > 0 && request.Headers.ContainsKey("X-Content-Length"))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Response.Headers.Connection = "close";
            return;
        }

        if (clients.Find(http) is not { } client)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Response.Headers.Connection = "close";
            await http.Response.WriteAsync("The proxy in front of this server names no client address that can be read.\n", cancelled);
            return;
        }

        // No operation is called by another method, so a file that is meant for a store is not asked for, and takes no room.
        var isCall = HttpMethods.IsPost(request.Method) || HttpMethods.IsGet(request.Method);
        if (!isCall && LongestBody(http) > 0)
        {
            http.Response.Headers.Connection = "close";
        }

        var (address, length) = (client.Address ?? "", isCall ? LongestBody(http) : 0);
        if (!bodies.TryTake(address, length))
        {
            Measures.WasThrottled(BodyBudget.Limit);
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "1";
            http.Response.Headers.Connection = "close";
            return;
        }

        try
        {
            await Answer(http, client, isCall);
        }
        finally
        {
            bodies.GiveBack(address, length);
        }
    }

    /// <summary>How long the body is; when it is not said, as long as one may be.</summary>
    private static long LongestBody(HttpContext http) => http.Request.ContentLength
        ?? (http.Request.Headers.TransferEncoding.Count == 0 ? 0 : http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0);

    private async Task Answer(HttpContext http, Client client, bool hasBody)
    {
        var (request, cancelled) = (http.Request, http.RequestAborted);
        ReadResult body;
        try
        {
            body = hasBody ? await ReadWhole(request.BodyReader, cancelled) : default;
        }
        catch (BadHttpRequestException tooLarge)
        {
            http.Response.StatusCode = tooLarge.StatusCode;
            http.Response.Headers.Connection = "close";
            return;
        }

        var exchange = _free.TryPop(out var used) ? used : new Exchange();
        try
        {
            await pipeline.Answer(exchange.Read(http, client, body.Buffer), exchange.Answer, cancelled);
            await Write(http, exchange.Answer, cancelled);
        }
        finally
        {
            if (!body.Buffer.IsEmpty || body.IsCompleted)
            {
                request.BodyReader.AdvanceTo(body.Buffer.End);
            }

            exchange.Clear();
            if (_free.Count < KeptExchanges)
            {
                _free.Push(exchange);
            }
        }
    }

    private static async ValueTask<ReadResult> ReadWhole(PipeReader reader, CancellationToken cancelled)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancelled);
            if (result.IsCompleted)
            {
                return result;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private static async ValueTask Write(HttpContext http, Answer answer, CancellationToken cancelled)
    {
        var response = http.Response;
        response.StatusCode = answer.Status;
        var headers = response.Headers;
        if (answer.RequestId is { } requestId)
        {
            headers["x-amzn-RequestId"] = requestId;
            headers["x-amz-sts-extended-request-id"] = requestId;
        }

        if (answer.Status == StatusCodes.Status503ServiceUnavailable)
        {
            headers.RetryAfter = "1";
        }

        if (answer.ErrorType is { } errorType)
        {
            headers["x-amzn-ErrorType"] = errorType;
        }

        for (var header = 0; header < answer.Headers.Count; header++)
        {
            headers[answer.Headers[header].Name] = answer.Headers[header].Value;
        }

        if (answer.Location is { } location)
        {
            headers.Location = location;
        }

        if (answer.ContentType is { } contentType)
        {
            headers.ContentType = contentType;
        }

        response.ContentLength = answer.Body.Length;
        if (answer.Body.Length > 0)
        {
            await response.BodyWriter.WriteAsync(answer.Body, cancelled);
        }
    }

    /// <summary>What one request needs besides its context; used again for the next one.</summary>
    private sealed class Exchange
    {
        private HeaderField[] _fields = new HeaderField[24];
        private byte[]? _joined;
        private int _count;

        public Answer Answer { get; } = new();

        public IncomingRequest Read(HttpContext http, Client client, ReadOnlySequence<byte> body)
        {
            var request = http.Request;
            foreach (var (name, values) in request.Headers)
            {
                Add(name, values);
            }

            return new IncomingRequest
            {
                // The raw target: Path and Query are decoded and resolved already, which is not what was signed.
                Signed = new SignedRequest(request.Method, http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, _fields.AsMemory(0, _count)),
                Body = body.IsSingleSegment ? body.First : Join(body),
                ContentType = request.ContentType,
                Accept = request.Headers.Accept,
                Source = new RequestSource(client.Address, request.Headers.UserAgent, request.Headers.Referer, client.IsSecure)
                {
                    Host = request.Headers.Host,
                    Proxy = client.Proxy,
                },
            };
        }

        public void Clear()
        {
            _fields.AsSpan(0, _count).Clear();
            _count = 0;
            Answer.Clear();
            if (_joined is not null)
            {
                ArrayPool<byte>.Shared.Return(_joined, clearArray: true);
                _joined = null;
            }
        }

        private void Add(string name, StringValues values)
        {
            for (var index = 0; index < values.Count; index++)
            {
                if (_count == _fields.Length)
                {
                    Array.Resize(ref _fields, _fields.Length * 2);
                }

                _fields[_count++] = new HeaderField(name, values[index] ?? "");
            }
        }

        private ReadOnlyMemory<byte> Join(ReadOnlySequence<byte> body)
        {
            var length = checked((int)body.Length);
            _joined = ArrayPool<byte>.Shared.Rent(length);
            body.CopyTo(_joined);
            return _joined.AsMemory(0, length);
        }
    }
}
