using System.Collections.Concurrent;
using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Requests;
using Daypass.Protocol.Errors;
using Daypass.Verifier.Callers;

namespace Daypass.Verifier.Decisions;

/// <summary>Decides what a caller may do by the policies the server told, with the server's own engine. Safe for any number of threads.</summary>
/// <param name="clock">The clock.</param>
public sealed class AccessDecider(TimeProvider clock)
{
    private const int MostIdle = 256;

    private readonly ConcurrentBag<Asked> _idle = [];

    /// <summary>Null when the caller may; otherwise what to answer.</summary>
    /// <param name="caller">Who was proven.</param>
    /// <param name="question">What it asks for.</param>
    /// <exception cref="ArgumentException">A key of the question is not of the action's service.</exception>
    public AwsError? Decide(KnownCaller caller, AccessQuestion question)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(question);
        if (!_idle.TryTake(out var asked))
        {
            asked = new Asked();
        }

        try
        {
            Fill(asked, caller, question);
            var decision = PolicyEngine.Decide(asked.Request, asked.Policies);
            return decision.IsAllowed ? null : Denied(decision, asked, caller, question);
        }
        finally
        {
            asked.Request.Clear();
            asked.Policies.Clear();
            if (_idle.Count < MostIdle)
            {
                _idle.Add(asked);
            }
        }
    }

    private void Fill(Asked asked, KnownCaller caller, AccessQuestion question)
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

        caller.Fill(request, asked.Policies, now);
        keys.AddTime(now);
        keys.Add("aws:SecureTransport", question.IsSecure ? "true" : "false");
        keys.Add("aws:ViaAWSService", "false");
        AddKnown(keys, "aws:SourceIp", question.SourceIp);
        AddKnown(keys, "aws:UserAgent", question.UserAgent);
        AddKnown(keys, "aws:referer", question.Referer);
        AddKnown(keys, "aws:RequestedRegion", question.Region);
    }

    /// <summary>Otherwise a service that takes names of keys from its clients would let them have MFA, or be somebody else.</summary>
    private static void RequireOwn(string key, string action)
    {
        var service = action.AsSpan(0, action.IndexOf(':', StringComparison.Ordinal) + 1);
        if (service.Length < 2 || !key.AsSpan().StartsWith(service, StringComparison.OrdinalIgnoreCase)
            || service.Equals("aws:", StringComparison.OrdinalIgnoreCase) || service.Equals("sts:", StringComparison.OrdinalIgnoreCase)
            || service.Equals("iam:", StringComparison.OrdinalIgnoreCase) || service.Equals("saml:", StringComparison.OrdinalIgnoreCase))
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

    private static AwsError Denied(Decision decision, Asked asked, KnownCaller caller, AccessQuestion question)
    {
        // What was delegated, or a task, limits a session as a session policy does, and is called so.
        var named = decision.Layer is DecisionLayer.Endpoint ? decision with { Layer = DecisionLayer.Session } : decision;
        var label = asked.Policies.Find(decision)?.Label;
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
