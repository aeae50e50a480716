using Daypass.Core.Delegation;
using Daypass.Core.Entities;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Delegation;

/// <summary>The operations on delegation requests.</summary>
internal sealed class DelegationRoutes(IamParts iam)
{
    private Delegations Requests => iam.Service.Delegations;

    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        OperationRoute.Of(new CreateDelegationRequest(iam)),
        iam.Route<AssociateDelegationRequestRequest, NoOutput>(static input => IamTarget.Of(input.DelegationRequestId), (input, context) =>
            Requests.Associate(input.DelegationRequestId, context).Silent()),
        iam.Route<UpdateDelegationRequestRequest, NoOutput>(static input => IamTarget.Of(input.DelegationRequestId), (input, context) =>
            Requests.Update(input.DelegationRequestId, input.Notes, context).Silent()),
        iam.Route<AcceptDelegationRequestRequest, NoOutput>(static input => IamTarget.Of(input.DelegationRequestId), (input, context) =>
            Requests.Accept(input.DelegationRequestId, context).Silent()),
        iam.Route<RejectDelegationRequestRequest, NoOutput>(static input => IamTarget.Of(input.DelegationRequestId), (input, context) =>
            Requests.Reject(input.DelegationRequestId, input.Notes, context).Silent()),
        iam.Route<SendDelegationTokenRequest, NoOutput>(static input => IamTarget.Of(input.DelegationRequestId), (input, context) =>
            Requests.Send(input.DelegationRequestId, context).Silent()),
        iam.Route<GetDelegationRequestRequest, GetDelegationRequestResponse>(static input => IamTarget.Of(input.DelegationRequestId), (input, context) =>
            Requests.Find(input.DelegationRequestId, context).Then(request => new GetDelegationRequestResponse
            {
                DelegationRequest = Shape(request),
                PermissionCheckStatus = input.DelegationPermissionCheck == true ? "COMPLETE" : null,
                PermissionCheckResult = input.DelegationPermissionCheck == true ? DelegationCheck.Of(request, context) : null,
            })),
        iam.Route<ListDelegationRequestsRequest, ListDelegationRequestsResponse>(static _ => IamTarget.None, List),
    ];

    private ValueTask<Result<ListDelegationRequestsResponse>> List(ListDelegationRequestsRequest input, OperationContext context) => iam.Pager.Read<DelegationRequest>(
        PageRequest.Of(ListDelegationRequestsRequest.Operation, context, input.Marker, input.MaxItems),
        async (after, limit) =>
        {
            var rows = new List<Listed<DelegationRequest>>();
            foreach (var request in await iam.Store.Referrers<DelegationRequest>("", Relation.DecidedBy, context.Caller.Account, "/", after, limit, context.Cancelled))
            {
                var wanted = input.OwnerId is not { } owner || owner == request.OwnerAccount || owner == request.Owner?.Arn;
                rows.Add(new Listed<DelegationRequest>(EntityKey.Fold(request.Id), wanted ? DelegationSteps.At(request, context.Now) : null));
            }

            return rows;
        }).Then(static page => new ListDelegationRequestsResponse { DelegationRequests = page.Items.ConvertAll(Shape), Marker = page.Marker, IsTruncated = page.IsTruncated });

    private static DelegationRequestShape Shape(DelegationRequest request) => new()
    {
        DelegationRequestId = request.Id,
        OwnerAccountId = request.OwnerAccount,
        Description = request.Description,
        RequestMessage = request.RequestMessage,
        Permissions = new DelegationPermission
        {
            PolicyTemplateArn = request.TemplateArn,
            Parameters = [.. request.Parameters.Select(static parameter => new PolicyParameter { Name = parameter.Name, Values = parameter.Values, Type = parameter.Type })],
        },
        PermissionPolicy = request.PermissionPolicy,
        RolePermissionRestrictionArns = RoleRestrictions.Of(request.PermissionPolicy).Value is { Count: > 0 } boundaries ? boundaries : null,
        OwnerId = request.Owner?.Arn,
        ApproverId = request.Approver?.Arn,
        State = DelegationSteps.Name(request.State),
        ExpirationTime = DelegationSteps.EndOf(request),
        RequestorId = request.RequestorAccount,
        RequestorName = request.RequestorName,
        CreateDate = request.CreatedAt,
        SessionDuration = request.SessionSeconds,
        RedirectUrl = request.RedirectUrl,
        Notes = request.Notes,
        RejectionReason = request.RejectionReason,
        OnlySendByOwner = request.OnlySendByOwner,
        UpdatedTime = request.UpdatedAt,
    };
}
