using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Credentials;

/// <summary>Kinds of credentials this server has none of; their lists are empty, and clients that tidy up before deleting a user ask for them.</summary>
internal static class AbsentRoutes
{
    /// <summary>The operations.</summary>
    public static IEnumerable<OperationRoute> All(IamParts iam) =>
    [
        iam.Route<ListSshPublicKeysRequest, ListSshPublicKeysResponse>(static input => IamTarget.Of(input.UserName), (input, context) =>
            None<SshPublicKeyMetadata>(iam, input.UserName, PageRequest.Of(ListSshPublicKeysRequest.Operation, context, input.Marker, input.MaxItems), context)
                .Then(static page => new ListSshPublicKeysResponse { SshPublicKeys = page.Items })),
        iam.Route<ListSigningCertificatesRequest, ListSigningCertificatesResponse>(static input => IamTarget.Of(input.UserName), (input, context) =>
            None<SigningCertificate>(iam, input.UserName, PageRequest.Of(ListSigningCertificatesRequest.Operation, context, input.Marker, input.MaxItems), context)
                .Then(static page => new ListSigningCertificatesResponse { Certificates = page.Items })),
        iam.Route<ListServiceSpecificCredentialsRequest, ListServiceSpecificCredentialsResponse>(static input => IamTarget.Of(input.AllUsers is true ? "*" : input.UserName), (input, context) =>
            None<ServiceSpecificCredentialMetadata>(iam, input.UserName, PageRequest.Of(ListServiceSpecificCredentialsRequest.Operation, context, input.Marker, input.MaxItems), context, ofAll: input.AllUsers is true)
                .Then(static page => new ListServiceSpecificCredentialsResponse { ServiceSpecificCredentials = page.Items })),
    ];

    // An unknown user and a marker that was not given out are refused as in every other list.
    private static async ValueTask<Result<Page<T>>> None<T>(IamParts iam, string? userName, PageRequest page, OperationContext context, bool ofAll = false) where T : class =>
        !ofAll && (await Owners.Find(iam.Store, userName, context)).Error is { } refusal ? refusal : await iam.Pager.Read<T>(page, [], static _ => "");
}
