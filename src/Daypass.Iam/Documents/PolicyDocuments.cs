using Daypass.Iam.Quotas;
using Daypass.Policy.Language;
using Daypass.Policy.Validation;

namespace Daypass.Iam.Documents;

/// <summary>Finds permission policies that must not be stored.</summary>
public static class PolicyDocuments
{
    /// <summary>A managed policy.</summary>
    public static AwsError? ValidateManaged(string document, IamQuotas quotas) =>
        (PolicyValidator.Validate(document, PolicyKind.Managed) ?? quotas.Documents.ValidateManaged(document)) is { } fault ? fault.ToError() : null;

    /// <summary>An inline policy, before it is known whose.</summary>
    public static AwsError? ValidateInline(string document) =>
        PolicyValidator.Validate(document, PolicyKind.Identity) is { } fault ? fault.ToError() : null;

    /// <summary>The inline policies of one holder, which have one quota together.</summary>
    public static AwsError? ValidateTogether(EntityKind holder, string name, IReadOnlyList<InlinePolicy> policies, IamQuotas quotas)
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
        return fault is null ? null : fault.ToError();
    }
}
