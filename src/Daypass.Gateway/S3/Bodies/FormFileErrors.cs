using Daypass.Protocol.Errors;
using Daypass.S3.Errors;
using Daypass.S3.Forms;

namespace Daypass.Gateway.S3.Bodies;

/// <summary>What is answered to a form that is not what it should be, when its file is read already.</summary>
internal static class FormFileErrors
{
    /// <summary>There is more than one file, or something behind it.</summary>
    public static AwsError NotOneFile { get; } = Of(FormErrors.NotOneFile);

    /// <summary>The form does not end as it should.</summary>
    public static AwsError Malformed { get; } = Of(FormErrors.Malformed);

    private static AwsError Of(S3Error error) => new(error.Code, error.Status, error.Message);
}
