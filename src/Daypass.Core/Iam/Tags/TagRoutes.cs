using Daypass.Core.Entities;
using Daypass.Core.Iam.Records;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Tags;

/// <summary>Tag, untag and list tags of users, roles, instance profiles and policies: one piece of code, a line for each operation.</summary>
internal sealed class TagRoutes(IamParts iam)
{
    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        iam.Route<TagUserRequest, NoOutput>(static input => IamTarget.Of(input.UserName) with { Tags = input.Tags }, (input, context) => Put<User>(input.UserName, input.Tags, context)),
        iam.Route<UntagUserRequest, NoOutput>(static input => IamTarget.Of(input.UserName) with { TagKeys = input.TagKeys }, (input, context) => Remove<User>(input.UserName, input.TagKeys, context)),
        iam.Route<ListUserTagsRequest, ListUserTagsResponse>(static input => IamTarget.Of(input.UserName), (input, context) =>
            List<User>(input.UserName, PageRequest.Of(ListUserTagsRequest.Operation, context, input.Marker, input.MaxItems), context)
                .Then(static page => new ListUserTagsResponse { Tags = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker })),

        iam.Route<TagRoleRequest, NoOutput>(static input => IamTarget.Of(input.RoleName) with { Tags = input.Tags }, (input, context) => Put<Role>(input.RoleName, input.Tags, context)),
        iam.Route<UntagRoleRequest, NoOutput>(static input => IamTarget.Of(input.RoleName) with { TagKeys = input.TagKeys }, (input, context) => Remove<Role>(input.RoleName, input.TagKeys, context)),
        iam.Route<ListRoleTagsRequest, ListRoleTagsResponse>(static input => IamTarget.Of(input.RoleName), (input, context) =>
            List<Role>(input.RoleName, PageRequest.Of(ListRoleTagsRequest.Operation, context, input.Marker, input.MaxItems), context)
                .Then(static page => new ListRoleTagsResponse { Tags = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker })),

        iam.Route<TagInstanceProfileRequest, NoOutput>(
            static input => IamTarget.Of(input.InstanceProfileName) with { Tags = input.Tags },
            (input, context) => Put<InstanceProfile>(input.InstanceProfileName, input.Tags, context)),
        iam.Route<UntagInstanceProfileRequest, NoOutput>(
            static input => IamTarget.Of(input.InstanceProfileName) with { TagKeys = input.TagKeys },
            (input, context) => Remove<InstanceProfile>(input.InstanceProfileName, input.TagKeys, context)),
        iam.Route<ListInstanceProfileTagsRequest, ListInstanceProfileTagsResponse>(static input => IamTarget.Of(input.InstanceProfileName), (input, context) =>
            List<InstanceProfile>(input.InstanceProfileName, PageRequest.Of(ListInstanceProfileTagsRequest.Operation, context, input.Marker, input.MaxItems), context)
                .Then(static page => new ListInstanceProfileTagsResponse { Tags = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker })),

        iam.Route<TagPolicyRequest, NoOutput>(static input => IamTarget.By(input.PolicyArn) with { Tags = input.Tags }, (input, context) =>
            ManagedPolicies.Change(iam.Store, iam.Arns, context.Caller.Account, input.PolicyArn, (_, policy) => new(EntityTags.Put(policy, input.Tags, iam.Quotas)), context.Cancelled).Silent()),
        iam.Route<UntagPolicyRequest, NoOutput>(static input => IamTarget.By(input.PolicyArn) with { TagKeys = input.TagKeys }, (input, context) =>
            ManagedPolicies.Change(iam.Store, iam.Arns, context.Caller.Account, input.PolicyArn, (_, policy) => new(EntityTags.Remove(policy, input.TagKeys)), context.Cancelled).Silent()),
        iam.Route<ListPolicyTagsRequest, ListPolicyTagsResponse>(static input => IamTarget.By(input.PolicyArn), (input, context) =>
            ManagedPolicies.FindUsable(iam.Store, iam.Arns, context.Caller.Account, input.PolicyArn, context.Cancelled)
                .Then(policy => Page(policy, PageRequest.Of(ListPolicyTagsRequest.Operation, context, input.Marker, input.MaxItems)))
                .Then(static page => new ListPolicyTagsResponse { Tags = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker })),
    ];

    private ValueTask<Result<NoOutput>> Put<T>(string name, IReadOnlyList<Tag> tags, OperationContext context) where T : class, ITagged<T> =>
        iam.Store.Change<T>(context.Caller.Account, name, (_, entity) => new(EntityTags.Put(entity, tags, iam.Quotas)), context.Cancelled).Silent();

    private ValueTask<Result<NoOutput>> Remove<T>(string name, IReadOnlyList<string> keys, OperationContext context) where T : class, ITagged<T> =>
        iam.Store.Change<T>(context.Caller.Account, name, (_, entity) => new(EntityTags.Remove(entity, keys)), context.Cancelled).Silent();

    private async ValueTask<Result<Page<Tag>>> List<T>(string name, PageRequest request, OperationContext context) where T : class, ITagged<T> =>
        await iam.Store.Find<T>(context.Caller.Account, name, context.Cancelled) is { } entity ? await Page(entity, request) : EntityWords.Unknown(T.Kind, name);

    private ValueTask<Result<Page<Tag>>> Page<T>(T entity, PageRequest request) where T : class, ITagged<T> =>
        iam.Pager.Read(request, entity.Tags.ToWire(), static tag => tag.Key);
}
