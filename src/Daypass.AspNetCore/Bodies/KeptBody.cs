using System.Security.Cryptography;
using Daypass.AspNetCore.Options;
using Daypass.Protocol.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Daypass.AspNetCore.Bodies;

/// <summary>A body that has to be read to its end before the signature can be verified, because the request does not say its hash.</summary>
internal static class KeptBody
{
    private static readonly AwsError TooLong = new(
        "RequestEntityTooLarge", 413, "The body is too long to be verified as a whole; send its hash in x-amz-content-sha256.");

    private static readonly AwsError TooMany = CommonErrors.ServiceUnavailable() with { Reason = "MostKeptBytes are in memory already" };

    /// <summary>True when no body follows the head of the request.</summary>
    public static bool IsAbsent(HttpContext http) => http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };

    /// <summary>Reads the body, puts it back for the handler, and gives its hash; or why it is refused.</summary>
    public static async ValueTask<Result<byte[]>> Read(HttpContext http, KeptBytes kept, DaypassOptions options)
    {
        if (IsAbsent(http))
        {
            return SHA256.HashData([]);
        }

        if (http.Request.ContentLength > options.LongestKeptBody)
        {
            return TooLong;
        }

        var room = http.Request.ContentLength ?? options.LongestKeptBody;
        if (!kept.TryTake(room, options.MostKeptBytes))
        {
            return TooMany;
        }

        http.Response.OnCompleted(() =>
        {
            kept.GiveBack(room);
            return Task.CompletedTask;
        });
        var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) is > 0 and var count)
        {
            if (body.Length + count > room)
            {
                return TooLong;
            }

            body.Write(buffer, 0, count);
        }

        body.Position = 0;
        http.Request.Body = body;
        return SHA256.HashData(body.GetBuffer().AsSpan(0, (int)body.Length));
    }
}
