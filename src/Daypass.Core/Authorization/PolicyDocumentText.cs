using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;

namespace Daypass.Core.Authorization;

/// <summary>Writes the document of a compiled policy again: the same elements and values, without blanks and without an Id.</summary>
internal static class PolicyDocumentText
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(CompiledPolicy policy)
    {
        var body = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(body, Readable))
        {
            json.WriteStartObject();
            if (policy.Version is { } version)
            {
                json.WriteString("Version", version);
            }

            json.WriteStartArray("Statement");
            foreach (var statement in policy.Statements)
            {
                WriteStatement(json, statement);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(body.WrittenSpan);
    }

    private static void WriteStatement(Utf8JsonWriter json, Statement statement)
    {
        json.WriteStartObject();
        if (statement.Sid is { } sid)
        {
            json.WriteString("Sid", sid);
        }

        json.WriteString("Effect", statement.Effect is Effect.Deny ? "Deny" : "Allow");
        if (statement.Principals is { } principals)
        {
            json.WritePropertyName(statement.IsNotPrincipal ? "NotPrincipal" : "Principal");
            WritePrincipals(json, principals);
        }

        WriteValues(json, statement.IsNotAction ? "NotAction" : "Action", statement.Actions);
        WriteValues(json, statement.IsNotResource ? "NotResource" : "Resource", statement.Resources);
        if (statement.Conditions is { Count: > 0 } conditions)
        {
            json.WriteStartObject("Condition");
            foreach (var lines in conditions.GroupBy(static line => line.Operator, StringComparer.Ordinal))
            {
                json.WriteStartObject(lines.Key);
                foreach (var line in lines)
                {
                    WriteValues(json, line.Key, line.Values);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WritePrincipals(Utf8JsonWriter json, IReadOnlyList<PrincipalEntry> principals)
    {
        if (principals.Any(static entry => entry.Type == "*"))
        {
            json.WriteStringValue("*");
            return;
        }

        json.WriteStartObject();
        foreach (var kind in principals.GroupBy(static entry => entry.Type, StringComparer.Ordinal))
        {
            WriteValues(json, kind.Key, [.. kind.Select(static entry => entry.Value)]);
        }

        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string name, IReadOnlyList<string>? values)
    {
        switch (values)
        {
            case null:
                return;
            case [var one]:
                json.WriteString(name, one);
                return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
