using System.Text;
using System.Text.Json;

namespace Daypass.Server.Evidence;

/// <summary>A record as one line for a person: when, who, what, on what, from where, and how it ended.</summary>
internal static class RecordSentence
{
    private const int LongestPart = 400;

    /// <summary>Writes it.</summary>
    public static string Write(JsonElement record)
    {
        var line = new StringBuilder();
        Add(line, Find(record, "eventTime") ?? "-");
        Add(line, Who(record));
        Add(line, Find(record, "eventName") ?? Find(record, "eventType") ?? "-");
        if (Target(record) is { } target)
        {
            Add(line, target);
        }

        if (Find(record, "requestParameters", "roleSessionName") is { } session)
        {
            Add(line, $"session={session}");
        }

        if (Find(record, "sourceIPAddress") is { } address)
        {
            Add(line, $"from {address}");
        }

        if (Find(record, "additionalEventData", "daypass", "host") is { } host)
        {
            Add(line, $"on {host}");
        }

        Add(line, Outcome(record));
        return line.ToString();
    }

    private static string Who(JsonElement record)
    {
        var who = Find(record, "userIdentity", "arn") ?? Find(record, "userIdentity", "principalId") ?? Find(record, "userIdentity", "userName")
            ?? Find(record, "additionalEventData", "daypass", "claimedAccessKeyId") ?? "unknown";
        var type = Find(record, "userIdentity", "type");
        var source = Find(record, "userIdentity", "sessionContext", "sourceIdentity");
        return (type is "Operator" ? $"operator {who}" : who) + (source is null ? "" : $" ({source})");
    }

    private static string? Target(JsonElement record) =>
        Find(record, "requestParameters", "roleArn") ?? Find(record, "requestParameters", "roleName") ?? Find(record, "requestParameters", "userName")
        ?? Find(record, "requestParameters", "groupName") ?? Find(record, "requestParameters", "policyArn") ?? Find(record, "requestParameters", "resource")
        ?? Find(record, "recipientAccountId");

    private static string Outcome(JsonElement record)
    {
        var (code, reason) = (Find(record, "errorCode"), Find(record, "additionalEventData", "daypass", "reason"));
        if (Find(record, "additionalEventData", "daypass", "judged", "decision") is { } decision)
        {
            var caller = Find(record, "additionalEventData", "daypass", "judged", "callerArn") ?? "nobody known";
            var action = Find(record, "requestParameters", "requestedAction");
            var why = Find(record, "additionalEventData", "daypass", "judged", "reason");
            return $"{decision}: {caller} {action}{(why is null ? "" : $" ({why})")}";
        }

        if (code is null)
        {
            var effect = Find(record, "additionalEventData", "daypass", "effect");
            return (Find(record, "additionalEventData", "daypass", "outcome") ?? (record.TryGetProperty("count", out var count) ? $"{count} times" : "ok"))
                + (effect is null ? "" : $": {effect}");
        }

        var message = Find(record, "errorMessage");
        return $"{code}{(message is null ? "" : $": {message}")}{(reason is null || reason == message ? "" : $" ({reason})")}";
    }

    private static string? Find(JsonElement record, params ReadOnlySpan<string> path) => RecordFilter.Find(record, path);

    /// <summary>Names and messages are other people's text: a line break in one of them must not make a line.</summary>
    private static void Add(StringBuilder line, string part)
    {
        if (line.Length > 0)
        {
            line.Append(' ');
        }

        foreach (var character in part.AsSpan(0, Math.Min(part.Length, LongestPart)))
        {
            line.Append(char.IsControl(character) || character is '\u2028' or '\u2029' ? '?' : character);
        }
    }
}
