using System.Diagnostics.CodeAnalysis;
using Daypass.Protocol.Signing;
using Daypass.S3.Errors;
using Daypass.S3.Operations;

namespace Daypass.S3.Requests;

/// <summary>Understands requests to S3, or refuses them in S3's words. What is not known here is refused, never passed over. Safe for any number of
/// threads.</summary>
/// <param name="domains">The domains of virtual hosts.</param>
public sealed class S3RequestReader(ServedDomains domains)
{
    /// <summary>Longer than a key of 1,024 bytes, all of them escaped, with a token and tags in its query.</summary>
    private const int LongestTarget = 32 * 1024;

    private static readonly string[] AuthParameters =
    [
        "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature", "X-Amz-Security-Token",
        "X-Amz-Content-Sha256",
    ];

    /// <summary>Understands a request.</summary>
    /// <param name="head">Method, raw target and headers, exactly as they are verified.</param>
    /// <param name="request">The request.</param>
    /// <param name="refusal">Why it is none.</param>
    public bool TryRead(in SignedRequest head, [NotNullWhen(true)] out S3Request? request, [NotNullWhen(false)] out S3Error? refusal)
    {
        request = null;
        refusal = Read(head, out request);
        return refusal is null && request is not null;
    }

    /// <summary>A request that did not arrive as one: what a form asks for.</summary>
    internal static S3Request? Create(S3Operation operation, in RequestAddress address, Dictionary<string, string> headers, out S3Error? refusal)
    {
        refusal = Complete(operation, RequestForm.Post, address, [], headers, out var request);
        return request;
    }

    private S3Error? Read(in SignedRequest head, out S3Request? request)
    {
        request = null;
        if (head.Method is not ("GET" or "HEAD" or "PUT" or "POST" or "DELETE" or "OPTIONS"))
        {
            return S3Errors.MethodNotAllowed(head.Method.Length > 16 ? head.Method[..16] : head.Method);
        }

        if (head.RawTarget.Length > LongestTarget || !RequestTarget.TryParse(head.RawTarget, out var target))
        {
            return S3Errors.InvalidUri;
        }

        if (RequestHeaders.Read(head.Headers.Span, out var headers, out var host) is { } strange)
        {
            return strange;
        }

        if (!target.Authority.IsEmpty && !target.Authority.Equals(host, StringComparison.OrdinalIgnoreCase))
        {
            return S3Errors.InvalidUri;
        }

        var malformed = RequestAddress.Read(target.Path, domains.BucketOf(host!), out var address);
        malformed = RequestQuery.Read(target.Query, out var pairs) ?? malformed;
        if (malformed is not null)
        {
            return malformed;
        }

        if (head.Method == "OPTIONS")
        {
            request = new S3Request(S3Operations.Preflight, RequestForm.Anonymous, address, [], headers);
            return null;
        }

        var parameters = new List<KeyValuePair<string, string>>(pairs.Count);
        if ((FormOf(head, headers, pairs, out var form) ?? TakeQuery(form, pairs, headers, parameters)) is { } fault)
        {
            return fault;
        }

        return Recognition.Find(head.Method, address.Level, parameters, headers, out var operation)
            ?? Complete(operation!, form, address, parameters, headers, out request);
    }

    private static S3Error? Complete(
        S3Operation operation, RequestForm form, in RequestAddress address, List<KeyValuePair<string, string>> parameters, Dictionary<string, string> headers,
        out S3Request? request)
    {
        request = null;
        CopySource? source = null;
        if (headers.TryGetValue(HeaderNames.CopySource, out var said))
        {
            source = CopySource.Read(said);
            if (source is null)
            {
                return S3Errors.InvalidArgument("Invalid copy source object key", HeaderNames.CopySource);
            }
        }

        if (RequestScope.Check(operation, form, parameters, headers) is { } fault)
        {
            return fault;
        }

        request = new S3Request(operation, operation.Body == BodyKind.Form ? RequestForm.Post : form, address, parameters, headers) { Source = source };
        if (ArgumentRules.Check(request) is { } wrong)
        {
            request = null;
            return wrong;
        }

        return null;
    }

    private static S3Error? FormOf(
        in SignedRequest head, Dictionary<string, string> headers, List<KeyValuePair<string, string>> pairs, out RequestForm form)
    {
        form = UnauthenticatedRequest.Is(head) ? RequestForm.Anonymous : headers.ContainsKey("authorization") ? RequestForm.Header : RequestForm.Query;
        if (form == RequestForm.Anonymous)
        {
            return null;
        }

        var (old, amz) = (0, false);
        foreach (var (name, _) in pairs)
        {
            old += name is "AWSAccessKeyId" or "Signature" ? 2 : name is "Expires" ? 1 : 0;
            amz |= Array.Exists(AuthParameters, each => each.Equals(name, StringComparison.OrdinalIgnoreCase));
        }

        return form == RequestForm.Header ? amz || old >= 2 ? S3Errors.BothMechanisms : null
            : old >= 2 ? amz ? S3Errors.BothMechanisms : old == 5 ? S3Errors.OldMechanism : S3Errors.OldQueryIncomplete
            : null;
    }

    /// <summary>Parts the query into what authenticates, what stands for headers in a presigned request, and the rest.</summary>
    private static S3Error? TakeQuery(
        RequestForm form, List<KeyValuePair<string, string>> pairs, Dictionary<string, string> headers, List<KeyValuePair<string, string>> parameters)
    {
        foreach (var pair in pairs)
        {
            var (name, value) = pair;
            if (name == "x-id")
            {
                continue;
            }

            if (!name.StartsWith(HeaderNames.AmzPrefix, StringComparison.OrdinalIgnoreCase))
            {
                parameters.Add(pair);
                continue;
            }

            if (form != RequestForm.Query)
            {
                return S3Errors.NotImplemented(name);
            }

            if (Array.Exists(AuthParameters, each => each.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                if (Array.IndexOf(AuthParameters, name) < 0)
                {
                    return S3Errors.InvalidArgument("The name of the parameter is not spelled as it is.", name);
                }

                continue;
            }

            if (name.AsSpan().ContainsAnyExceptInRange(' ', '~') || value.AsSpan().ContainsAnyExceptInRange(' ', '~')
                || !headers.TryAdd(name.ToLowerInvariant(), value))
            {
                return S3Errors.InvalidArgument("The parameter cannot stand for a header.", name);
            }
        }

        return null;
    }
}
