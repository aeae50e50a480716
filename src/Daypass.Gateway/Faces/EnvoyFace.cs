using System.Diagnostics;
using System.Text;
using Daypass.Core.Requests;
using Daypass.Gateway.Deciding;
using Daypass.Gateway.Envoy;
using Daypass.Gateway.Options;
using Daypass.Gateway.Telemetry;
using Grpc.Core;

namespace Daypass.Gateway.Faces;

/// <summary>Answers Envoy, which asks by gRPC (ext_authz). Denials are answers: an error of gRPC would be the failure of whom it asks.</summary>
internal sealed class EnvoyFace(GatewayOptions options, CurrentRoutes routes, RequestGate gate, VerdictLog log, GateMeasures measures)
    : Authorization.AuthorizationBase
{
    private const int Unauthenticated = 16;
    private const int PermissionDenied = 7;
    private const int Unavailable = 14;

    /// <inheritdoc/>
    public override async Task<CheckResponse> Check(CheckRequest request, ServerCallContext context)
    {
        var peer = context.GetHttpContext().Connection.RemoteIpAddress is { } address ? SourceAddress.Canonicalize(address) : null;
        if (peer is null || !options.Trusts(peer))
        {
            measures.CountMisasked();
            log.TellMisasked(peer?.ToString() ?? "nobody", "it is neither on this machine nor a --trusted-proxy");
            throw new RpcException(new Status(StatusCode.PermissionDenied, "Only proxies that are trusted may ask."));
        }

        if (EnvoyRequest.Read(request, out var fault) is not { } original)
        {
            measures.CountMisasked();
            log.TellMisasked(peer.ToString(), fault!);
            return new CheckResponse
            {
                Status = new RpcStatus { Code = PermissionDenied },
                DeniedResponse = new DeniedHttpResponse { Status = new HttpStatus { Code = 403 }, Headers = { Set(IdentityHeaders.Reason,
                    "MisconfiguredProxy") } },
            };
        }

        var began = Stopwatch.GetTimestamp();
        var verdict = await gate.Decide(routes.Now, original, context.CancellationToken);
        measures.Count("envoy-grpc", verdict, Stopwatch.GetElapsedTime(began).TotalSeconds);
        var id = Guid.NewGuid().ToString();
        log.Tell(original, verdict, id);
        return verdict.Error is null ? Allowed(verdict) : Denied(GateAnswer.Of(verdict, id, hasFewStatuses: false), original.Signed.Method == "HEAD");
    }

    private static CheckResponse Allowed(Verdict verdict)
    {
        var allowed = new OkHttpResponse();
        foreach (var (name, value) in IdentityHeaders.Of(verdict))
        {
            allowed.Headers.Add(Set(name, value));
        }

        return new CheckResponse { Status = new RpcStatus(), OkResponse = allowed };
    }

    private static CheckResponse Denied(GateAnswer answer, bool isHead)
    {
        var denied = new DeniedHttpResponse { Status = new HttpStatus { Code = answer.Status }, Body = isHead ? ""
            : Encoding.UTF8.GetString(answer.Text.Body.Span) };
        foreach (var (name, value) in answer.Text.Headers)
        {
            denied.Headers.Add(Set(name, value));
        }

        denied.Headers.Add(Set("Content-Type", answer.Text.ContentType));
        return new CheckResponse
        {
            Status = new RpcStatus { Code = answer.Status switch { 401 => Unauthenticated, >= 500 => Unavailable, _ => PermissionDenied } },
            DeniedResponse = denied,
        };
    }

    /// <summary>In the place of what the client sent under the name; said expressly, because the default is another in other messages.</summary>
    private static HeaderValueOption Set(string name, string value) =>
        new() { Header = new HeaderValue { Key = name.ToLowerInvariant(), Value = value }, Append = false };
}
