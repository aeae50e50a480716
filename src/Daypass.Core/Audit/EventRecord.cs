using System.Security.Cryptography;
using System.Text.Json;
using Daypass.Core.Identity;
using Daypass.Core.Requests;
using Daypass.Core.Sessions;
using Daypass.Protocol;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Recording;

namespace Daypass.Core.Audit;

/// <summary>One call as a CloudTrail event (AWS CloudTrail User Guide, "CloudTrail record contents"), with what only this server knows under
/// additionalEventData.</summary>
internal readonly record struct EventRecord(OperationContext Context, QueryForm Form, Answer Answer, AuditedOperation? Operation, AuditRecord Buffers)
{
    private const int LongestAgent = 512;
    private const int LongestName = 128;
    private const int LongestArn = 2048;

    /// <summary>The account whose record it is; null when the caller was not authenticated.</summary>
    public string? Recipient { get; init; }

    /// <summary>The role that it is about, or null.</summary>
    public Arn? Role { get; init; }

    /// <summary>The id that the records of one call in two accounts share, or null.</summary>
    public Guid? Shared { get; init; }

    /// <summary>Whether it shows who is behind a session by trusted identity propagation.</summary>
    public bool ShowsOrigin { get; init; }

    /// <summary>Writes the members of the event.</summary>
    public static void Write(Utf8JsonWriter json, EventRecord record)
    {
        var (context, answer, audited) = (record.Context, record.Answer, record.Operation);
        json.WriteString("eventVersion"u8, "1.11"u8);
        json.WriteStartObject("userIdentity"u8);
        UserIdentity.Write(json, context, record.ShowsOrigin);
        json.WriteEndObject();
        json.WriteString("eventTime"u8, WholeSeconds(context.Now));
        json.WriteString("eventSource"u8, audited?.EventSource ?? "sts.amazonaws.com");
        json.WriteString("eventName"u8, audited?.Description.Name ?? record.AskedFor());
        json.WriteString("awsRegion"u8, context.Region.Length > 0 ? context.Region : "us-east-1");
        json.WriteString("sourceIPAddress"u8, context.Source.Address);
        json.WriteString("userAgent"u8, Cut(context.Source.UserAgent, LongestAgent));
        if (answer.Error is { } error)
        {
            json.WriteString("errorCode"u8, error.Code);
            json.WriteString("errorMessage"u8, error.Message);
        }

        record.Parameters(json);
        if (answer.Error is null && record.Buffers.Elements is { Length: > 2 } elements)
        {
            json.WritePropertyName("responseElements"u8);
            json.WriteRawValue(elements, skipInputValidation: true);
        }
        else
        {
            json.WriteNull("responseElements"u8);
        }

        record.Additional(json);
        json.WriteString("requestID"u8, context.RequestId);
        json.WriteString("eventID"u8, RandomSupply.NewUuid());
        json.WriteBoolean("readOnly"u8, audited?.IsReadOnly ?? true);
        record.Resources(json);
        json.WriteString("eventType"u8, "AwsApiCall"u8);
        json.WriteBoolean("managementEvent"u8, true);
        if (record.Recipient is { } recipient)
        {
            json.WriteString("recipientAccountId"u8, recipient);
        }

        if (record.Shared is { } shared)
        {
            json.WriteString("sharedEventID"u8, shared);
        }

        json.WriteString("eventCategory"u8, "Management"u8);
    }

    /// <summary>The role that a call is about, or null.</summary>
    public static Arn? RoleOf(AuditedOperation? operation, QueryForm form) =>
        operation is { TargetsRole: true } && form.TryGet("RoleArn"u8, out var text) && text.Length <= LongestArn
            && Arn.TryParse(System.Text.Encoding.UTF8.GetString(text), out var role)
            ? role
            : null;

    // Without a fraction the writer's own form of an instant is CloudTrail's, 2026-09-01T12:00:00Z.
    private static DateTime WholeSeconds(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);

    private static string? Cut(string? text, int longest) => text is { } whole && whole.Length > longest ? whole[..longest] : text;

    private string AskedFor() => Cut(System.Text.Encoding.UTF8.GetString(Form.Action), LongestName)!;

    private void Parameters(Utf8JsonWriter json)
    {
        if (Operation is not { Description: { Input.Count: > 0 } operation })
        {
            json.WriteNull("requestParameters"u8);
            return;
        }

        var isKnown = Context.Caller.Account.Length > 0;
        json.WriteStartObject("requestParameters"u8);
        RequestParameters.Write(json, Form, operation, isKnown ? RecordLimits.Known : RecordLimits.Unknown);
        if (Context.Identity is SamlIdentity assertion)
        {
            json.WriteString("sAMLAssertionID"u8, assertion.AssertionId);
            json.WriteString("roleSessionName"u8, assertion.RoleSessionName);
        }

        if (Context.Identity is { } identity)
        {
            Vouched(json, identity.SessionTags, identity.SourceIdentity);
        }

        json.WriteEndObject();
    }

    private static void Vouched(Utf8JsonWriter json, IReadOnlyList<SessionTag> tags, string? sourceIdentity)
    {
        if (sourceIdentity is not null)
        {
            json.WriteString("sourceIdentity"u8, sourceIdentity);
        }

        if (tags.Count == 0)
        {
            return;
        }

        json.WriteStartObject("principalTags"u8);
        foreach (var tag in tags)
        {
            json.WriteString(tag.Key, tag.Value);
        }

        json.WriteEndObject();
        json.WriteStartArray("transitiveTagKeys"u8);
        foreach (var tag in tags)
        {
            if (tag.Transitive)
            {
                json.WriteStringValue(tag.Key);
            }
        }

        json.WriteEndArray();
    }

    private void Additional(Utf8JsonWriter json)
    {
        var isToken = (Form.TryGet("WebIdentityToken"u8, out var token) || Form.TryGet("SubjectToken"u8, out token))
            && Operation is { Description.Unsigned: true };
        if (Answer.Error?.Reason is null && Context.ClaimedKeyId is null && Context.SealingKey == 0 && Context.Identity is null && !isToken
            && Context.Judged is null)
        {
            return;
        }

        json.WriteStartObject("additionalEventData"u8);
        json.WriteStartObject("daypass"u8);
        if (Answer.Error?.Reason is { } reason)
        {
            json.WriteString("reason"u8, reason);
        }

        if (Context.ClaimedKeyId is { } claimed && Context.Caller.AccessKeyId is null)
        {
            json.WriteString("claimedAccessKeyId"u8, claimed);
        }

        if (Context.SealingKey > 0)
        {
            json.WriteNumber("sessionTokenKey"u8, Context.SealingKey);
        }

        if (Context.Judged is { } judged)
        {
            json.WriteStartObject("judged"u8);
            json.WriteString("decision"u8, judged.Decision);
            json.WriteString("callerArn"u8, judged.Arn);
            json.WriteString("callerAccount"u8, judged.Account);
            json.WriteString("reason"u8, judged.Reason);
            json.WriteEndObject();
        }

        if (Context.Caller.Session?.Grant.Scope is { } scope)
        {
            json.WriteStartObject("scope"u8);
            json.WriteNumber("policies"u8, scope.Policies.Count);
            json.WriteString("parentAccessKeyId"u8, scope.ParentKeyId);
            if (scope.Description is { } description)
            {
                json.WriteString("description"u8, description);
            }

            json.WriteEndObject();
        }

        if (Context.Identity is WebIdentity identity)
        {
            json.WriteString("signingKeyId"u8, identity.KeyId);
        }

        if (isToken)
        {
            // Without the white space that SDKs send along from a file: whoever looks for a token has it without.
            json.WriteString("tokenSha256"u8, HashOf(token.Trim(" \t\r\n"u8)));
            if (Form.TryGet("ActorToken"u8, out var actor))
            {
                json.WriteString("actorTokenSha256"u8, HashOf(actor.Trim(" \t\r\n"u8)));
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string HashOf(ReadOnlySpan<byte> token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(token, hash);
        return Convert.ToHexStringLower(hash);
    }

    private void Resources(Utf8JsonWriter json)
    {
        if (Role is not { } role)
        {
            return;
        }

        json.WriteStartArray("resources"u8);
        json.WriteStartObject();
        json.WriteString("ARN"u8, role.Text);
        json.WriteString("accountId"u8, role.Account);
        json.WriteString("type"u8, "AWS::IAM::Role"u8);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
