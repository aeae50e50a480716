using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Pipeline;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Credentials;

/// <summary>Kinds of credentials this server has none of; their lists are empty, and clients that tidy up before deleting a user ask for them.</summary>
internal static class AbsentRoutes
{
    /// <summary>The operations.</summary>
    public static IEnumerable<OperationRoute> All(IamParts iam) =>
    [
        iam.Route<ListSshPublicKeysRequest, ListSshPublicKeysResponse>(static input => IamTarget.Of(input.UserName), (input, context) =>
            Owners.Find(iam.Store, input.UserName, context).Then(static _ => new ListSshPublicKeysResponse { SshPublicKeys = [] })),
        iam.Route<ListSigningCertificatesRequest, ListSigningCertificatesResponse>(static input => IamTarget.Of(input.UserName), (input, context) =>
            Owners.Find(iam.Store, input.UserName, context).Then(static _ => new ListSigningCertificatesResponse { Certificates = [] })),
        iam.Route<ListServiceSpecificCredentialsRequest, ListServiceSpecificCredentialsResponse>(static input => IamTarget.Of(input.UserName), (input, context) =>
            Owners.Find(iam.Store, input.UserName, context).Then(static _ => new ListServiceSpecificCredentialsResponse { ServiceSpecificCredentials = [] })),
    ];
}
