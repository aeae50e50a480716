using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Policy.Language;
using Daypass.Policy.Validation;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Iam.Documents;

/// <summary>Refuses permission policies that must not be stored.</summary>
public static class PolicyDocuments
{
    /// <summary>A managed policy.</summary>
    public static AwsError? RefuseManaged(string document, IamQuotas quotas) =>
        (PolicyChecker.Check(document, PolicyKind.Identity) ?? quotas.Documents.CheckManaged(document)) is { } fault ? IamErrors.Of(fault) : null;

    /// <summary>An inline policy, before it is known whose.</summary>
    public static AwsError? RefuseInline(string document) =>
        PolicyChecker.Check(document, PolicyKind.Identity) is { } fault ? IamErrors.Of(fault) : null;

    /// <summary>The inline policies of one holder, which have one quota together.</summary>
    public static AwsError? RefuseTogether(EntityKind holder, string name, IReadOnlyList<InlinePolicy> policies, IamQuotas quotas)
    {
        var total = 0;
        foreach (var policy in policies)
        {
            total += PolicyQuotas.SizeOf(policy.Document);
        }

        var fault = holder switch
        {
            EntityKind.User => quotas.Documents.CheckInlineOfUser(total, name),
            EntityKind.Group => quotas.Documents.CheckInlineOfGroup(total, name),
            _ => quotas.Documents.CheckInlineOfRole(total, name),
        };
        return fault is null ? null : IamErrors.Of(fault);
    }
}
