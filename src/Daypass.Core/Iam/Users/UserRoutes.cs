using Daypass.Core.Entities;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Operations;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Users;

/// <summary>The operations on users.</summary>
internal static class UserRoutes
{
    /// <summary>The operations.</summary>
    public static IEnumerable<OperationRoute> All(IamParts iam) =>
    [
        OperationRoute.Of(new CreateUser(iam)),
        OperationRoute.Of(new GetUser(iam)),
        iam.Route<ListUsersRequest, ListUsersResponse>(static input => IamTarget.Under(input.PathPrefix), (input, context) =>
            iam.List<User>(PageRequest.Of(ListUsersRequest.Operation, context, input.Marker, input.MaxItems), input.PathPrefix, context.Cancelled)
                .Then(page => new ListUsersResponse { Users = page.Items.ConvertAll(user => user.ToWire(iam.Arns)), IsTruncated = page.IsTruncated, Marker = page.Marker })),
        OperationRoute.Of(new UpdateUser(iam)),
        OperationRoute.Of(new DeleteUser(iam)),
    ];
}
