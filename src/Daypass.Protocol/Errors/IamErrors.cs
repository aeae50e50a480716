namespace Daypass.Protocol.Errors;

/// <summary>Errors of the IAM operations, in AWS's words (iam.md 7, 8). The sentences about one kind of entity take its name: user, role, group.</summary>
public static class IamErrors
{
    /// <summary>There is no user, role, group … of that name.</summary>
    /// <param name="kind">What was looked for, in lower case: <c>user</c>.</param>
    /// <param name="name">Its name.</param>
    public static AwsError NotFound(string kind, string name) => NoSuchEntity($"The {kind} with name {name} cannot be found.");

    /// <summary>Something is not there, in a sentence of its own.</summary>
    public static AwsError NoSuchEntity(string message) => new(ErrorCode.NoSuchEntity, 404, message);

    /// <summary>There is no managed policy of that ARN, or it is not attached to what it should be detached from.</summary>
    public static AwsError PolicyNotFound(string arn) => NoSuchEntity($"Policy {arn} was not found.");

    /// <summary>There is no managed policy of that ARN to attach.</summary>
    public static AwsError PolicyNotFoundToAttach(string arn) => NoSuchEntity($"Policy {arn} does not exist or is not attachable.");

    /// <summary>There is no such version of a managed policy.</summary>
    public static AwsError PolicyVersionNotFound(string arn, string version) => NoSuchEntity($"Policy {arn} version {version} does not exist or is not attachable.");

    /// <summary>There is no such inline policy.</summary>
    /// <param name="kind">What has no such policy: <c>user</c>.</param>
    /// <param name="policy">The policy's name.</param>
    public static AwsError InlinePolicyNotFound(string kind, string policy) => NoSuchEntity($"The {kind} policy with name {policy} cannot be found.");

    /// <summary>There is no such access key.</summary>
    public static AwsError AccessKeyNotFound(string id) => NoSuchEntity($"The Access Key with id {id} cannot be found.");

    /// <summary>The user has no password.</summary>
    public static AwsError LoginProfileNotFound(string user) => NoSuchEntity($"Login Profile for User {user} cannot be found.");

    /// <summary>There is no such MFA device.</summary>
    public static AwsError MfaDeviceNotFound(string serial) => NoSuchEntity($"VirtualMFADevice with serial number {serial} doesn't exist.");

    /// <summary>There is no such OpenID Connect provider.</summary>
    public static AwsError OidcProviderNotFound(string arn) => NoSuchEntity($"OpenIDConnect Provider not found for arn {arn}");

    /// <summary>There is no such SAML provider.</summary>
    public static AwsError SamlProviderNotFound(string arn) => NoSuchEntity($"Manifest not found for arn {arn}");

    /// <summary>The account has no password policy.</summary>
    public static AwsError PasswordPolicyNotFound(string account) => NoSuchEntity($"The Password Policy with domain name {account} cannot be found.");

    /// <summary>A user, role, group … of that name is there already.</summary>
    /// <param name="kind">What it is, as AWS begins the sentence: <c>User</c>.</param>
    /// <param name="name">Its name.</param>
    public static AwsError AlreadyExists(string kind, string name) => EntityAlreadyExists($"{kind} with name {name} already exists.");

    /// <summary>Something is there already, in a sentence of its own.</summary>
    public static AwsError EntityAlreadyExists(string message) => new(ErrorCode.EntityAlreadyExists, 409, message);

    /// <summary>A managed policy of that name is there already.</summary>
    public static AwsError PolicyAlreadyExists(string name) => EntityAlreadyExists($"A policy called {name} already exists. Duplicate names are not allowed.");

    /// <summary>A quota is used up.</summary>
    /// <param name="quota">Its name, for example <c>AccessKeysPerUser</c>.</param>
    /// <param name="limit">How many there may be.</param>
    public static AwsError QuotaExceeded(string quota, int limit) => LimitExceeded($"Cannot exceed quota for {quota}: {limit}");

    /// <summary>A limit is reached, in a sentence of its own.</summary>
    public static AwsError LimitExceeded(string message) => new(ErrorCode.LimitExceeded, 409, message);

    /// <summary>A managed policy has five versions.</summary>
    public static AwsError TooManyPolicyVersions() =>
        LimitExceeded("A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.");

    /// <summary>Inline policies are too long together.</summary>
    /// <param name="kind">What has them: <c>user</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="limit">The most characters without white space.</param>
    public static AwsError InlinePoliciesTooLong(string kind, string name, int limit) => LimitExceeded($"Maximum policy size of {limit} bytes exceeded for {kind} {name}");

    /// <summary>Something still hangs on what should be deleted.</summary>
    public static AwsError DeleteConflict(string message) => new(ErrorCode.DeleteConflict, 409, message);

    /// <summary>Something of no particular kind still hangs on what should be deleted.</summary>
    public static AwsError HasReferences() => DeleteConflict("Cannot delete entity, must remove referenced objects first.");

    /// <summary>Managed policies are still attached.</summary>
    public static AwsError HasAttachedPolicies() => DeleteConflict("Cannot delete entity, must detach all policies first.");

    /// <summary>There still are inline policies.</summary>
    public static AwsError HasInlinePolicies() => DeleteConflict("Cannot delete entity, must delete policies first.");

    /// <summary>An instance profile still holds a role.</summary>
    public static AwsError HasInstanceProfiles() => DeleteConflict("Cannot delete entity, must remove roles from instance profile first.");

    /// <summary>A managed policy is still attached.</summary>
    public static AwsError PolicyIsAttached() => DeleteConflict("Cannot delete a policy attached to entities.");

    /// <summary>A managed policy still has other versions than the default.</summary>
    public static AwsError PolicyHasVersions() => DeleteConflict("This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");

    /// <summary>The default version of a managed policy should be deleted.</summary>
    public static AwsError VersionIsDefault() => DeleteConflict("Cannot delete the default version of a policy.");

    /// <summary>Somebody else changed the entity meanwhile.</summary>
    public static AwsError ConcurrentModification() => new(ErrorCode.ConcurrentModification, 409, "The entity was modified concurrently. Please try again.");

    /// <summary>The entity cannot be changed for now.</summary>
    public static AwsError TemporarilyUnmodifiable(string message) => new(ErrorCode.EntityTemporarilyUnmodifiable, 409, message);

    /// <summary>A service-linked role should be changed by hand.</summary>
    public static AwsError UnmodifiableRole(string role) => new(
        ErrorCode.UnmodifiableEntity,
        400,
        $"Cannot perform the operation on the protected role '{role}' - this role is only modifiable by AWS");

    /// <summary>A value makes no sense.</summary>
    public static AwsError InvalidInput(string message) => new(ErrorCode.InvalidInput, 400, message);

    /// <summary>Two tag keys are equal but for their case.</summary>
    public static AwsError DuplicateTagKeys() => InvalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");

    /// <summary>A tag key begins with <c>aws:</c>.</summary>
    public static AwsError ReservedTagKey() => InvalidInput("Tag keys beginning with aws: are reserved for system use.");

    /// <summary>The name of a service-linked role is taken.</summary>
    public static AwsError ServiceRoleNameTaken(string name) => InvalidInput($"Service role name {name} has been taken in this account, please try a different suffix.");

    /// <summary>A policy document is none.</summary>
    public static AwsError MalformedPolicyDocument(string message) => new(ErrorCode.MalformedPolicyDocument, 400, message);

    /// <summary>A policy document is not JSON.</summary>
    public static AwsError InvalidJson() => MalformedPolicyDocument("This policy contains invalid Json");

    /// <summary>A trust policy names nobody; the one sentence that Terraform retries on.</summary>
    /// <param name="kind">The kind of principal, for example <c>AWS</c>.</param>
    /// <param name="principal">As the policy writes it.</param>
    public static AwsError InvalidPrincipal(string kind, string principal) => MalformedPolicyDocument($"Invalid principal in policy: \"{kind}\":\"{principal}\"");

    /// <summary>The policy may not be attached to this.</summary>
    public static AwsError PolicyNotAttachable(string message) => new(ErrorCode.PolicyNotAttachable, 400, message);

    /// <summary>An ARN does not parse.</summary>
    public static AwsError InvalidArn() => CommonErrors.ValidationError("Invalid ARN:  Could not be parsed!");

    /// <summary>A marker was not made by us, or for another list.</summary>
    public static AwsError InvalidMarker() => CommonErrors.ValidationError("Invalid Marker.");

    /// <summary>The operation is for users, and root or a session called it.</summary>
    public static AwsError MustSpecifyUserName() => CommonErrors.ValidationError("Must specify userName when calling with non-User credentials");

    /// <summary>The password breaks the account's password policy.</summary>
    public static AwsError PasswordPolicyViolation(string message) => new(ErrorCode.PasswordPolicyViolation, 400, message);

    /// <summary>Only users have what was asked for.</summary>
    public static AwsError InvalidUserType(string message) => new(ErrorCode.InvalidUserType, 400, message);

    /// <summary>The codes of an MFA device are not two in a row.</summary>
    /// <param name="serial">The device.</param>
    public static AwsError InvalidAuthenticationCode(string serial) => new(ErrorCode.InvalidAuthenticationCode, 403, $"Authentication code for device {serial} is not valid.");

    /// <summary>The server of an identity provider cannot be reached.</summary>
    public static AwsError OidcCommunication(string message) => new(ErrorCode.OpenIdIdpCommunicationError, 400, message);

    /// <summary>A feature is on already.</summary>
    public static AwsError FeatureEnabled(string message) => new(ErrorCode.FeatureEnabled, 409, message);

    /// <summary>A feature is off.</summary>
    public static AwsError FeatureDisabled(string message) => new(ErrorCode.FeatureDisabled, 404, message);

    /// <summary>The simulated policies cannot be evaluated.</summary>
    public static AwsError PolicyEvaluation(string message) => new(ErrorCode.PolicyEvaluation, 500, message);

    /// <summary>The service has no such credentials.</summary>
    public static AwsError ServiceNotSupported(string service) => new(ErrorCode.ServiceNotSupported, 404, $"The service {service} is not supported.");

    /// <summary>No credential report was made yet.</summary>
    public static AwsError ReportNotPresent() => new(ErrorCode.CredentialReportNotPresent, 410, "No report exists. Generate a new report.");

    /// <summary>The credential report is too old.</summary>
    public static AwsError ReportExpired() => new(ErrorCode.CredentialReportExpired, 410, "The report has expired. Generate a new report.");

    /// <summary>The credential report is being made.</summary>
    public static AwsError ReportInProgress() => new(ErrorCode.CredentialReportNotReady, 404, "The report is being generated.");

    /// <summary>The organisation does not trust IAM.</summary>
    public static AwsError ServiceAccessNotEnabled() => Organizations(ErrorCode.ServiceAccessNotEnabled, "Trusted access is not enabled for IAM in your organization.");

    /// <summary>The caller's account is neither the management account nor a delegated administrator.</summary>
    public static AwsError NotManagementOrDelegatedAdministrator() =>
        Organizations(ErrorCode.AccountNotManagementOrDelegatedAdministrator, "Your account is not the management account or a delegated administrator of the organization.");

    /// <summary>The caller's account is in no organisation.</summary>
    public static AwsError OrganizationNotFound() => Organizations(ErrorCode.OrganizationNotFound, "Your account is not a member of an organization.");

    /// <summary>The organisation is for billing only.</summary>
    public static AwsError OrganizationNotInAllFeaturesMode() => Organizations(ErrorCode.OrganizationNotInAllFeaturesMode, "Your organization is not in all features mode.");

    /// <summary>The caller's account is not the management account.</summary>
    public static AwsError NotManagementAccount() => Organizations(ErrorCode.CallerIsNotManagementAccount, "Your account is not the management account of the organization.");

    private static AwsError Organizations(string code, string message) => new(code, 400, message);
}
