using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Daypass.Core.Entities;

namespace Daypass.Core.Delegation;

/// <summary>Writes and signs a notice to a partner (docs/delegation.md).</summary>
internal static class NoticeDocument
{
    /// <summary>The notice in JSON.</summary>
    /// <param name="request">What it is about.</param>
    /// <param name="notice">What it tells.</param>
    /// <param name="token">The trade-in token, for the notice that brings it.</param>
    public static ReadOnlyMemory<byte> Write(DelegationRequest request, DelegationNotice notice, string? token)
    {
        var body = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("Type", token is null ? "StateChange" : "ExchangeToken");
        json.WriteString("NoticeId", notice.Id);
        json.WriteString("RequestId", request.Id);
        json.WriteString("RequestorWorkflowId", request.WorkflowId);
        json.WriteString("State", DelegationSteps.Name(notice.State));
        json.WriteString("OwnerAccountId", request.OwnerAccount);
        json.WriteString("UpdatedAt", Iso(notice.At));
        if (token is not null)
        {
            json.WriteString("ExchangeToken", token);
            json.WriteString("ExpiresAt", Iso(request.ReleasedAt!.Value.AddSeconds(request.SessionSeconds)));
        }

        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    /// <summary><c>t=SECONDS,v1=HEX</c>: the HMAC-SHA-256 of the seconds, a full stop and the body. A receiver refuses old seconds, so that a recorded notice
    /// cannot be played again.</summary>
    public static string Sign(byte[] secret, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        mac.AppendData(System.Text.Encoding.ASCII.GetBytes(seconds + "."));
        mac.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(mac.GetHashAndReset())}";
    }

    private static string Iso(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
