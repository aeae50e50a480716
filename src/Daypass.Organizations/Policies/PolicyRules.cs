using Daypass.Policy.Language;
using Daypass.Policy.Validation;

namespace Daypass.Organizations.Policies;

/// <summary>What may be stored as a control policy: only what the engine reads.</summary>
internal static class PolicyRules
{
    /// <summary>Whether policies of a type decide here.</summary>
    public static bool Decides(string type) => type is ControlPolicy.ServiceType or ControlPolicy.ResourceType;

    /// <summary>Why a document may not be stored, or null.</summary>
    public static AwsError? Validate(string document, string type, PolicyQuotas quotas)
    {
        var kind = type == ControlPolicy.ServiceType ? PolicyKind.ServiceControl : PolicyKind.ResourceControl;
        if (quotas.ValidateControl(document, kind) is { } tooLarge)
        {
            return OrganizationsErrors.Constraint("POLICY_CONTENT_LIMIT_EXCEEDED", tooLarge.Message);
        }

        return PolicyValidator.Validate(document, kind) is { } fault ? OrganizationsErrors.MalformedPolicy(fault.Message, fault.Detail) : null;
    }

    /// <summary>Why an organisation cannot have policies of a type, or null.</summary>
    public static AwsError? ValidateType(Organization organization, string type) =>
        Decides(type) && organization.FeatureSet == Organization.AllFeatures ? null : OrganizationsErrors.TypeNotAvailable;
}
