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
        (PolicyValidator.Validate(document, PolicyKind.Identity) ?? quotas.Documents.ValidateManaged(document)) is { } fault ? IamErrors.Of(fault) : null;

    /// <summary>An inline policy, before it is known whose.</summary>
    public static AwsError? RefuseInline(string document) =>
        PolicyValidator.Validate(document, PolicyKind.Identity) is { } fault ? IamErrors.Of(fault) : null;

    /// <summary>The inline policies of one holder, which have one quota together.</summary>
    public static AwsError? RefuseTogether(EntityKind holder, string name, IReadOnlyList<InlinePolicy> policies, IamQuotas quotas)
    {
        var total = 0;
        foreach (var policy in policies)
        {
            total += PolicyQuotas.CountCharacters(policy.Document);
        }

        var fault = holder switch
        {
            EntityKind.User => quotas.Documents.ValidateInlineOfUser(total, name),
            EntityKind.Group => quotas.Documents.ValidateInlineOfGroup(total, name),
            _ => quotas.Documents.ValidateInlineOfRole(total, name),
        };
        return fault is null ? null : IamErrors.Of(fault);
    }
}
