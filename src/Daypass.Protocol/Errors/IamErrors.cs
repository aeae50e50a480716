using System.Globalization;

namespace Daypass.Protocol.Errors;

/// <summary>What IAM refuses, in IAM's words: each sentence stands here once.</summary>
public static class IamErrors
{
    /// <summary>Two blanks, as IAM writes it.</summary>
    public static AwsError UnreadableArn { get; } = Invalid("Invalid ARN:  Could not be parsed!");

    /// <summary>A marker of another list, of another account, or made up.</summary>
    public static AwsError InvalidMarker { get; } = Invalid("Invalid Marker.");

    /// <summary>The organisation has not let IAM manage root access.</summary>
    public static AwsError ServiceAccessNotEnabled { get; } = new(
        ErrorCode.ServiceAccessNotEnabled, "You must first enable trusted access for AWS Identity and Access Management in AWS Organizations.");

    /// <summary>A role session, which is no user, left the user's name out.</summary>
    public static AwsError NameNeeded { get; } = Invalid("Must specify userName when calling with non-User credentials");

    /// <summary>A tag key twice.</summary>
    public static AwsError TagKeyTwice { get; } = InvalidInput("Duplicate tag keys found.");

    /// <summary>A tag key twice, whatever its case.</summary>
    public static AwsError DuplicateTagKeys { get; } = InvalidInput(CommonErrors.DuplicateTagKeys);

    /// <summary>A key that AWS keeps for itself.</summary>
    public static AwsError ReservedTagKey { get; } =
        InvalidInput("Tag keys beginning with aws: are reserved for system use.");

    /// <summary>A request to add no tag.</summary>
    public static AwsError NoTags { get; } = InvalidInput("Tags must contain at least one tag.");

    /// <summary>A request to take off no tag.</summary>
    public static AwsError NoTagKeys { get; } = InvalidInput("TagKeys must contain at least one tag key.");

    /// <summary>Policies could take the tags for too many different things.</summary>
    public static AwsError TooManyAlikeTagKeys { get; } = InvalidInput("Too many tag keys differ in case only.");

    /// <summary>A default version is deleted with its policy only.</summary>
    public static AwsError DefaultVersionStays { get; } = DeleteConflict("Cannot delete the default version of a policy.");

    /// <summary>A policy somebody has.</summary>
    public static AwsError PolicyIsAttached { get; } = DeleteConflict("Cannot delete a policy attached to entities.");

    /// <summary>A policy with more than its default version.</summary>
    public static AwsError PolicyHasVersions { get; } =
        DeleteConflict("This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is "
            + "deleted with the policy.");

    /// <summary>A parameter that breaks a rule.</summary>
    public static AwsError Invalid(string message) => new(ErrorCode.ValidationError, message);

    /// <summary>A parameter that is well formed and wrong.</summary>
    public static AwsError InvalidInput(string message) => new(ErrorCode.InvalidInput, message);

    /// <summary>Something that is not there.</summary>
    public static AwsError NoSuchEntity(string message) => new(ErrorCode.NoSuchEntity, message);

    /// <summary>Something that is there already.</summary>
    public static AwsError AlreadyExists(string message) => new(ErrorCode.EntityAlreadyExists, message);

    /// <summary>Something that others hang on.</summary>
    public static AwsError DeleteConflict(string message) => new(ErrorCode.DeleteConflict, message);

    /// <summary>Something must go before its holder may.</summary>
    public static AwsError MustFirst(string what) => DeleteConflict($"Cannot delete entity, must {what} first.");

    /// <summary>A quota, by the name GetAccountSummary gives it.</summary>
    public static AwsError QuotaExceeded(string quota, int limit) =>
        new(ErrorCode.LimitExceeded, string.Create(CultureInfo.InvariantCulture, $"Cannot exceed quota for {quota}: {limit}"));

    /// <summary>Another writer came first.</summary>
    public static AwsError ConcurrentModification { get; } =
        new(ErrorCode.ConcurrentModification,
            "The request was rejected because multiple requests to change this object were submitted simultaneously. Wait a few minutes and submit your "
            + "request again.");

    /// <summary>A role that belongs to a service.</summary>
    public static AwsError Protected(string roleName) =>
        new(ErrorCode.UnmodifiableEntity, $"Cannot perform the operation on the protected role '{roleName}' - this role is only modifiable by AWS");

    /// <summary>The longest session of a role that belongs to a service.</summary>
    public static AwsError FixedSession(string roleName) =>
        new(ErrorCode.UnmodifiableEntity, $"{roleName} is an AWS service linked role, max session duration cannot be changed.");

    /// <summary>A role template that is not there.</summary>
    public static AwsError UnknownRoleTemplate(string arn) => NoSuchEntity($"Role Template {arn} cannot be found.");

    /// <summary>The same, or a version of one that is not there, in the words of AcquireRole.</summary>
    public static AwsError RoleTemplateNotFound(string arn) => NoSuchEntity($"Role template not found in repository: {arn}");

    /// <summary>A role template of which no new roles are made. The words are ours.</summary>
    public static AwsError RoleTemplateDisabled(string arn) => new(ErrorCode.RoleTemplateDisabled, $"Role template {arn} is disabled.");

    /// <summary>A role template that cannot be filled.</summary>
    public static AwsError NotRendered(string why) => InvalidInput($"Failed to render template: {why}");

    /// <summary>A role that was changed since it was made of its template.</summary>
    public static AwsError RoleModified(string roleName) =>
        new(ErrorCode.RoleModified, $"Role {roleName} has been modified since it was created and is no longer managed.");

    /// <summary>A role of the same template that was made of other values.</summary>
    public static AwsError RoleHasOtherParameters { get; } =
        new(ErrorCode.NameConflict, "A role with this name exists but was created with different parameters. Pass a unique roleName to create a new role.");

    /// <summary>A role that was not made of the template.</summary>
    public static AwsError RoleIsNotOfTemplate { get; } =
        new(ErrorCode.NameConflict,
            "A role with this name already exists in the account but was not created from this template. Choose a different role name, or remove the existing "
            + "role if it is no longer needed.");

    /// <summary>An ARN of something else than a managed policy.</summary>
    public static AwsError NotAPolicyArn(string arn) => InvalidInput($"ARN {arn} is not valid.");

    /// <summary>A managed policy that is not there.</summary>
    public static AwsError UnknownPolicy(string arn) => NoSuchEntity($"Policy {arn} was not found.");

    /// <summary>A managed policy that cannot be attached because it is not there.</summary>
    public static AwsError UnattachablePolicy(string arn) => NoSuchEntity($"Policy {arn} does not exist or is not attachable.");

    /// <summary>A managed policy that only service-linked roles have.</summary>
    public static AwsError ServicePolicy { get; } = new(ErrorCode.PolicyNotAttachable, "Cannot attach a Service Role Policy to a customer role.");

    /// <summary>A version that is not there.</summary>
    public static AwsError UnknownVersion(string arn, string version) => NoSuchEntity($"Policy {arn} version {version} does not exist or is not attachable.");

    /// <summary>Somebody who has an MFA device changes its own devices without MFA.</summary>
    public static AwsError MfaNeededForOwnDevices { get; } =
        CommonErrors.AccessDenied("To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.");

    /// <summary>An MFA device that another user has, or nobody.</summary>
    public static AwsError NotThisUsersMfaDevice { get; } = NoSuchEntity("MFA Device invalid for user.");

    /// <summary>What GetMFADevice says of every device that is no FIDO security key.</summary>
    public static AwsError NotASecurityKey { get; } =
        Invalid("The MFA device serial number sent in the request is invalid or not supported by this API. Currently, only hardware FIDO security keys are "
            + "supported. Please use the compatible device or API.");

    /// <summary>An MFA device that is not there.</summary>
    public static AwsError UnknownMfaDevice(string serial) => NoSuchEntity($"VirtualMFADevice with serial number {serial} doesn't exist.");

    /// <summary>A feature that is on already.</summary>
    public static AwsError FeatureEnabled(string message) => new(ErrorCode.FeatureEnabled, message);

    /// <summary>A feature that is off.</summary>
    public static AwsError FeatureDisabled(string message) => new(ErrorCode.FeatureDisabled, message);

    /// <summary>The caller's account is in no organisation.</summary>
    public static AwsError OrganizationNotFound { get; } = new(ErrorCode.OrganizationNotFound, "Your account is not a member of an organization.");

    /// <summary>The caller's account is a member of its organisation and no more.</summary>
    public static AwsError NotManagementAccount { get; } =
        new(ErrorCode.CallerIsNotManagementAccount, "Your account is not the management account of the organization.");

    /// <summary>The caller's account neither manages its organisation nor administers it.</summary>
    public static AwsError NotManagementOrDelegatedAdministrator { get; } =
        new(ErrorCode.AccountNotManagementOrDelegatedAdministrator,
            "Your account is not the management account or a delegated administrator of the organization.");

    /// <summary>Reports on an organisation are its management account's.</summary>
    public static AwsError ReportsAreForManagement { get; } =
        CommonErrors.AccessDenied("Your account is not the management account of an organization.");

    /// <summary>Without service control policies there is nothing to report.</summary>
    public static AwsError ReportsNeedControlPolicies { get; } =
        CommonErrors.AccessDenied("Service control policies are not enabled for the root of your organization.");

    /// <summary>A path in another organisation.</summary>
    public static AwsError OtherOrganization { get; } =
        CommonErrors.AccessDenied("The organization ID in the specified entity path is different than your organization ID.");

    /// <summary>A status that a credential cannot be given.</summary>
    public static AwsError UnsupportedStatus(string status) => InvalidInput($"Operation does not support status {status}");

    /// <summary>Text that is no SSH public key.</summary>
    public static AwsError UnrecognizedSshKey { get; } = new(ErrorCode.UnrecognizedPublicKeyEncoding, "Invalid public key uploaded.");

    /// <summary>An SSH public key that is too weak.</summary>
    public static AwsError InvalidSshKey { get; } = new(ErrorCode.InvalidPublicKey, "Invalid body for public key");

    /// <summary>An SSH public key that the user has already.</summary>
    public static AwsError DuplicateSshKey { get; } = new(ErrorCode.DuplicateSshPublicKey, "Duplicate SSH public key uploaded.");

    /// <summary>A signing certificate that somebody else of the account has.</summary>
    public static AwsError DuplicateCertificate { get; } = new(ErrorCode.DuplicateCertificate, "Duplicate certificate uploaded.");

    /// <summary>A certificate that cannot be used.</summary>
    public static AwsError MalformedCertificate(string message) => new(ErrorCode.MalformedCertificate, message);

    /// <summary>A private key of another certificate.</summary>
    public static AwsError KeyPairMismatch { get; } =
        new(ErrorCode.KeyPairMismatch, "The private key did not match the public key provided. Please verify the key material and try again.");

    /// <summary>A chain in which a certificate has not signed the one before it.</summary>
    public static AwsError BrokenCertificateChain(int index) => MalformedCertificate(string.Create(CultureInfo.InvariantCulture,
        $"Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, followed by any "
            + $"intermediaries in order. The index within the chain of the invalid certificate is: {index}"));

    /// <summary>Two codes that are not consecutive ones of the device.</summary>
    public static AwsError WrongCodes { get; } = new(ErrorCode.InvalidAuthenticationCode, "Authentication code for device is not valid.");
}
