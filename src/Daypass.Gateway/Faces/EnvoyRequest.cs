using System.Security.Cryptography;
using System.Text;
using Daypass.Core.Requests;
using Daypass.Gateway.Envoy;
using Daypass.Gateway.Requests;
using Daypass.Protocol.Signing;

namespace Daypass.Gateway.Faces;

/// <summary>Reads the request that Envoy asks about by gRPC.</summary>
internal static class EnvoyRequest
{
    private const string PartialBody = "x-envoy-auth-partial-body";

    private static readonly byte[] HashOfNothing = SHA256.HashData([]);

    /// <summary>The request; null with what is wrong with Envoy's words.</summary>
    public static OriginalRequest? Read(CheckRequest asked, out string? fault)
    {
        fault = null;
        if (asked.Attributes?.Request?.Http is not { } http || http.Method.Length == 0 || http.Path.Length == 0 || http.Host.Length == 0)
        {
            fault = "it does not say method, path and host";
            return null;
        }

        if (SourceAddress.Read(asked.Attributes.Source?.Address?.SocketAddress?.Address) is not { } address)
        {
            fault = "it does not say who the client is (source)";
            return null;
        }

        var headers = Headers(http);
        var request = new OriginalRequest(new SignedRequest(http.Method, http.Path, headers), http.Host)
        {
            SourceIp = address,
            IsSecure = http.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase),
        };
        return request with { Body = ReadBody(http, request) };
    }

    private static ToldBody ReadBody(AttributeContext.Types.HttpRequest http, OriginalRequest request)
    {
        if (http.RawBody.Length == 0 && http.Body.Length == 0)
        {
            var length = request.FindHeader("content-length");
            var isThere = http.Size > 0 || (length is not null && length != "0") || request.FindHeader("transfer-encoding") is not null;
            var isNone = !isThere && (length is not null || http.Method is "GET" or "HEAD" or "DELETE" or "OPTIONS");
            return new ToldBody(isThere, isNone ? HashOfNothing : null);
        }

        // A part of a body has a hash that says nothing about the rest.
        return request.FindHeader(PartialBody) is { } partial && !partial.Equals("false", StringComparison.OrdinalIgnoreCase) ? new ToldBody(true, null)
            : new ToldBody(true, SHA256.HashData(http.RawBody.Length > 0 ? http.RawBody.Span : Encoding.UTF8.GetBytes(http.Body)));
    }

    private static HeaderField[] Headers(AttributeContext.Types.HttpRequest http)
    {
        var headers = new List<HeaderField> { new("Host", http.Host) };
        if (http.HeaderMap is { Headers.Count: > 0 } map)
        {
            foreach (var header in map.Headers)
            {
                Add(headers, header.Key, header.RawValue.Length > 0 ? header.RawValue.ToStringUtf8() : header.Value);
            }
        }
        else
        {
            foreach (var (name, value) in http.Headers)
            {
                Add(headers, name, value);
            }
        }

        return [.. headers];
    }

    private static void Add(List<HeaderField> headers, string name, string value)
    {
        if (name.Length > 0 && name[0] != ':' && !name.Equals("host", StringComparison.OrdinalIgnoreCase))
        {
            headers.Add(new HeaderField(name, value));
        }
    }
}
