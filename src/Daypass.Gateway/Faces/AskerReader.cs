using System.Globalization;
using System.Security.Cryptography;
using Daypass.Gateway.Options;
using Daypass.Gateway.Requests;
using Daypass.Protocol.Signing;
using Microsoft.AspNetCore.Http.Features;

namespace Daypass.Gateway.Faces;

/// <summary>Reads the request that a proxy asks about out of the one with which it asks.</summary>
internal sealed class AskerReader(GatewayOptions options)
{
    private const string LengthHeader = "X-Original-Length";
    private const string FramingHeader = "X-Original-Transfer-Encoding";
    private const string Addresses = "X-Forwarded-For";
    private const string PartialBody = "x-envoy-auth-partial-body";

    private static readonly byte[] HashOfNothing = SHA256.HashData([]);

    /// <summary>The request; null with what is wrong with the proxy's words.</summary>
    public async ValueTask<(OriginalRequest? Request, string? Fault)> Read(HttpContext http, AskerForm form)
    {
        var asked = http.Request;
        var raw = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var (method, target) = form.HasPathBehind ? (asked.Method, raw[form.Path.Length..]) : (One(asked, form.Method), One(asked, form.Target));
        var host = One(asked, form.Host);
        if (method is null || target is null || string.IsNullOrEmpty(host))
        {
            return (null, $"it does not say exactly one method ({form.Method}), target ({form.Target}) and host ({form.Host})");
        }

        if (asked.Headers[form.Scheme].Count > 1 || asked.Headers[LengthHeader].Count > 1 || asked.Headers[FramingHeader].Count > 1)
        {
            return (null, $"{form.Scheme}, {LengthHeader} or {FramingHeader} is there twice");
        }

        if (ClientHop.Find(string.Join(',', (IEnumerable<string?>)asked.Headers[Addresses]), One(asked, form.Scheme) ?? "", options) is not { } client)
        {
            return (null, $"it does not say who the client is ({Addresses})");
        }

        var (body, fault) = await ReadBody(http, form, method);
        return fault is not null ? (null, fault) : (new OriginalRequest(new SignedRequest(method, target, Headers(asked, form, host)), host)
        {
            SourceIp = client.Address,
            IsSecure = client.IsSecure,
            Body = body,
        }, null);
    }

    private async ValueTask<(ToldBody Body, string? Fault)> ReadBody(HttpContext http, AskerForm form, string method)
    {
        var asked = http.Request;
        var isTold = One(asked, LengthHeader) is { } length && length != "0";
        isTold |= !string.IsNullOrEmpty(One(asked, FramingHeader));
        var nothing = !isTold && (form.HandsOverBodies || form.BodyHash is not null) && method is "GET" or "HEAD" or "DELETE" or "OPTIONS"
            ? HashOfNothing : null;
        if (form.BodyHash is { } name)
        {
            var told = One(asked, name);
            var hash = new byte[SHA256.HashSizeInBytes];
            return told is null || (told.Length == 2 * hash.Length && Convert.FromHexString(told, hash, out _, out _) == System.Buffers.OperationStatus.Done)
                ? (new ToldBody(isTold, told is null ? nothing : hash), null) : (default, $"{name} is no hash");
        }

        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
        {
            return (new ToldBody(isTold, nothing), null);
        }

        if (!form.HandsOverBodies)
        {
            return (default, "it hands over a body, which this kind of proxy cannot do whole");
        }

        if (asked.Headers.TryGetValue(PartialBody, out var partial) && !partial.ToString().Equals("false", StringComparison.OrdinalIgnoreCase))
        {
            return (new ToldBody(true, null), null);
        }

        using var hashing = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[16 * 1024];
        var total = 0L;
        while (await asked.Body.ReadAsync(buffer, http.RequestAborted) is > 0 and var count)
        {
            total += count;
            if (total > options.LongestBody)
            {
                return (new ToldBody(true, null), null);
            }

            hashing.AppendData(buffer, 0, count);
        }

        return (new ToldBody(total > 0, hashing.GetHashAndReset()), null);
    }

    /// <summary>The client's headers: what the proxy added or changed to ask is left out.</summary>
    private static HeaderField[] Headers(HttpRequest asked, AskerForm form, string host)
    {
        var headers = new List<HeaderField>(asked.Headers.Count + 1) { new("Host", host) };
        foreach (var (name, values) in asked.Headers)
        {
            if (name.StartsWith(form.Prefix, StringComparison.OrdinalIgnoreCase) || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase)
                || IsOneOf(name, "Host", Addresses, "Connection", "Transfer-Encoding")
                || (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !form.HandsOverBodies))
            {
                continue;
            }

            foreach (var value in values)
            {
                headers.Add(new HeaderField(name, value ?? ""));
            }
        }

        if (!form.HandsOverBodies && long.TryParse(One(asked, LengthHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            headers.Add(new HeaderField("Content-Length", length.ToString(CultureInfo.InvariantCulture)));
        }

        return [.. headers];
    }

    private static bool IsOneOf(string name, params ReadOnlySpan<string> others)
    {
        foreach (var other in others)
        {
            if (name.Equals(other, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The value of a header that is there exactly once and not empty.</summary>
    private static string? One(HttpRequest request, string name) => request.Headers[name] is { Count: 1 } values && values[0] is { Length: > 0 } value
        ? value : null;
}
