using System.Runtime.CompilerServices;
using Daypass.AspNetCore.Options;
using Daypass.AspNetCore.Refusals;
using Daypass.AspNetCore.Telemetry;
using Daypass.Protocol.Errors;
using Daypass.Verifier.Payloads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Daypass.AspNetCore.Bodies;

/// <summary>
/// Answers for a handler that met a body which is not what was signed, whatever the handler made of it: the framework's binding, for one, takes such a fault
/// for a broken connection and answers nothing.
/// </summary>
internal sealed class BodyGuard(AccessMeasures measures)
{
    private readonly ConditionalWeakTable<Endpoint, Endpoint> _guarded = [];

    /// <summary>Puts itself around the endpoint of a request whose body is verified while it is read.</summary>
    public void Protect(HttpContext http, VerifiedStream body, DaypassOptions options)
    {
        http.Features.Set(new GuardedBody(body, options));
        if (http.GetEndpoint() is { RequestDelegate: not null } endpoint)
        {
            http.SetEndpoint(_guarded.GetValue(endpoint, Wrap));
        }
    }

    /// <summary>Runs what follows.</summary>
    public async Task Invoke(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (Exception fault) when (FaultOf(http, fault) is not null && !http.Response.HasStarted)
        {
            await Refuse(http, FaultOf(http, fault)!);
            return;
        }

        if (FaultOf(http, null) is { } unnoticed)
        {
            await Refuse(http, unnoticed);
        }
    }

    private static AwsError? FaultOf(HttpContext http, Exception? fault)
    {
        if (http.Features.Get<GuardedBody>() is not { IsAnswered: false } body)
        {
            return null;
        }

        return body.Stream.Fault ?? (fault is BadHttpRequestException { StatusCode: 413 }
            ? new AwsError("EntityTooLarge", 413, "Your proposed upload exceeds the maximum allowed size") : null);
    }

    private async Task Refuse(HttpContext http, AwsError fault)
    {
        var body = http.Features.GetRequiredFeature<GuardedBody>();
        body.IsAnswered = true;
        measures.CountBody();
        if (http.Response.HasStarted)
        {
            // Nobody may take what was sent for an answer to this body.
            http.Abort();
            return;
        }

        http.Response.Clear();
        if (HttpProtocol.IsHttp11(http.Request.Protocol) || HttpProtocol.IsHttp10(http.Request.Protocol))
        {
            http.Response.Headers.Connection = "close";
        }

        await RefusalAnswer.Write(http, body.Options, fault, null);
    }

    private Endpoint Wrap(Endpoint endpoint)
    {
        var inner = endpoint.RequestDelegate!;
        RequestDelegate outer = http => Invoke(http, inner);
        return endpoint is RouteEndpoint route
            ? new RouteEndpoint(outer, route.RoutePattern, route.Order, route.Metadata, route.DisplayName)
            : new Endpoint(outer, endpoint.Metadata, endpoint.DisplayName);
    }

    private sealed class GuardedBody(VerifiedStream stream, DaypassOptions options)
    {
        public VerifiedStream Stream { get; } = stream;

        public DaypassOptions Options { get; } = options;

        public bool IsAnswered { get; set; }
    }
}
