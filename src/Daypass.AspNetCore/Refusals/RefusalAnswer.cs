using Daypass.AspNetCore.Options;
using Daypass.Protocol.Errors;
using Daypass.Verifier.Refusals;
using Microsoft.AspNetCore.Http;

namespace Daypass.AspNetCore.Refusals;

/// <summary>Why a request is refused; the first reason is the one that is answered.</summary>
internal sealed class RefusalAnswer
{
    /// <summary>The reason; null while there is none.</summary>
    public AwsError? Error { get; private set; }

    /// <summary>What the server said about it, for DecodeAuthorizationMessage.</summary>
    public string? EncodedMessage { get; private set; }

    /// <summary>That of a request.</summary>
    public static RefusalAnswer Of(HttpContext http)
    {
        if (http.Features.Get<RefusalAnswer>() is not { } answer)
        {
            http.Features.Set(answer = new RefusalAnswer());
        }

        return answer;
    }

    /// <summary>Notes a reason, unless there is one already.</summary>
    public void Note(AwsError error, string? encodedMessage = null)
    {
        if (Error is null)
        {
            (Error, EncodedMessage) = (error, encodedMessage);
        }
    }

    /// <summary>Answers a refusal in the form of the endpoint.</summary>
    /// <param name="http">The request, of whose answer nothing was sent.</param>
    /// <param name="options">The form of the service.</param>
    /// <param name="error">Why.</param>
    /// <param name="encodedMessage">What the server said about it.</param>
    /// <returns>The id of the request, for the log.</returns>
    public static async Task<string> Write(HttpContext http, DaypassOptions options, AwsError error, string? encodedMessage)
    {
        var format = http.GetEndpoint()?.Metadata.GetMetadata<RefusalFormatAttribute>()?.Format ?? options.Refusals;
        var refusal = new AccessRefusal(error, Guid.NewGuid().ToString()) { EncodedMessage = encodedMessage };
        var text = RefusalWriter.Write(refusal, format);
        var response = http.Response;
        response.StatusCode = text.Status;
        foreach (var (name, value) in text.Headers)
        {
            response.Headers[name] = value;
        }

        if (HttpMethods.IsHead(http.Request.Method))
        {
            return refusal.RequestId;
        }

        response.ContentType = text.ContentType;
        response.ContentLength = text.Body.Length;
        await response.Body.WriteAsync(text.Body, http.RequestAborted);
        return refusal.RequestId;
    }
}
