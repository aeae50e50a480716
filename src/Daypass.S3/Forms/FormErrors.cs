using Daypass.S3.Errors;

namespace Daypass.S3.Forms;

/// <summary>How S3 refuses the forms of browsers.</summary>
public static class FormErrors
{
    /// <summary>The body is no form.</summary>
    public static S3Error NotMultipart { get; } = new S3Error(
        "PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold")
        .With("Condition", "Bucket POST must be of the enclosure-type multipart/form-data");

    /// <summary>The fields before the file are too long.</summary>
    public static S3Error TooMuchBeforeFile { get; } = new(
        "MaxPostPreDataLengthExceeded", 400, "Your POST request fields preceding the upload file were too large.");

    /// <summary>There is no file, or there are two.</summary>
    public static S3Error NotOneFile { get; } = new("IncorrectNumberOfFilesInPostRequest", 400, "POST requires exactly one file upload per request.");

    /// <summary>A form whose parts cannot be told apart.</summary>
    public static S3Error Malformed { get; } = new(
        "MalformedPOSTRequest", 400, "The body of your POST request is not well-formed multipart/form-data.");

    /// <summary>The policy in the form has run out.</summary>
    public static S3Error Expired { get; } = new("AccessDenied", 403, "Invalid according to Policy: Policy expired.");

    /// <summary>A field that has to be there is not.</summary>
    public static S3Error Missing(string field) => S3Errors.InvalidArgument(
        $"Bucket POST must contain a field named '{field}'.  If it is specified, please check the order of the fields.", field, "");

    /// <summary>The policy is none.</summary>
    public static S3Error InvalidPolicy(string why) => new("InvalidPolicyDocument", 400, "Invalid Policy: " + why);

    /// <summary>A condition of the policy does not hold.</summary>
    public static S3Error ConditionFailed(string condition) => new("AccessDenied", 403, $"Invalid according to Policy: Policy Condition failed: {condition}");

    /// <summary>A field that no condition speaks of.</summary>
    public static S3Error ExtraField(string field) => new("AccessDenied", 403, $"Invalid according to Policy: Extra input fields: {field}");
}
