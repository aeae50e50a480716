using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Daypass.Gateway.S3.Logs;

/// <summary>Writes the lines of the access log.</summary>
internal static class AccessLine
{
    private const int LongestField = 8 * 1024;

    /// <summary>A line in the form of S3's server access log (Amazon S3 User Guide, "Server access log format").</summary>
    public static void WriteS3(AccessRecord record, IBufferWriter<byte> output)
    {
        var line = new StringBuilder(512);
        Plain(line, record.BucketAccount);
        Plain(line, record.Bucket);
        line.Append(record.Time.ToUniversalTime().ToString("'['dd'/'MMM'/'yyyy':'HH':'mm':'ss '+0000'']' ", CultureInfo.InvariantCulture));
        Plain(line, record.Address);
        Plain(line, record.Requester);
        Plain(line, record.RequestId);
        Plain(line, record.Operation);
        Plain(line, record.Key is { } key ? Uri.EscapeDataString(Uri.EscapeDataString(key)) : null);
        Quoted(line, record.RequestLine);
        Number(line, record.Status);
        Plain(line, record.ErrorCode);
        Number(line, record.BytesSent > 0 ? record.BytesSent : null);
        Number(line, record.ObjectSize);
        Number(line, (long)record.Total.TotalMilliseconds);
        Number(line, record.Turnaround is { } turnaround ? (long)turnaround.TotalMilliseconds : null);
        Quoted(line, record.Referer);
        Quoted(line, record.UserAgent);
        Plain(line, record.VersionId);
        Plain(line, record.HostId);
        Plain(line, record.AuthType is null ? null : "SigV4");
        Plain(line, record.Cipher);
        Plain(line, record.AuthType);
        Plain(line, record.Host);
        Plain(line, record.TlsVersion);
        line.Append("- -\n");
        Encoding.UTF8.GetBytes(line.ToString(), output);
    }

    /// <summary>A line that is a JSON object, with what S3's form has no place for.</summary>
    public static void WriteJson(AccessRecord record, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("time", record.Time.ToUniversalTime());
            Member(json, "requestId", record.RequestId);
            Member(json, "operation", record.Operation);
            Member(json, "bucketAccount", record.BucketAccount);
            Member(json, "bucket", record.Bucket);
            Member(json, "key", record.Key);
            Member(json, "versionId", record.VersionId);
            Member(json, "requester", record.Requester);
            Member(json, "authType", record.AuthType);
            Member(json, "address", record.Address);
            Member(json, "host", record.Host);
            Member(json, "request", record.RequestLine);
            json.WriteNumber("status", record.Status);
            Member(json, "errorCode", record.ErrorCode);
            Member(json, "reason", record.Reason);
            json.WriteNumber("bytesSent", record.BytesSent);
            json.WriteNumber("bytesReceived", record.BytesReceived);
            if (record.ObjectSize is { } size)
            {
                json.WriteNumber("objectSize", size);
            }

            json.WriteNumber("totalMs", Math.Round(record.Total.TotalMilliseconds, 3));
            if (record.Turnaround is { } turnaround)
            {
                json.WriteNumber("storeMs", Math.Round(turnaround.TotalMilliseconds, 3));
            }

            Member(json, "store", record.Store);
            Member(json, "storeRequestId", record.StoreRequestId);
            Member(json, "referer", record.Referer);
            Member(json, "userAgent", record.UserAgent);
            Member(json, "tlsVersion", record.TlsVersion);
            Member(json, "cipher", record.Cipher);
            Member(json, "hostId", record.HostId);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void Member(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, Cut(value));
        }
    }

    private static string Cut(string value) => value.Length <= LongestField ? value : value[..LongestField];

    private static void Number(StringBuilder line, long? value)
    {
        if (value is { } number)
        {
            line.Append(CultureInfo.InvariantCulture, $"{number} ");
        }
        else
        {
            line.Append("- ");
        }
    }

    /// <summary>A field that has no blank; what a client chose cannot look like another field or line.</summary>
    private static void Plain(StringBuilder line, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            line.Append("- ");
            return;
        }

        foreach (var one in Cut(value))
        {
            line.Append(one is > ' ' and not ('"' or (>= '\u007F' and < '\u00A0')) ? one : '?');
        }

        line.Append(' ');
    }

    private static void Quoted(StringBuilder line, string? value)
    {
        line.Append('"');
        foreach (var one in Cut(string.IsNullOrEmpty(value) ? "-" : value))
        {
            line.Append(one is >= ' ' and not ('"' or (>= '\u007F' and < '\u00A0')) ? one : '?');
        }

        line.Append("\" ");
    }
}
