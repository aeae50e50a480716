using Daypass.Iam.Tags;

namespace Daypass.Iam.ServerCertificates;

/// <summary>Adds tags to a server certificate.</summary>
internal sealed class TagServerCertificate(IamServices iam)
    : TagEntity<TagServerCertificateRequest, ServerCertificate>(iam, static input => input.ServerCertificateName)
{
    private static readonly AwsError NoTags = IamErrors.InvalidInput("The provided tag map must not be null/empty.");

    protected override AwsError? Validate(TagServerCertificateRequest input, OperationContext context) => input.Tags.Count == 0 ? NoTags : null;
}
