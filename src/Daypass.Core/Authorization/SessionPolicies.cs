using Daypass.Core.Directory;
using Daypass.Core.Sessions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;

namespace Daypass.Core.Authorization;

/// <summary>The documents that limit a session: its inline policy, the managed policies it names, its task or delegated policy, its scopes.</summary>
/// <remarks>An inline policy travels in the token, so it is compiled when a token is first seen and kept, bounded, by its text.</remarks>
public sealed class SessionPolicies(EntityDirectory directory)
{
    private static readonly CacheLimits Kept = new(4096, 32L * 1024 * 1024);

    private readonly ReadThroughCache<string, CompiledPolicy> _inline = new(Kept, Compile);

    /// <summary>The session policies, or null when the session has none.</summary>
    public async ValueTask<IReadOnlyList<NamedPolicy>?> Find(Session session, CancellationToken cancelled)
    {
        var grant = session.Grant;
        if (grant.Policy is null && grant.PolicyArns.Count == 0 && grant.TaskPolicyArn is null && grant.DelegatedPolicy is null)
        {
            return null;
        }

        var documents = new List<NamedPolicy>(grant.PolicyArns.Count + 1);
        await AddInline(documents, "the session policy", grant.Policy, cancelled);
        await AddInline(documents, "the delegated policy", grant.DelegatedPolicy, cancelled);
        foreach (var arn in grant.PolicyArns)
        {
            await AddManaged(documents, arn, cancelled);
        }

        if (grant.TaskPolicyArn is { } task)
        {
            await AddManaged(documents, task, cancelled);
        }

        return documents;
    }

    /// <summary>The scope down policies, first one first; null when the session has none.</summary>
    public async ValueTask<IReadOnlyList<NamedPolicy>?> FindScopes(Session session, CancellationToken cancelled)
    {
        if (session.Grant.Scope is not { Policies: { Count: > 0 } policies })
        {
            return null;
        }

        var documents = new List<NamedPolicy>(policies.Count);
        foreach (var policy in policies)
        {
            await AddInline(documents, $"scope down policy {documents.Count + 1}", policy, cancelled);
        }

        return documents;
    }

    private static ValueTask<Loaded<CompiledPolicy>> Compile(string document, CancellationToken cancelled) =>
        CompiledPolicy.TryCompile(document, PolicyKind.Session, null, out var policy, out var fault)
            ? new(new Loaded<CompiledPolicy>(policy, EntityLoader.BytesOf(document.Length)))
            : throw new InvalidDataException($"A session policy this server sealed does not compile: {fault!.Message}");

    private async ValueTask AddInline(List<NamedPolicy> documents, string label, string? document, CancellationToken cancelled)
    {
        if (document is not null && await _inline.Find(document, cancelled) is { } policy)
        {
            documents.Add(new NamedPolicy(label, policy));
        }
    }

    // A managed policy deleted after the session began allows nothing any more; it does not lift the limit.
    private async ValueTask AddManaged(List<NamedPolicy> documents, string arn, CancellationToken cancelled) =>
        documents.Add(await directory.FindPolicy(arn, cancelled) ?? CompiledDocuments.NothingAllowed(arn));
}
