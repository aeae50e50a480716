using System.Buffers;
using System.Text.Json;

namespace Daypass.Gateway.S3.Logs;

/// <summary>Writes what was denied and why, a JSON object a line.</summary>
internal static class DenialLine
{
    /// <summary>Writes one.</summary>
    /// <param name="record">The request.</param>
    /// <param name="action">The action that was denied.</param>
    /// <param name="resource">On what.</param>
    /// <param name="message">What the client was told.</param>
    public static byte[] Write(AccessRecord record, string? action, string? resource, string? message)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("time", record.Time.ToUniversalTime());
            json.WriteString("requestId", record.RequestId);
            json.WriteString("requester", record.Requester ?? "anonymous");
            json.WriteString("operation", record.Operation);
            json.WriteString("action", action);
            json.WriteString("resource", resource);
            json.WriteString("bucketAccount", record.BucketAccount);
            json.WriteNumber("status", record.Status);
            json.WriteString("errorCode", record.ErrorCode);
            json.WriteString("message", message);
            json.WriteString("reason", record.Reason);
            json.WriteString("address", record.Address);
            json.WriteString("tlsVersion", record.TlsVersion);
            json.WriteString("userAgent", record.UserAgent);
            json.WriteString("host", record.Host);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
        return output.WrittenSpan.ToArray();
    }
}
