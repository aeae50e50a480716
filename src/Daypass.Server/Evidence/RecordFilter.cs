using System.IO.Enumeration;
using System.Text.Json;

namespace Daypass.Server.Evidence;

/// <summary>Which records are asked for; what is null is not asked.</summary>
internal sealed record RecordFilter
{
    private static readonly string[] Identities = ["arn", "userName", "accessKeyId", "principalId"];

    /// <summary>Part of who it was: ARN, name, access key, session name, source identity, or somebody whom a service asked about.</summary>
    public string? Who { get; init; }

    /// <summary>The operation, <c>AssumeRole</c> or <c>sts:AssumeRole</c>; <c>*</c> stands for any text.</summary>
    public string? What { get; init; }

    /// <summary>The role that it was about: its ARN or its name.</summary>
    public string? Role { get; init; }

    /// <summary>Whether only what was refused, or what a service was told to refuse.</summary>
    public bool Denied { get; init; }

    /// <summary>Whether only what was not.</summary>
    public bool Succeeded { get; init; }

    /// <summary>The account.</summary>
    public string? Account { get; init; }

    /// <summary>Not earlier.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Earlier.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether a record is asked for.</summary>
    public bool Matches(JsonElement record, DateTimeOffset? at) =>
        (Since is null || at >= Since) && (Until is null || at < Until)
        && (!Denied || IsDenied(record)) && (!Succeeded || !IsDenied(record))
        && (What is null || IsWhat(record)) && (Role is null || IsAboutRole(record)) && (Account is null || IsOfAccount(record))
        && (Who is null || IsBy(record));

    private static bool IsDenied(JsonElement record) =>
        Text(record, "errorCode") is not null || (Find(record, "additionalEventData", "daypass", "judged", "decision") ?? "allowed") != "allowed";

    private bool IsWhat(JsonElement record)
    {
        var colon = What!.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && Text(record, "eventSource")?.StartsWith(What[..colon] + ".", StringComparison.OrdinalIgnoreCase) != true)
        {
            return false;
        }

        return FileSystemName.MatchesSimpleExpression(What.AsSpan(colon + 1), Text(record, "eventName") ?? Text(record, "eventType") ?? "");
    }

    private bool IsAboutRole(JsonElement record)
    {
        if (record.TryGetProperty("resources", out var resources) && resources.ValueKind is JsonValueKind.Array)
        {
            foreach (var resource in resources.EnumerateArray())
            {
                if (IsRole(Text(resource, "ARN")))
                {
                    return true;
                }
            }
        }

        return IsRole(Find(record, "requestParameters", "roleArn")) || Find(record, "requestParameters", "roleName") == Role;
    }

    private bool IsRole(string? arn) =>
        arn is not null && (arn == Role || (arn.EndsWith("/" + Role, StringComparison.Ordinal) && arn.Contains(":role/", StringComparison.Ordinal)));

    private bool IsOfAccount(JsonElement record) =>
        Text(record, "recipientAccountId") == Account || Find(record, "userIdentity", "accountId") == Account
        || Find(record, "additionalEventData", "daypass", "judged", "callerAccount") == Account;

    private bool IsBy(JsonElement record)
    {
        if (record.TryGetProperty("userIdentity", out var identity))
        {
            foreach (var name in Identities)
            {
                if (Has(Text(identity, name)))
                {
                    return true;
                }
            }
        }

        return Has(Find(record, "userIdentity", "sessionContext", "sourceIdentity"))
            || Has(Find(record, "additionalEventData", "daypass", "claimedAccessKeyId"))
            || Has(Find(record, "additionalEventData", "daypass", "sudoUser"))
            || Has(Find(record, "additionalEventData", "daypass", "judged", "callerArn"));
    }

    private bool Has(string? text) => text?.Contains(Who!, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>A text inside of a record, or null.</summary>
    internal static string? Find(JsonElement record, params ReadOnlySpan<string> path)
    {
        foreach (var name in path[..^1])
        {
            if (record.ValueKind is not JsonValueKind.Object || !record.TryGetProperty(name, out record))
            {
                return null;
            }
        }

        return record.ValueKind is JsonValueKind.Object ? Text(record, path[^1]) : null;
    }

    private static string? Text(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
