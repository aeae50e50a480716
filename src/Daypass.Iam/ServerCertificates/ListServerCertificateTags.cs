using Daypass.Iam.Tags;

namespace Daypass.Iam.ServerCertificates;

/// <summary>Lists the tags of a server certificate.</summary>
internal sealed class ListServerCertificateTags(IamServices iam)
    : ListEntityTags<ListServerCertificateTagsRequest, ServerCertificate>(iam, static input => input.ServerCertificateName);
