using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daypass.Core.Directory;
using Daypass.Core.Identity;
using Daypass.Core.Requests;

namespace Daypass.Core.Outbound;

/// <summary>Writes the claims of an outbound web identity token (IAM User Guide, "Understanding token claims").</summary>
internal static class WebIdentityClaims
{
    /// <summary>The claim that holds what is known of the caller beyond the registered claims.</summary>
    public const string Namespace = "https://sts.amazonaws.com/";

    /// <summary>Characters stand for themselves: the payload is measured, and no page shows it.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The subject: the role and not its session, the user, or root.</summary>
    public static string SubjectOf(Caller caller) => caller.Role?.Arn ?? caller.Arn;

    public static ReadOnlyMemory<byte> Write(string issuer, IdentityStatement statement, OperationContext context, DateTimeOffset issuedAt,
        DateTimeOffset expiresAt, string? organizationId, IReadOnlyList<string>? organizationPaths)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(body, Plain);
        json.WriteStartObject();
        if (statement.Audience.Count == 1)
        {
            json.WriteString("aud", statement.Audience[0]);
        }
        else
        {
            json.WriteStartArray("aud");
            foreach (var audience in statement.Audience)
            {
                json.WriteStringValue(audience);
            }

            json.WriteEndArray();
        }

        WriteSubject(json, statement, context.Caller);
        json.WriteStartObject(Namespace);
        WriteCaller(json, context, organizationId, organizationPaths);
        WriteTags(json, "request_tags", statement.Tags);
        json.WriteEndObject();
        json.WriteString("iss", issuer);
        json.WriteNumber("exp", expiresAt.ToUnixTimeSeconds());
        json.WriteNumber("iat", issuedAt.ToUnixTimeSeconds());
        json.WriteString("jti", Guid.NewGuid());
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    private static void WriteSubject(Utf8JsonWriter json, IdentityStatement statement, Caller caller)
    {
        if (!statement.NamesOrigin)
        {
            json.WriteString("sub", SubjectOf(caller));
            return;
        }

        json.WriteString("sub", caller.Session!.Grant.Propagated!.Subject);
        json.WriteString("subject_mode", "OriginIdentity");
        if (statement.Scope is { } scope)
        {
            json.WriteString("scope", scope);
        }

        if (statement.Actor is { } actor)
        {
            WriteActor(json, actor);
        }
    }

    // Their number is bounded where they are read.
    private static void WriteActor(Utf8JsonWriter json, Actor actor)
    {
        json.WriteStartObject("act");
        json.WriteString("sub", actor.Subject);
        if (actor.Issuer is { } issuer)
        {
            json.WriteString("iss", issuer);
        }

        if (actor.Behind is { } behind)
        {
            WriteActor(json, behind);
        }

        json.WriteEndObject();
    }

    private static void WriteCaller(
        Utf8JsonWriter json, OperationContext context, string? organizationId, IReadOnlyList<string>? organizationPaths)
    {
        var caller = context.Caller;
        json.WriteString("aws_account", caller.Account);
        if (context.Region.Length > 0)
        {
            json.WriteString("source_region", context.Region);
        }

        json.WriteString("principal_id", SubjectOf(caller));
        if (organizationId is not null)
        {
            json.WriteString("org_id", organizationId);
        }

        if (organizationPaths is { Count: > 0 })
        {
            json.WriteStartArray("ou_path");
            foreach (var path in organizationPaths)
            {
                json.WriteStringValue(path);
            }

            json.WriteEndArray();
        }

        if (caller.Session is { } session)
        {
            json.WriteString("original_session_exp", session.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            if (session.Grant.FederatedProvider is { } provider)
            {
                json.WriteString("federated_provider", provider);
            }

            if (session.Grant.SourceIdentity is { } sourceIdentity)
            {
                json.WriteString("source_identity", sourceIdentity);
            }
        }

        var tags = new KeyValuePair<string, string>[caller.Tags.Count];
        for (var i = 0; i < tags.Length; i++)
        {
            tags[i] = new(caller.Tags[i].Key, caller.Tags[i].Value);
        }

        WriteTags(json, "principal_tags", tags);
    }

    private static void WriteTags(Utf8JsonWriter json, string name, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        if (tags.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, value) in tags)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
