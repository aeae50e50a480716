using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Daypass.Iam.Delegation;

/// <summary>Says in plain English what a delegation request asks for: in the texts of its template, and a sentence for each statement of the policy.</summary>
internal static class DelegationSummary
{
    /// <summary>The most that the answer may have.</summary>
    private const int Longest = 10_000;

    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["StringEquals"] = "is",
        ["ArnEquals"] = "is",
        ["NumericEquals"] = "is",
        ["DateEquals"] = "is",
        ["Bool"] = "is",
        ["StringLike"] = "is like",
        ["ArnLike"] = "is like",
        ["StringNotEquals"] = "is not",
        ["ArnNotEquals"] = "is not",
        ["StringNotLike"] = "is not like",
        ["IpAddress"] = "is in",
        ["NotIpAddress"] = "is not in",
    };

    /// <summary>The summary. What the template says is quoted, so that nobody takes it for this server's word.</summary>
    public static string Of(DelegationRequest request)
    {
        var summary = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"{request.RequestorName} (account {request.RequestorAccount}) asks for permissions for {request.SessionSeconds / 60} minutes: ")
            .Append(request.Description);
        if (summary[^1] is not ('.' or '!' or '?'))
        {
            summary.Append('.');
        }

        if (request.TemplateDescription is { Length: > 0 } description)
        {
            summary.Append(CultureInfo.InvariantCulture, $" Its template says: \"{description.Replace('"', '\'')}\"");
        }

        var policy = $" The permissions are exactly these: {request.PermissionPolicy}";
        var statements = Statements(request.PermissionPolicy);
        return summary.Length + statements.Length + policy.Length <= Longest ? $"{summary}{statements}{policy}" : $"{summary}{policy}";
    }

    private static string Statements(string policy)
    {
        var said = new StringBuilder();
        using var document = JsonDocument.Parse(policy);
        foreach (var statement in Each(document.RootElement.GetProperty("Statement")))
        {
            said.Append(statement.TryGetProperty("Sid", out var sid) && sid.GetString() is { Length: > 0 } name ? $" {name}: it " : " It ")
                .Append(statement.GetProperty("Effect").ValueEquals("Deny") ? "may never " : "may ")
                .Append(Named(statement, "Action", "do everything")).Append(" on ").Append(Named(statement, "Resource", "all resources"));
            if (statement.TryGetProperty("Condition", out var condition))
            {
                said.Append(" when ").Append(Conditions(condition));
            }

            said.Append('.');
        }

        return said.ToString();
    }

    private static string Named(JsonElement statement, string element, string all)
    {
        if (statement.TryGetProperty("Not" + element, out var excepted))
        {
            return $"{all} but {Values(excepted)}";
        }

        return statement.TryGetProperty(element, out var named) && Values(named) is not "*" and var values ? values : all;
    }

    private static string Conditions(JsonElement condition)
    {
        var parts = new List<string>();
        foreach (var test in condition.EnumerateObject())
        {
            foreach (var key in test.Value.EnumerateObject())
            {
                var values = Values(key.Value);
                parts.Add(Verbs.TryGetValue(test.Name, out var verb) ? $"{key.Name} {verb} {values}" : $"{key.Name} passes {test.Name} of {values}");
            }
        }

        return string.Join(" and ", parts);
    }

    private static string Values(JsonElement value) => string.Join(", ", Each(value).Select(
        static one => one.ValueKind == JsonValueKind.String ? one.GetString() : one.GetRawText()));

    private static JsonElement[] Each(JsonElement value) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
}
