using System.Collections.Concurrent;
using Daypass.Core.Entities;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;

namespace Daypass.Core.Directory;

/// <summary>Compiles stored documents. They were checked when they were saved, so one that does not compile is damage and not a refusal.</summary>
public static class CompiledDocuments
{
    private const string Nothing = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"none:Nothing","Resource":"arn:none:none:::none"}]}""";

    private const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private const string Denied = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""";

    /// <summary>How many compiled documents are shared; when there are more, sharing begins anew.</summary>
    private const int MostShared = 1024;

    private static readonly ConcurrentDictionary<(PolicyKind Kind, string Document), CompiledPolicy> Shared = new();

    /// <summary>The inline policies of a user, group or role.</summary>
    internal static IReadOnlyList<NamedPolicy> Inline(Grants grants)
    {
        if (grants.Inline.Count == 0)
        {
            return [];
        }

        var compiled = new NamedPolicy[grants.Inline.Count];
        for (var index = 0; index < compiled.Length; index++)
        {
            compiled[index] = new NamedPolicy(grants.Inline[index].Name,
                Compile(grants.Inline[index].Document, PolicyKind.Identity, null, grants.Inline[index].Name));
        }

        return compiled;
    }

    /// <summary>A role's trust policy, whose principals match by the unique ids they had when it was saved.</summary>
    internal static NamedPolicy Trust(TrustPolicy trust, string roleArn) =>
        new(roleArn, Compile(trust.Document, PolicyKind.Trust, trust.PrincipalIds, roleArn));

    /// <summary>The policy of a resource, likewise.</summary>
    public static NamedPolicy Resource(ResourcePolicy policy) =>
        new(policy.ResourceArn, Compile(policy.Document, PolicyKind.Resource, policy.PrincipalIds, policy.ResourceArn));

    /// <summary>A managed policy, which may be attached, bound or passed to a session.</summary>
    public static NamedPolicy Managed(string document, string arn) => new(arn, Compile(document, PolicyKind.Identity, null, arn));

    /// <summary>Stands in for a boundary that is missing: nothing is allowed.</summary>
    public static NamedPolicy NothingAllowed(string label) => new(label, Compile(Nothing, PolicyKind.Identity, null, label));

    /// <summary>Stands in for the policies of root, which has none: everything is allowed.</summary>
    internal static NamedPolicy EverythingAllowed(string label) => new(label, Compile(Everything, PolicyKind.Identity, null, label));

    /// <summary>Stands in for a control policy that is missing: everything is denied.</summary>
    public static NamedPolicy EverythingDenied(string label) => new(label, Compile(Denied, PolicyKind.ServiceControl, null, label));

    /// <summary>A service or resource control policy.</summary>
    public static CompiledPolicy Control(ControlPolicy policy) => Compile(
        policy.Document, policy.Type == ControlPolicy.ServiceType ? PolicyKind.ServiceControl : PolicyKind.ResourceControl, null, policy.Id);

    private static CompiledPolicy Compile(string document, PolicyKind kind, IReadOnlyDictionary<string, string>? principalIds, string label)
    {
        // Ids make a document its entity's own; all others are alike for whoever has the same text, and a million roles share a few trust policies.
        if (principalIds is { Count: > 0 })
        {
            return CompileAnew(document, kind, principalIds, label);
        }

        if (!Shared.TryGetValue((kind, document), out var policy))
        {
            policy = CompileAnew(document, kind, null, label);
            if (Shared.Count >= MostShared)
            {
                Shared.Clear();
            }

            Shared[(kind, document)] = policy;
        }

        return policy;
    }

    private static CompiledPolicy CompileAnew(string document, PolicyKind kind, IReadOnlyDictionary<string, string>? principalIds, string label) =>
        CompiledPolicy.TryCompile(document, kind, principalIds, out var policy, out var fault)
            ? policy!
            : throw new InvalidDataException($"The stored policy {label} does not compile: {fault!.Message}");
}
