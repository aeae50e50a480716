using Daypass.Core.Delegation;

namespace Daypass.Iam.Delegation;

/// <summary>Turns delegation requests into what clients receive.</summary>
internal static class DelegationAnswers
{
    /// <summary>A delegation request.</summary>
    public static DelegationRequestShape ToWire(this DelegationRequest request) => new()
    {
        DelegationRequestId = request.Id,
        OwnerAccountId = request.OwnerAccount,
        Description = request.Description,
        RequestMessage = request.RequestMessage,
        Permissions = new DelegationPermission
        {
            PolicyTemplateArn = request.TemplateArn,
            Parameters =
            [
                .. request.Parameters.Select(static parameter =>
                    new PolicyParameter { Name = parameter.Name, Values = parameter.Values, Type = parameter.Type }),
            ],
        },
        PermissionPolicy = request.PermissionPolicy,
        RolePermissionRestrictionArns = RoleRestrictions.FindBoundaries(request.PermissionPolicy).Value is { Count: > 0 } boundaries ? boundaries : null,
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
