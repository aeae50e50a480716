namespace Daypass.Protocol.Errors;

/// <summary>The wire codes of Organizations; in AWS JSON all of them have the status 400.</summary>
public static class OrganizationsErrorCode
{
    public const string AWSOrganizationsNotInUse = "AWSOrganizationsNotInUseException";
    public const string AccessDenied = "AccessDeniedException";
    public const string AccessDeniedForDependency = "AccessDeniedForDependencyException";
    public const string AccountAlreadyClosed = "AccountAlreadyClosedException";
    public const string AccountNotFound = "AccountNotFoundException";
    public const string AlreadyInOrganization = "AlreadyInOrganizationException";
    public const string ChildNotFound = "ChildNotFoundException";
    public const string ConcurrentModification = "ConcurrentModificationException";
    public const string Conflict = "ConflictException";
    public const string ConstraintViolation = "ConstraintViolationException";
    public const string CreateAccountStatusNotFound = "CreateAccountStatusNotFoundException";
    public const string DestinationParentNotFound = "DestinationParentNotFoundException";
    public const string DuplicateAccount = "DuplicateAccountException";
    public const string DuplicateOrganizationalUnit = "DuplicateOrganizationalUnitException";
    public const string DuplicatePolicy = "DuplicatePolicyException";
    public const string DuplicatePolicyAttachment = "DuplicatePolicyAttachmentException";
    public const string EffectivePolicyNotFound = "EffectivePolicyNotFoundException";
    public const string FinalizingOrganization = "FinalizingOrganizationException";
    public const string InvalidInput = "InvalidInputException";
    public const string MalformedPolicyDocument = "MalformedPolicyDocumentException";
    public const string MasterCannotLeaveOrganization = "MasterCannotLeaveOrganizationException";
    public const string OrganizationNotEmpty = "OrganizationNotEmptyException";
    public const string OrganizationalUnitNotEmpty = "OrganizationalUnitNotEmptyException";
    public const string OrganizationalUnitNotFound = "OrganizationalUnitNotFoundException";
    public const string ParentNotFound = "ParentNotFoundException";
    public const string PolicyChangesInProgress = "PolicyChangesInProgressException";
    public const string PolicyInUse = "PolicyInUseException";
    public const string PolicyNotAttached = "PolicyNotAttachedException";
    public const string PolicyNotFound = "PolicyNotFoundException";
    public const string PolicyTypeAlreadyEnabled = "PolicyTypeAlreadyEnabledException";
    public const string PolicyTypeNotAvailableForOrganization = "PolicyTypeNotAvailableForOrganizationException";
    public const string PolicyTypeNotEnabled = "PolicyTypeNotEnabledException";
    public const string RootNotFound = "RootNotFoundException";
    public const string Service = "ServiceException";
    public const string SourceParentNotFound = "SourceParentNotFoundException";
    public const string TargetNotFound = "TargetNotFoundException";
    public const string TooManyRequests = "TooManyRequestsException";
    public const string UnsupportedAPIEndpoint = "UnsupportedAPIEndpointException";
}
