using Daypass.S3.Requests;
using Daypass.S3.Text;

namespace Daypass.Gateway.S3.Serving;

/// <summary>The URL of an object at the gateway, as the client addressed it.</summary>
internal static class AnswerLocation
{
    /// <summary>Writes it.</summary>
    public static string Of(HttpRequest http, S3Request request)
    {
        var key = UrlText.Encode(request.Key ?? "", keepsSlashes: true);
        return request.IsVirtualHost ? $"{http.Scheme}://{http.Headers.Host}/{key}" : $"{http.Scheme}://{http.Headers.Host}/{request.Bucket}/{key}";
    }
}
