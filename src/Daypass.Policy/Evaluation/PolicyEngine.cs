using Daypass.Policy.Decisions;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Evaluation;

/// <summary>The one decision function of the product.</summary>
public static class PolicyEngine
{
    /// <summary>
    /// Decides whether the request is allowed, as AWS does: an explicit deny anywhere wins, every control policy level
    /// must allow, and identity policies, boundary, session policies and resource policy combine by how the resource
    /// policy names the caller; what they allow, every scope down policy must allow as well. Never throws, and allocates
    /// nothing unless a trace is asked for. A request that takes more than <see cref="AuthorizationRequest.MostSteps"/> to match is denied.
    /// </summary>
    /// <param name="request">Who, what, on what, and in which context.</param>
    /// <param name="policies">Every document that bears on it.</param>
    /// <param name="trace">Where to write down what matched and what was missing; null outside of simulation and explanations.</param>
    public static Decision Decide(AuthorizationRequest request, PolicySet policies, DecisionTrace? trace = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(policies);
        var evaluation = new Evaluator(request, policies);
        var decision = evaluation.Decide();
        if (request.IsExhausted)
        {
            // A statement that was not compared to its end could be the Deny that counts.
            decision = Decision.ImplicitDeny(DecisionLayer.None);
        }

        if (trace is not null)
        {
            Tracer.Trace(request, policies, decision, trace);
        }

        return decision;
    }
}
