using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.S3.Deciding;
using Daypass.S3.Policies;
using Daypass.Verifier.Decisions;

namespace Daypass.S3.Tests;

/// <summary>Decides with the policy engine itself, without a server; notes what was asked.</summary>
internal sealed class EngineJudge(string? callerArn, string? identityPolicy, string? bucketPolicy = null, string? sessionPolicy = null)
    : IAccessJudge
{
    private readonly NamedPolicy? _identity = Compile(identityPolicy, PolicyKind.Identity);
    private readonly NamedPolicy? _bucket = Compile(bucketPolicy, PolicyKind.Resource);

    private readonly NamedPolicy? _session = Compile(sessionPolicy, PolicyKind.Session);

    public List<AccessQuestion> Asked { get; } = [];

    public string? CallerArn => callerArn;

    public string? CallerAccount => callerArn?.Split(':')[4];

    public ValueTask<IReadOnlyList<S3Judgement>> Judge(IReadOnlyList<AccessQuestion> questions, CancellationToken cancelled) =>
        new([.. questions.Select(Judge)]);

    public ValueTask<bool> Reads(string resource, string keyPrefix, CancellationToken cancelled) =>
        new(_identity?.Policy.Reads(keyPrefix) == true || _bucket?.Policy.Reads(keyPrefix) == true);

    public ValueTask<bool> IsPublic(string bucketArn, CancellationToken cancelled) =>
        new(_bucket is not null && PublicPolicies.IsPublic(_bucket.Policy.Statements));

    private static NamedPolicy? Compile(string? json, PolicyKind kind) => json is null ? null
        : CompiledPolicy.TryCompile(json, kind, out var policy, out var fault) ? new NamedPolicy("policy", policy)
        : throw new InvalidOperationException(fault.Message + " " + fault.Detail);

    private S3Judgement Judge(AccessQuestion question)
    {
        Asked.Add(question);
        var request = new AuthorizationRequest
        {
            Principal = Principal.Parse(callerArn)!, Action = question.Action, Resource = question.Resource, ResourceAccount = question.ResourceAccount,
        };
        foreach (var (name, value) in question.Keys)
        {
            request.Context.Add(name, value);
        }

        foreach (var (name, values) in question.Lists)
        {
            request.Context.Add(name, values);
        }

        var policies = new PolicySet { OuterResourcePolicy = question.IgnoresResourcePolicy ? null : _bucket };
        if (_identity is not null)
        {
            policies.IdentityPolicies = [_identity];
        }

        if (_session is not null)
        {
            policies.SessionPolicies = [_session];
        }

        var decision = PolicyEngine.Decide(request, policies);
        return decision.IsAllowed ? S3Judgement.Allowed : new S3Judgement(
            false, callerArn is null ? null : DenialMessage.Create(decision, callerArn, question.Action, $"\"{question.Resource}\""));
    }
}
