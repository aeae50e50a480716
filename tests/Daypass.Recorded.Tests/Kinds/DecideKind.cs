using System.Globalization;
using System.Text;
using System.Text.Json;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Policy.Validation;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Iam;

namespace Daypass.Recorded.Tests.Kinds;

/// <summary>
/// A role session tags a user, under a session policy with one condition: the recordings' way to ask how a condition reads values. <c>Allow</c> is a
/// policy that allows under the condition alone, or <c>beside</c> another statement that allows; <c>Deny</c> is one that allows, and denies under the
/// condition.
/// </summary>
internal sealed class DecideKind : IRecordedKind
{
    private const string Account = "123456789012";

    private readonly PolicySet _policies = new()
    {
        IdentityPolicies = [Compile("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""", PolicyKind.Identity)],
    };

    public Task<RecordedAnswer> Run(RecordedVector vector, RecordedWorld world)
    {
        var element = vector.Element;
        return Task.FromResult(RecordedAnswer.Compare(RecordedVector.Text(element, "answer")!, Answer(element)));
    }

    private string Answer(JsonElement element)
    {
        var document = Document(element);
        var tags = element.GetProperty("tags").EnumerateObject().Select(static tag => (Key: tag.Name, Value: tag.Value.GetString()!)).ToList();

        // In the order of a server: what STS refuses when the session is made, what IAM refuses to read, what the policies deny.
        if (PolicyValidator.Validate(document, PolicyKind.Session) is { } fault)
        {
            return fault.Code;
        }

        if (Refuse(tags) is { } code)
        {
            return code;
        }

        _policies.SessionPolicies = [Compile(document, PolicyKind.Session)];
        return PolicyEngine.Decide(Request(tags), _policies).IsAllowed ? "Success" : "AccessDenied";
    }

    private static string Document(JsonElement element)
    {
        const string beside = """{"Effect":"Allow","Action":"iam:TagUser","Resource":"*"},""";
        var effect = RecordedVector.Text(element, "effect");
        var alone = effect == "Allow" && !element.TryGetProperty("beside", out _);
        return $$"""
            {"Version":"2012-10-17","Statement":[{{(alone ? "" : beside)}}
            {"Effect":"{{effect}}","Action":"iam:TagUser","Resource":"*","Condition":{{element.GetProperty("condition").GetRawText()}}}]}
            """;
    }

    private static AuthorizationRequest Request(List<(string Key, string Value)> tags)
    {
        var request = new AuthorizationRequest
        {
            Principal = Principal.RoleSession($"arn:aws:sts::{Account}:assumed-role/actor/session", $"arn:aws:iam::{Account}:role/actor"),
            Action = "iam:TagUser",
            Resource = $"arn:aws:iam::{Account}:user/target",
        };
        request.Context.Add("aws:PrincipalAccount", Account);
        request.Context.Add("aws:PrincipalArn", $"arn:aws:iam::{Account}:role/actor");
        request.Context.Add("aws:PrincipalType", "AssumedRole");
        request.Context.Add("aws:userid", "AROAEXAMPLEEXAMPLEEXA:session");
        foreach (var (key, value) in tags)
        {
            request.Context.Add("aws:RequestTag/" + key, value);
            request.Context.Append("aws:TagKeys", key);
        }

        return request;
    }

    private static string? Refuse(List<(string Key, string Value)> tags)
    {
        var text = new StringBuilder("Action=TagUser&Version=2010-05-08&UserName=target");
        foreach (var (index, (key, value)) in tags.Index())
        {
            text.Append(CultureInfo.InvariantCulture,
                $"&Tags.member.{index + 1}.Key={Uri.EscapeDataString(key)}&Tags.member.{index + 1}.Value={Uri.EscapeDataString(value)}");
        }

        using var form = new QueryForm();
        form.Parse([], Encoding.UTF8.GetBytes(text.ToString()));
        return TagUserRequest.Operation.Check(form)?.Code;
    }

    private static NamedPolicy Compile(string document, PolicyKind kind) => CompiledPolicy.TryCompile(document, kind, out var policy, out var fault)
        ? new NamedPolicy("recorded", policy)
        : throw new InvalidOperationException(fault.Message);
}
