using Daypass.Core.Entities;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.ServiceRoles;

/// <summary>Service-linked roles: roles at <c>/aws-service-role/</c> that only their service's operations may change. Deleting is done at once; the task says so.</summary>
internal sealed class ServiceRoleRoutes(IamParts iam)
{
    private const string TaskList = "ServiceLinkedRoleDeletion";

    private readonly PageMarkers _tasks = new(iam.Service.Sealer, iam.Service.Clock);

    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        iam.Route<CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse>(
            static input => IamTarget.Make(PathOf(input.AwsServiceName), ServiceRoleNames.Of(input.AwsServiceName, input.CustomSuffix) ?? "") with { Service = input.AwsServiceName }, Create),
        iam.Route<DeleteServiceLinkedRoleRequest, DeleteServiceLinkedRoleResponse>(static input => IamTarget.Of(input.RoleName), Delete),
        iam.Route<GetServiceLinkedRoleDeletionStatusRequest, GetServiceLinkedRoleDeletionStatusResponse>(
            static input => IamTarget.Make(FormerPathOf(input.DeletionTaskId), RoleOf(input.DeletionTaskId)), (input, context) => new(Status(input.DeletionTaskId, context))),
    ];

    private async ValueTask<Result<CreateServiceLinkedRoleResponse>> Create(CreateServiceLinkedRoleRequest input, OperationContext context)
    {
        if (ServiceRoleNames.Of(input.AwsServiceName, input.CustomSuffix) is not { Length: <= 64 } name)
        {
            return IamErrors.InvalidInput($"{input.AwsServiceName} is not the name of a service that can have a service-linked role.");
        }

        var document = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["{{input.AwsServiceName}}"]},"Action":["sts:AssumeRole"]}]}""";
        if (iam.Trust.Refuse(document, context.Caller.Account) is { } refusal)
        {
            return refusal;
        }

        var added = await iam.Store.Write<Role>(
            transaction => transaction.Add(
                () => new Role
                {
                    Account = context.Caller.Account,
                    Name = name,
                    Id = UniqueId.New(UniqueIdKind.Role, AccountId.Parse(context.Caller.Account)),
                    Path = PathOf(input.AwsServiceName),
                    CreatedAt = iam.Now,
                    Trust = new TrustPolicy { Document = document },
                    Description = input.Description,
                    LinkedService = input.AwsServiceName,
                },
                ("RolesPerAccount", iam.Quotas.Roles),
                context.Cancelled),
            context.Cancelled);
        return added.Succeeded ? new CreateServiceLinkedRoleResponse { Role = added.Value.ToWire(iam.Arns, document) }
            : added.Error.Code == ErrorCode.EntityAlreadyExists ? IamErrors.InvalidInput($"Service role name {name} has been taken in this account, please try a different suffix.")
            : added.Error;
    }

    private ValueTask<Result<DeleteServiceLinkedRoleResponse>> Delete(DeleteServiceLinkedRoleRequest input, OperationContext context) => iam.Store.Write<DeleteServiceLinkedRoleResponse>(
        async transaction =>
        {
            if (await transaction.Find<Role>(context.Caller.Account, input.RoleName, context.Cancelled) is not { LinkedService: { } service } role)
            {
                return EntityWords.Unknown(EntityKind.Role, input.RoleName);
            }

            await transaction.TryDelete(role, context.Cancelled);
            return new DeleteServiceLinkedRoleResponse { DeletionTaskId = $"task{Role.LinkedPath}{service}/{role.Name}/{_tasks.Seal(TaskList, role.Account, role.Name)}" };
        },
        context.Cancelled);

    // What a task did is done when its id is known; the id is sealed, so one that was made up tells nothing.
    private Result<GetServiceLinkedRoleDeletionStatusResponse> Status(string taskId, OperationContext context)
    {
        var opened = _tasks.Open(TaskList, context.Caller.Account, taskId[(taskId.LastIndexOf('/') + 1)..]);
        return opened.Succeeded && opened.Value == RoleOf(taskId)
            ? new GetServiceLinkedRoleDeletionStatusResponse { Status = "SUCCEEDED" }
            : IamErrors.NoSuchEntity($"Deletion task {taskId} cannot be found.");
    }

    private static string PathOf(string service) => $"{Role.LinkedPath}{service}/";

    // task/aws-service-role/SERVICE/ROLE/ID
    private static string? FormerPathOf(string taskId) => taskId.Split('/') is ["task", _, var service, _, _] ? PathOf(service) : null;

    private static string RoleOf(string taskId) => taskId.Split('/') is [.., var role, _] ? role : taskId;
}
