using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Tests;

/// <summary>Short ways to say a policy set and a question.</summary>
internal static class Ask
{
    public const string Account = "111111111111";

    public static CompiledPolicy Compile(string json, PolicyKind kind = PolicyKind.Identity, IReadOnlyDictionary<string, string>? ids = null)
    {
        Assert.True(CompiledPolicy.TryCompile(json, kind, ids, out var policy, out var fault), fault?.ToString());
        return policy;
    }

    public static NamedPolicy Named(string json, PolicyKind kind = PolicyKind.Identity, IReadOnlyDictionary<string, string>? ids = null) =>
        new("inline", Compile(json, kind, ids));

    public static string Document(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";

    public static string Allow(string action, string resource = "*", string? condition = null) => Document(Statement("Allow", action, resource, condition));

    public static string Deny(string action, string resource = "*", string? condition = null) => Document(Statement("Deny", action, resource, condition));

    public static string Trust(string principal, string action = "sts:AssumeRole", string effect = "Allow") =>
        Document($$"""{"Effect":"{{effect}}","Principal":{{principal}},"Action":"{{action}}"}""");

    public static string Statement(string effect, string action, string resource, string? condition = null) =>
        $$"""{"Effect":"{{effect}}","Action":"{{action}}","Resource":"{{resource}}"{{(condition is null ? "" : ",\"Condition\":" + condition)}}}""";

    public static AuthorizationRequest Request(Principal principal, string action, string resource = "*", string? account = null) =>
        new() { Principal = principal, Action = action, Resource = resource, ResourceAccount = account };
}
