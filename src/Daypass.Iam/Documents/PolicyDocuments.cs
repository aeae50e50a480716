using Daypass.Iam.Quotas;
using Daypass.Policy.Language;
using Daypass.Policy.Validation;

namespace Daypass.Iam.Documents;

/// <summary>Finds permission policies that must not be stored.</summary>
public static class PolicyDocuments
{
    /// <summary>A managed policy.</summary>
    public static AwsError? ValidateManaged(string document, IamQuotas quotas) =>
        (PolicyChecker.Check(document, PolicyKind.Identity) ?? quotas.Documents.CheckManaged(document)) is { } fault ? fault.ToError() : null;

    /// <summary>An inline policy, before it is known whose.</summary>
    public static AwsError? ValidateInline(string document) =>
        PolicyChecker.Check(document, PolicyKind.Identity) is { } fault ? fault.ToError() : null;

    /// <summary>The inline policies of one holder, which have one quota together.</summary>
    public static AwsError? ValidateTogether(EntityKind holder, string name, IReadOnlyList<InlinePolicy> policies, IamQuotas quotas)
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
        return fault is null ? null : fault.ToError();
    }
}
