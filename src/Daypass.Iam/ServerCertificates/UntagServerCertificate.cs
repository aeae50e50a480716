using Daypass.Iam.Tags;

namespace Daypass.Iam.ServerCertificates;

/// <summary>Takes tags from a server certificate.</summary>
internal sealed class UntagServerCertificate(IamServices iam)
    : UntagEntity<UntagServerCertificateRequest, ServerCertificate>(iam, static input => input.ServerCertificateName)
{
    private static readonly AwsError NoKeys = IamErrors.InvalidInput("The provided tag keys must not be null/empty.");

    protected override AwsError? Validate(UntagServerCertificateRequest input, OperationContext context) => input.TagKeys.Count == 0 ? NoKeys : null;
}
