namespace Daypass.Policy.Decisions;

/// <summary>AWS's sentences for a refusal by policy (IAM User Guide, "Troubleshoot access denied error messages").</summary>
public static class DenialMessage
{
    /// <summary>The sentence for a signed caller.</summary>
    /// <param name="decision">The denial; only its outcome and layer are told.</param>
    /// <param name="callerArn">The caller's ARN.</param>
    /// <param name="action">The action as <c>service:Name</c>.</param>
    /// <param name="resource">The resource ARN, or <c>*</c>; null leaves the part out.</param>
    /// <param name="withReason">True to name the layer. STS does so only when caller and resource share an account.</param>
    /// <param name="policyArn">The policy to name after an explicit deny, for callers of the same account or organization.</param>
    public static string Create(
        in Decision decision, string callerArn, string action, string? resource, bool withReason = true, string? policyArn = null)
    {
        var what = resource is null ? action : $"{action} on resource: {resource}";
        var reason = withReason ? CreateReason(decision, action, policyArn) : "";
        return reason.Length == 0
            ? $"User: {callerArn} is not authorized to perform: {what}"
            : $"User: {callerArn} is not authorized to perform: {what} {reason}";
    }

    /// <summary>The sentence for the unsigned operations: no caller, no resource, no reason.</summary>
    public static string CreateForUnsigned(string action) => $"Not authorized to perform {action}";

    /// <summary>The reason clause alone, without a leading blank; empty for a decision no layer made.</summary>
    public static string CreateReason(in Decision decision, string action, string? policyArn = null)
    {
        if (decision.Outcome == Outcome.Allowed || decision.Layer == DecisionLayer.None)
        {
            return "";
        }

        if (decision.Outcome == Outcome.ImplicitDeny)
        {
            return $"because no {MissingNoun(decision.Layer)} allows the {action} action";
        }

        var clause = $"with an explicit deny in {DenyingNoun(decision.Layer)}";
        return policyArn is null || decision.Layer is DecisionLayer.Resource or DecisionLayer.Trust or DecisionLayer.Endpoint
            ? clause
            : $"{clause}: {policyArn}";
    }

    private static string MissingNoun(DecisionLayer layer) => layer switch
    {
        DecisionLayer.Identity => "identity-based policy",
        DecisionLayer.Boundary => "permissions boundary",
        DecisionLayer.Session or DecisionLayer.Scope => "session policy",
        DecisionLayer.Resource => "resource-based policy",
        DecisionLayer.Trust => "role trust policy",
        DecisionLayer.ServiceControl => "service control policy",
        DecisionLayer.ResourceControl => "resource control policy",
        _ => "VPC endpoint policy",
    };

    private static string DenyingNoun(DecisionLayer layer) => layer switch
    {
        DecisionLayer.Identity => "an identity-based policy",
        DecisionLayer.Trust => "the role trust policy",
        _ => "a " + MissingNoun(layer),
    };
}
