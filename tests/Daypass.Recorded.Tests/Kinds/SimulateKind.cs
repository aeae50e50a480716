using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Daypass.Recorded.Tests.Kinds;

/// <summary>A simulation, or the condition keys of policies: the whole answer is compared, in no order of its lists but that of the actions.</summary>
internal sealed class SimulateKind : IRecordedKind
{
    public async Task<RecordedAnswer> Run(RecordedVector vector, RecordedWorld world)
    {
        var script = await CallScript.Start(world);
        await script.Prepare(vector.Element);
        var answer = await script.Ask(vector.Element);
        var code = RecordedVector.Text(vector.Element, "code") ?? "Success";
        if (code != answer.Code)
        {
            return RecordedAnswer.Compare(code, answer.Code) with { Difference = $"AWS: {code}, we: {answer.Code}: {answer.Message}" };
        }

        if (vector.Element.TryGetProperty("status", out var status) && status.GetInt32() != answer.Status)
        {
            return RecordedAnswer.Another($"AWS: status {status.GetInt32()}, we: {answer.Status}");
        }

        var (aws, ours) = code == "Success"
            ? (Recorded(vector.Element, script.Kept), Answered(answer.Result))
            : (script.Kept.Fill(RecordedVector.Text(vector.Element, "message") ?? ""),
                vector.Element.TryGetProperty("message", out _) ? answer.Message ?? "" : "");
        return aws == ours ? RecordedAnswer.Agrees : new($"AWS:\n{aws}we:\n{ours}", IsOpen(aws, ours));
    }

    // Line by line: where AWS denies, and we allow.
    private static bool IsOpen(string aws, string ours)
    {
        var denied = aws.Split('\n').Where(static line => line.Contains("Deny", StringComparison.Ordinal)).Select(Subject).ToHashSet(StringComparer.Ordinal);
        return ours.Split('\n').Any(line => line.Contains(" allowed", StringComparison.Ordinal) && denied.Contains(Subject(line)));
    }

    private static string Subject(string line) => string.Join(' ', line.TrimStart().Split(' ').Take(2));

    private static string Recorded(JsonElement vector, KeptTexts kept)
    {
        if (vector.TryGetProperty("keys", out var keys))
        {
            return Line("keys", keys.EnumerateArray().Select(static key => key.GetString()!));
        }

        var text = new StringBuilder();
        foreach (var result in vector.GetProperty("results").EnumerateArray())
        {
            text.Append($"{Text(result, "action")} {Text(result, "name")} {Text(result, "decision")}");
            Append(text, result);
            text.Append(Flag("org", result));
            foreach (var one in result.TryGetProperty("on", out var resources) ? resources.EnumerateArray() : default)
            {
                text.Append($"\n  on {Text(one, "resource")} {Text(one, "decision")}");
                Append(text, one);
            }

            text.Append('\n');
        }

        return kept.Fill(text.Append($"truncated: {vector.GetProperty("truncated").GetRawText()}\n").ToString());
    }

    private static void Append(StringBuilder text, JsonElement result) => text
        .Append(Line(" matched", List(result, "matched"))).Append(Line(" missing", List(result, "missing"))).Append(Flag("boundary", result))
        .Append(result.TryGetProperty("details", out var details)
            ? Line(" details", details.EnumerateObject().Select(static detail => $"{detail.Name} {detail.Value.GetString()}"), always: true)
            : "");

    private static string Answered(XElement result)
    {
        if (Child(result, "ContextKeyNames") is { } keys)
        {
            return Line("keys", keys.Elements().Select(static key => key.Value));
        }

        var text = new StringBuilder();
        foreach (var one in Members(result, "EvaluationResults"))
        {
            text.Append($"{Value(one, "EvalActionName")} {Value(one, "EvalResourceName")} {Value(one, "EvalDecision")}");
            Append(text, one);
            text.Append(Flag("org", Child(one, "OrganizationsDecisionDetail")));
            foreach (var resource in Members(one, "ResourceSpecificResults"))
            {
                text.Append($"\n  on {Value(resource, "EvalResourceName")} {Value(resource, "EvalResourceDecision")}");
                Append(text, resource);
            }

            text.Append('\n');
        }

        return text.Append($"truncated: {Value(result, "IsTruncated")}\n").ToString();
    }

    private static void Append(StringBuilder text, XElement result) => text
        .Append(Line(" matched", Members(result, "MatchedStatements").Select(Matched)))
        .Append(Line(" missing", Members(result, "MissingContextValues").Select(static key => key.Value)))
        .Append(Flag("boundary", Child(result, "PermissionsBoundaryDecisionDetail")))
        .Append(Child(result, "EvalDecisionDetails") is { } details
            ? Line(" details", details.Elements().Select(static detail => $"{Value(detail, "key")} {Value(detail, "value")}"), always: true)
            : "");

    private static string Matched(XElement statement)
    {
        var type = Value(statement, "SourcePolicyType");
        return $"{Value(statement, "SourcePolicyId")}@{Place(statement, "StartPosition")}-{Place(statement, "EndPosition")}"
            + (type == "IAM Policy" ? "" : " " + type);
    }

    private static string Place(XElement statement, string name) => $"{Value(Child(statement, name), "Line")}:{Value(Child(statement, name), "Column")}";

    private static string Line(string name, IEnumerable<string> texts, bool always = false)
    {
        var sorted = texts.Order(StringComparer.Ordinal).ToList();
        return sorted.Count == 0 && !always ? "" : $"{name} [{string.Join(", ", sorted)}]";
    }

    private static string Flag(string name, JsonElement result) =>
        result.TryGetProperty(name, out var flag) ? $" {name} {flag.GetRawText()}" : "";

    private static string Flag(string name, XElement? detail) => detail is null ? "" : $" {name} {detail.Elements().Single().Value}";

    private static string Text(JsonElement result, string name) => RecordedVector.Text(result, name) ?? "";

    private static IEnumerable<string> List(JsonElement result, string name) =>
        result.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(static text => text.GetString()!) : [];

    private static XElement? Child(XElement? element, string name) => element?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    private static string Value(XElement? element, string name) => Child(element, name)?.Value ?? "";

    private static IEnumerable<XElement> Members(XElement element, string name) => Child(element, name)?.Elements() ?? [];
}
