using System.Collections.Concurrent;
using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Verification;
using Daypass.Verifier.Callers;
using Daypass.Verifier.Resources;

namespace Daypass.Verifier.Decisions;

/// <summary>Decides what a caller may do by the policies the server told, with the server's own engine. Safe for any number of threads.</summary>
/// <param name="resources">What the service's account says of its resources.</param>
/// <param name="clock">The clock.</param>
public sealed class AccessDecider(ResourceDirectory resources, TimeProvider clock)
{
    private const int MostIdle = 256;

    private readonly ConcurrentBag<Asked> _idle = [];

    /// <summary>Null when the caller may; otherwise what to answer.</summary>
    /// <param name="caller">Who was proven; null for a request that carries no authentication, which the policies of the resource alone decide.</param>
    /// <param name="question">What it asks for.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <exception cref="ArgumentException">A key of the question is not of the action's service.</exception>
    /// <exception cref="Calls.ServerUnreachableException">The server is away, and memory does not know the resource or is too old.</exception>
    public ValueTask<AwsError?> Decide(KnownCaller? caller, AccessQuestion question, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(question);
        var found = Find(question.Resource, cancelled);
        return found.IsCompletedSuccessfully ? new(Answer(Judge(caller, found.Result, question), caller, question)) : DecideLater(caller, found, question);
    }

    /// <summary>The decision itself, for a service that has its own words for a denial.</summary>
    /// <inheritdoc cref="Decide(KnownCaller?, AccessQuestion, CancellationToken)"/>
    public ValueTask<AccessJudgement> Judge(KnownCaller? caller, AccessQuestion question, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(question);
        var found = Find(question.Resource, cancelled);
        return found.IsCompletedSuccessfully ? new(Judge(caller, found.Result, question)) : JudgeLater(caller, found, question);
    }

    /// <summary>Whether any policy that bears on the question reads a condition key that begins so, in a condition or a variable; for keys that cost something
    /// to find out.</summary>
    /// <exception cref="Calls.ServerUnreachableException">The server is away, and memory does not know the resource or is too old.</exception>
    public async ValueTask<bool> Reads(KnownCaller? caller, string resource, string keyPrefix, CancellationToken cancelled)
    {
        var known = await Find(resource, cancelled);
        var asked = Take();
        try
        {
            if (caller is not null)
            {
                caller.Fill(asked.Request, asked.Policies, clock.GetUtcNow());
                known.Fill(asked.Policies);
            }
            else
            {
                known.FillForAnonymous(asked.Policies, asked.Request.Context);
            }

            return asked.Policies.Reads(keyPrefix);
        }
        finally
        {
            GiveBack(asked);
        }
    }

    /// <summary>What has no resource has no policy of one.</summary>
    private ValueTask<KnownResource> Find(string resource, CancellationToken cancelled) =>
        resource == "*" ? new(KnownResource.Nothing) : resources.Find(resource, cancelled);

    /// <summary>A method of its own: a local one would have what it holds allocated by every decision.</summary>
    private async ValueTask<AwsError?> DecideLater(KnownCaller? caller, ValueTask<KnownResource> asking, AccessQuestion question) =>
        Answer(Judge(caller, await asking, question), caller, question);

    private async ValueTask<AccessJudgement> JudgeLater(KnownCaller? caller, ValueTask<KnownResource> asking, AccessQuestion question) =>
        Judge(caller, await asking, question);

    private static AwsError? Answer(in AccessJudgement judgement, KnownCaller? caller, AccessQuestion question) =>
        judgement.IsAllowed ? null : Denied(judgement, caller, question);

    private AccessJudgement Judge(KnownCaller? caller, KnownResource resource, AccessQuestion question)
    {
        var asked = Take();
        try
        {
            Fill(asked, caller, resource, question);
            var decision = PolicyEngine.Decide(asked.Request, asked.Policies);
            return new AccessJudgement(decision, decision.IsAllowed ? null : asked.Policies.Find(decision)?.Label);
        }
        finally
        {
            GiveBack(asked);
        }
    }

    private Asked Take() => _idle.TryTake(out var asked) ? asked : new Asked();

    private void GiveBack(Asked asked)
    {
        asked.Request.Clear();
        asked.Policies.Clear();
        if (_idle.Count < MostIdle)
        {
            _idle.Add(asked);
        }
    }

    private void Fill(Asked asked, KnownCaller? caller, KnownResource resource, AccessQuestion question)
    {
        var now = clock.GetUtcNow();
        var (request, keys) = (asked.Request, asked.Request.Context);
        request.Action = question.Action;
        request.Resource = question.Resource;
        request.ResourceAccount = question.ResourceAccount;

        foreach (var (name, value) in question.Keys)
        {
            RequireOwn(name, question.Action);
            keys.Add(name, value);
        }

        foreach (var (name, values) in question.Lists)
        {
            RequireOwn(name, question.Action);
            keys.Add(name, values);
        }

        if (caller is not null)
        {
            caller.Fill(request, asked.Policies, now);
            if (!question.IgnoresResourcePolicy)
            {
                resource.Fill(asked.Policies);
            }
        }
        else
        {
            request.Principal = Principal.Anonymous;
            resource.FillForAnonymous(asked.Policies, keys);
            keys.Add("aws:PrincipalType", "Anonymous");
            keys.Add("aws:userid", "anonymous");
        }

        keys.AddTime(now);
        keys.Add("aws:SecureTransport", question.IsSecure ? "true" : "false");
        keys.Add("aws:ViaAWSService", "false");
        AddKnown(keys, "aws:ResourceAccount", question.ResourceAccount);
        AddKnown(keys, "aws:SourceIp", question.SourceIp);
        AddKnown(keys, "aws:UserAgent", question.UserAgent);
        AddKnown(keys, "aws:referer", question.Referer);
        AddKnown(keys, "aws:RequestedRegion", question.Region);
    }

    /// <summary>Otherwise a service that takes names of keys from its clients would let them have MFA, or be somebody else.</summary>
    private static void RequireOwn(string key, string action)
    {
        if (!ServiceKeyRule.Allows(key, action))
        {
            throw new ArgumentException($"{key} is not a condition key of the service of {action}.");
        }
    }

    private static void AddKnown(RequestContext keys, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            keys.Add(name, value);
        }
    }

    private static AwsError Denied(in AccessJudgement judgement, KnownCaller? caller, AccessQuestion question)
    {
        var decision = judgement.Decision;
        if (caller is null)
        {
            return CommonErrors.AccessDenied(DenialMessage.Create(decision, "anonymous", question.Action, question.Resource, withReason: false));
        }

        // What was delegated, or a task, limits a session as a session policy does, and is called so.
        var named = decision.Layer is DecisionLayer.Endpoint ? decision with { Layer = DecisionLayer.Session } : decision;
        var label = judgement.PolicyLabel;
        return CommonErrors.AccessDenied(DenialMessage.Create(
            named, caller.Described.Arn, question.Action, question.Resource, withReason: true,
            label?.StartsWith("arn:", StringComparison.Ordinal) == true ? label : null));
    }

    private sealed class Asked
    {
        public AuthorizationRequest Request { get; } = new();

        public PolicySet Policies { get; } = new();
    }
}
