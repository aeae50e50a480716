using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daypass.Policy.Decisions;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;

namespace Daypass.Core.Authorization;

/// <summary>Writes the document that DecodeAuthorizationMessage shows (STS API reference, DecodeAuthorizationMessage), with the layer that denied beside AWS's
/// fields.</summary>
internal static class AuthorizationDocument
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document in UTF-8.</summary>
    /// <param name="decision">What was decided.</param>
    /// <param name="trace">What the engine saw.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="userId">The caller's id.</param>
    /// <param name="budget">After so many bytes condition keys are left out, and the document says so.</param>
    public static ReadOnlyMemory<byte> Write(in Decision decision, DecisionTrace trace, AuthorizationRequest request, string userId, int budget)
    {
        var body = new ArrayBufferWriter<byte>(2048);
        using var json = new Utf8JsonWriter(body, Readable);
        json.WriteStartObject();
        json.WriteBoolean("allowed", decision.IsAllowed);
        json.WriteBoolean("explicitDeny", decision.Outcome is Outcome.ExplicitDeny);
        json.WriteString("layer", decision.Layer.ToString());
        WriteStatements(json, decision, trace);
        WriteFailures(json, trace);
        json.WriteStartObject("context");
        WritePrincipal(json, request.Principal, userId);
        json.WriteString("action", request.Action);
        json.WriteString("resource", request.Resource);
        WriteConditions(json, request.Context, body, budget);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    /// <summary>The Deny statements that matched; none for an implicit denial.</summary>
    private static void WriteStatements(Utf8JsonWriter json, in Decision decision, DecisionTrace trace)
    {
        json.WriteStartObject("matchedStatements");
        json.WriteStartArray("items");
        foreach (var matched in trace.Matched)
        {
            if (decision.Outcome is Outcome.ExplicitDeny && matched.Statement.Effect is Effect.Deny)
            {
                WriteStatement(json, matched);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStatement(Utf8JsonWriter json, in TracedStatement matched)
    {
        var statement = matched.Statement;
        json.WriteStartObject();
        json.WriteString("statementId", statement.Sid ?? "");
        json.WriteString("effect", "DENY");
        json.WriteString("layer", matched.Layer.ToString());
        json.WriteString("policy", matched.Label);
        WriteValues(json, "principals", statement.Principals?.Select(static principal => principal.Value));
        WriteValues(json, "principalGroups", null);
        WriteValues(json, "actions", statement.Actions);
        WriteValues(json, "resources", statement.Resources);
        json.WriteStartObject("conditions");
        json.WriteStartArray("items");
        foreach (var condition in statement.Conditions ?? [])
        {
            json.WriteStartObject();
            json.WriteString("operator", condition.Operator);
            json.WriteString("key", condition.Key);
            WriteValues(json, "values", condition.Values);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Statements that would have matched but for a condition: where to look when something should have been allowed.</summary>
    private static void WriteFailures(Utf8JsonWriter json, DecisionTrace trace)
    {
        json.WriteStartObject("failures");
        json.WriteStartArray("items");
        foreach (var failed in trace.FailedConditions)
        {
            json.WriteStartObject();
            json.WriteString("layer", failed.Statement.Layer.ToString());
            json.WriteString("policy", failed.Statement.Label);
            json.WriteString("statementId", failed.Statement.Statement.Sid ?? "");
            json.WriteString("operator", failed.Condition.Operator);
            json.WriteString("key", failed.Condition.Key);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePrincipal(Utf8JsonWriter json, Principal principal, string userId)
    {
        json.WriteStartObject("principal");
        json.WriteString("id", userId);
        json.WriteString("name", principal.Arn is { } arn ? arn[(arn.LastIndexOfAny(['/', ':']) + 1)..] : "");
        json.WriteString("arn", principal.Arn ?? "");
        json.WriteEndObject();
    }

    private static void WriteConditions(Utf8JsonWriter json, RequestContext context, ArrayBufferWriter<byte> body, int budget)
    {
        json.WriteStartObject("conditions");
        json.WriteStartArray("items");
        var whole = true;
        foreach (var (key, values) in context.Entries())
        {
            if (body.WrittenCount + json.BytesPending > budget)
            {
                whole = false;
                break;
            }

            json.WriteStartObject();
            json.WriteString("key", key);
            WriteValues(json, "values", values);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (!whole)
        {
            json.WriteBoolean("truncated", true);
        }

        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string name, IEnumerable<string>? values)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("items");
        foreach (var value in values ?? [])
        {
            json.WriteStartObject();
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
