namespace Daypass.Protocol.Errors;

/// <summary>
/// Errors of Organizations, with the reasons AWS gives beside its sentences
/// (https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html).
/// </summary>
public static class OrganizationsErrors
{
    /// <summary>The caller's account is in no organisation.</summary>
    public static AwsError NotInUse => new(OrganizationsErrorCode.AWSOrganizationsNotInUse, "Your account is not a member of an organization.");

    /// <summary>What only the management account may do, whatever the policies of a member say.</summary>
    public static AwsError NotManagement => new(OrganizationsErrorCode.AccessDenied, 400, "You don't have permissions to access this resource.")
    {
        Reason = Reasons.NotManagementAccount.Text,
    };

    /// <summary>An account is in an organisation already.</summary>
    public static AwsError AlreadyInOrganization =>
        new(OrganizationsErrorCode.AlreadyInOrganization, "The provided account is already a member of an organization.");

    /// <summary>There are members besides the management account.</summary>
    public static AwsError OrganizationNotEmpty => new(
        OrganizationsErrorCode.OrganizationNotEmpty, "To delete an organization you must first remove all member accounts (except the master).");

    /// <summary>There is no such root.</summary>
    public static AwsError RootNotFound => new(OrganizationsErrorCode.RootNotFound, "You specified a root that doesn't exist.");

    /// <summary>There is no such root or unit.</summary>
    public static AwsError ParentNotFound => new(OrganizationsErrorCode.ParentNotFound, "You specified parent that doesn't exist.");

    /// <summary>There is no such root or unit to move from.</summary>
    public static AwsError SourceParentNotFound => new(OrganizationsErrorCode.SourceParentNotFound, "You specified a source parent that doesn't exist.");

    /// <summary>There is no such root or unit to move to.</summary>
    public static AwsError DestinationParentNotFound =>
        new(OrganizationsErrorCode.DestinationParentNotFound, "You specified a destination parent that doesn't exist.");

    /// <summary>The account is where it is to be moved to.</summary>
    public static AwsError DuplicateAccount => new(OrganizationsErrorCode.DuplicateAccount, "The account is already present in the specified destination.");

    /// <summary>There is no such account or unit.</summary>
    public static AwsError ChildNotFound => new(OrganizationsErrorCode.ChildNotFound, "You specified a child that doesn't exist.");

    /// <summary>There is no such root, unit, account or policy.</summary>
    public static AwsError TargetNotFound => new(OrganizationsErrorCode.TargetNotFound, "You specified a target that doesn't exist.");

    /// <summary>There is no such unit.</summary>
    public static AwsError UnitNotFound =>
        new(OrganizationsErrorCode.OrganizationalUnitNotFound, "You specified an organizational unit that doesn't exist.");

    /// <summary>A unit beside it has the name.</summary>
    public static AwsError DuplicateUnit => new(OrganizationsErrorCode.DuplicateOrganizationalUnit, "An OU with the same name already exists.");

    /// <summary>The unit has accounts or units.</summary>
    public static AwsError UnitNotEmpty => new(
        OrganizationsErrorCode.OrganizationalUnitNotEmpty,
        "The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and try the operation again.");

    /// <summary>There is no such account in the organisation.</summary>
    public static AwsError AccountNotFound => new(OrganizationsErrorCode.AccountNotFound, "You specified an account that doesn't exist.");

    /// <summary>The account is closed.</summary>
    public static AwsError AccountAlreadyClosed => new(OrganizationsErrorCode.AccountAlreadyClosed, "The provided account is already closed.");

    /// <summary>The management account cannot go.</summary>
    public static AwsError MasterCannotLeave => new(
        OrganizationsErrorCode.MasterCannotLeaveOrganization, "You can't remove a management account from an organization.");

    /// <summary>There is no such request.</summary>
    public static AwsError RequestNotFound =>
        new(OrganizationsErrorCode.CreateAccountStatusNotFound, "You specified a create account request that doesn't exist.");

    /// <summary>There is no such policy.</summary>
    public static AwsError PolicyNotFound => new(OrganizationsErrorCode.PolicyNotFound, "You specified a policy that doesn't exist.");

    /// <summary>Another policy of the type has the name.</summary>
    public static AwsError DuplicatePolicy => new(OrganizationsErrorCode.DuplicatePolicy, "A policy with the same name already exists.");

    /// <summary>The policy is attached there.</summary>
    public static AwsError DuplicateAttachment =>
        new(OrganizationsErrorCode.DuplicatePolicyAttachment, "The selected policy is already attached to the specified target.");

    /// <summary>The policy is not attached there.</summary>
    public static AwsError NotAttached =>
        new(OrganizationsErrorCode.PolicyNotAttached, "The policy isn't attached to the specified target in the specified root.");

    /// <summary>The policy is attached somewhere.</summary>
    public static AwsError PolicyInUse => new(
        OrganizationsErrorCode.PolicyInUse,
        "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.");

    /// <summary>The type is enabled.</summary>
    public static AwsError TypeAlreadyEnabled => new(OrganizationsErrorCode.PolicyTypeAlreadyEnabled, "The specified policy type is already enabled.");

    /// <summary>The type is not enabled.</summary>
    public static AwsError TypeNotEnabled =>
        new(OrganizationsErrorCode.PolicyTypeNotEnabled, "This operation can be performed only for enabled policy types.");

    /// <summary>The organisation has not all features.</summary>
    public static AwsError TypeNotAvailable => new(
        OrganizationsErrorCode.PolicyTypeNotAvailableForOrganization,
        "You can't use the specified policy type with the feature set currently enabled for this organization.");

    /// <summary>Control policies have no effective policy of their own.</summary>
    public static AwsError EffectivePolicyNotFound => new(
        OrganizationsErrorCode.EffectivePolicyNotFound,
        "If you ran this action on the management account, this policy type is not enabled. If you ran the action on a member account, the account doesn't "
            + "have an effective policy of this type.");

    /// <summary>The text is no policy of its type.</summary>
    /// <param name="message">AWS's sentence, which is one for all that may be wrong.</param>
    /// <param name="detail">What is wrong with it, for the log.</param>
    public static AwsError MalformedPolicy(string message, string? detail) =>
        new(OrganizationsErrorCode.MalformedPolicyDocument, message) { Reason = detail };

    /// <summary>A value that the model lets pass and the operation does not.</summary>
    public static AwsError InvalidInput(string reason, string message) => new(OrganizationsErrorCode.InvalidInput, message) { ReasonCode = reason };

    /// <summary>A number that may not be passed.</summary>
    public static AwsError Constraint(string reason, string message) => new(OrganizationsErrorCode.ConstraintViolation, message) { ReasonCode = reason };

    /// <summary>A token of a page that was not given out for this list and account.</summary>
    public static AwsError InvalidNextToken =>
        InvalidInput("INVALID_NEXT_TOKEN", "Get the NextToken parameter from the response to a previous call of the operation.");
}
