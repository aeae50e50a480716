using Daypass.S3.Errors;

namespace Daypass.Gateway.S3.Serving;

/// <summary>What became of an operation that the gateway answers itself.</summary>
/// <param name="IsDone">Whether it was one.</param>
/// <param name="Error">What to answer when it was refused.</param>
internal readonly record struct OwnAnswer(bool IsDone, S3Error? Error)
{
    /// <summary>It is another one's to answer.</summary>
    public static OwnAnswer NotOurs => default;

    /// <summary>It was answered.</summary>
    public static OwnAnswer Done => new(true, null);

    /// <summary>It was refused.</summary>
    public static OwnAnswer Refused(S3Error error) => new(true, error);

    /// <summary>Answers with a document.</summary>
    public static async Task<OwnAnswer> Write(S3Exchange exchange, byte[] bytes, int status = StatusCodes.Status200OK, string type = "application/xml")
    {
        var response = exchange.Http.Response;
        response.StatusCode = status;
        if (status != StatusCodes.Status204NoContent)
        {
            response.ContentLength = bytes.Length;
        }

        if (bytes.Length > 0)
        {
            response.ContentType = type;
            exchange.Record.BytesSent = bytes.Length;
            await response.Body.WriteAsync(bytes, exchange.Aborted);
        }

        return Done;
    }
}
