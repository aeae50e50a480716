using System.Diagnostics;
using Daypass.Core.Requests;
using Daypass.Gateway.Deciding;
using Daypass.Gateway.Options;
using Daypass.Gateway.Telemetry;
using Microsoft.AspNetCore.Http.Features;

namespace Daypass.Gateway.Faces;

/// <summary>Answers proxies that ask over HTTP.</summary>
internal sealed class HttpFace(GatewayOptions options, CurrentRoutes routes, RequestGate gate, VerdictLog log, GateMeasures measures)
{
    private readonly AskerReader _reader = new(options);

    /// <summary>Answers one question.</summary>
    public async Task Answer(HttpContext http)
    {
        var peer = http.Connection.RemoteIpAddress is { } address ? SourceAddress.Canonicalize(address) : null;
        if (AskerForm.Find(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget) is not { } form)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (peer is null || !options.Trusts(peer))
        {
            measures.CountMisasked();
            log.TellMisasked(peer?.ToString() ?? "nobody", "it is neither on this machine nor a --trusted-proxy");
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var (request, fault) = await _reader.Read(http, form);
        if (request is null)
        {
            measures.CountMisasked();
            log.TellMisasked(peer.ToString(), fault!);
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            http.Response.Headers[IdentityHeaders.Reason] = "MisconfiguredProxy";
            return;
        }

        var began = Stopwatch.GetTimestamp();
        var verdict = await gate.Decide(routes.Now, request, http.RequestAborted);
        measures.Count(form.Name, verdict, Stopwatch.GetElapsedTime(began).TotalSeconds);
        var id = Guid.NewGuid().ToString();
        log.Tell(request, verdict, id);
        await Write(http.Response, verdict, id, form, request.Signed.Method == "HEAD" && !form.HasFewStatuses);
    }

    private static async Task Write(HttpResponse response, Verdict verdict, string id, AskerForm form, bool isHead)
    {
        response.Headers.CacheControl = "no-store";
        if (verdict.Error is null)
        {
            foreach (var (name, value) in IdentityHeaders.Of(verdict))
            {
                response.Headers[name] = value;
            }

            response.ContentLength = 0;
            return;
        }

        var answer = GateAnswer.Of(verdict, id, form.HasFewStatuses);
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Text.Headers)
        {
            response.Headers[name] = value;
        }

        response.ContentType = answer.Text.ContentType;
        response.ContentLength = isHead ? 0 : answer.Text.Body.Length;
        if (!isHead && !HttpMethods.IsHead(response.HttpContext.Request.Method))
        {
            await response.Body.WriteAsync(answer.Text.Body);
        }
    }
}
