using Daypass.Core.Entities;
using Daypass.Core.Iam.Granting;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Groups;

/// <summary>The operations on groups as such; who is in them is <see cref="Membership"/>'s.</summary>
internal sealed class GroupRoutes(IamParts iam)
{
    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        iam.Route<CreateGroupRequest, CreateGroupResponse>(static input => IamTarget.Make(input.Path, input.GroupName), Create),
        iam.Route<GetGroupRequest, GetGroupResponse>(static input => IamTarget.Of(input.GroupName), Get),
        iam.Route<ListGroupsRequest, ListGroupsResponse>(static input => IamTarget.Under(input.PathPrefix), (input, context) =>
            iam.List<Group>(PageRequest.Of(ListGroupsRequest.Operation, context, input.Marker, input.MaxItems), input.PathPrefix, context.Cancelled)
                .Then(page => new ListGroupsResponse { Groups = page.Items.ConvertAll(group => group.ToWire(iam.Arns)), IsTruncated = page.IsTruncated, Marker = page.Marker })),
        iam.Route<UpdateGroupRequest, NoOutput>(
            static input => IamTarget.Of(input.GroupName) with { Renamed = NewName.Of(input.NewPath, input.NewGroupName) },
            (input, context) => iam.Store.Change<Group>(
                context.Caller.Account,
                input.GroupName,
                (_, group) => new(group with { Name = input.NewGroupName ?? group.Name, Path = input.NewPath ?? group.Path }),
                context.Cancelled).Silent()),
        iam.Route<DeleteGroupRequest, NoOutput>(static input => IamTarget.Of(input.GroupName), Delete),
        .. new Membership(iam).All(),
    ];

    private ValueTask<Result<CreateGroupResponse>> Create(CreateGroupRequest input, OperationContext context) => iam.Store.Write<Group>(
        transaction => transaction.Add(
            () => new Group
            {
                Account = context.Caller.Account,
                Name = input.GroupName,
                Id = UniqueId.New(UniqueIdKind.Group, AccountId.Parse(context.Caller.Account)),
                Path = input.Path ?? "/",
                CreatedAt = iam.Now,
            },
            ("GroupsPerAccount", iam.Quotas.Groups),
            context.Cancelled),
        context.Cancelled).Then(group => new CreateGroupResponse { Group = group.ToWire(iam.Arns) });

    private async ValueTask<Result<GetGroupResponse>> Get(GetGroupRequest input, OperationContext context)
    {
        if (await iam.Store.Find<Group>(context.Caller.Account, input.GroupName, context.Cancelled) is not { } group)
        {
            return EntityWords.Unknown(EntityKind.Group, input.GroupName);
        }

        return await iam.Referrers<User>(PageRequest.Of(GetGroupRequest.Operation, context, input.Marker, input.MaxItems), group.Account, Relation.Member, group.Id, context.Cancelled)
            .Then(page => new GetGroupResponse
            {
                Group = group.ToWire(iam.Arns),
                Users = page.Items.ConvertAll(user => user.ToWire(iam.Arns)),
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            });
    }

    private ValueTask<Result<NoOutput>> Delete(DeleteGroupRequest input, OperationContext context) => iam.Store.Remove<Group>(
        context.Caller.Account,
        input.GroupName,
        async (transaction, group) =>
            await transaction.CountReferrers(group.Account, Relation.Member, group.Id, context.Cancelled) > 0
                ? IamErrors.MustFirst("remove users from group")
                : GrantsWrites.RefuseDelete(group.Grants),
        context.Cancelled);
}
