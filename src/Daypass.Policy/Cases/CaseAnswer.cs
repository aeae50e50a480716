using System.Text.Encodings.Web;
using System.Text.Json;
using Daypass.Policy.Decisions;

namespace Daypass.Policy.Cases;

/// <summary>Writes the decision line of a case.</summary>
internal static class CaseAnswer
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteError(Utf8JsonWriter json, string? id, string error)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("error", error);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string? id, in Decision decision, DecisionTrace trace, IReadOnlyList<string> refused)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("decision", ToText(decision.Outcome));
        json.WriteStartArray("deniedBy");
        foreach (var layer in trace.DeniedBy)
        {
            json.WriteStringValue(ToProperty(layer));
        }

        if (decision.Outcome == Outcome.ImplicitDeny && trace.NothingGrants)
        {
            json.WriteStringValue("noAllow");
        }

        json.WriteEndArray();
        json.WriteStartArray("matched");
        foreach (var matched in trace.Matched)
        {
            Write(json, matched);
        }

        json.WriteEndArray();
        if (refused.Count > 0)
        {
            json.WriteStartArray("refused");
            foreach (var reason in refused)
            {
                json.WriteStringValue(reason);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, in TracedStatement matched)
    {
        json.WriteStartObject();
        json.WriteString("layer", ToLayerName(matched.Layer));
        if (matched.LevelIndex >= 0)
        {
            json.WriteNumber("level", matched.LevelIndex);
        }

        json.WriteNumber("policy", matched.DocumentIndex);
        json.WriteNumber("statement", matched.StatementIndex);
        if (matched.Statement.Sid is { } sid)
        {
            json.WriteString("sid", sid);
        }

        json.WriteEndObject();
    }

    private static string ToText(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => "allowed",
        Outcome.ExplicitDeny => "explicitDeny",
        _ => "implicitDeny",
    };

    private static string ToProperty(DecisionLayer layer) => layer switch
    {
        DecisionLayer.Boundary => "permissionsBoundaries",
        DecisionLayer.Resource or DecisionLayer.Trust => "resourcePolicy",
        _ => ToLayerName(layer)[..^1] + "ies",
    };

    private static string ToLayerName(DecisionLayer layer) => layer switch
    {
        DecisionLayer.Identity => "identityPolicy",
        DecisionLayer.Boundary => "permissionsBoundary",
        DecisionLayer.Session => "sessionPolicy",
        DecisionLayer.Scope => "scopePolicy",
        DecisionLayer.ServiceControl => "serviceControlPolicy",
        DecisionLayer.ResourceControl => "resourceControlPolicy",
        DecisionLayer.Endpoint => "endpointPolicy",
        _ => "resourcePolicy",
    };
}
