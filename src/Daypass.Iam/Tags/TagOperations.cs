using Daypass.Protocol.Sts;

namespace Daypass.Iam.Tags;

/// <summary>Adds tags to an entity that the request names.</summary>
internal abstract class TagEntity<TInput, T>(IamServices iam, Func<TInput, string> nameOf)
    : EntityOperation<TInput, T, NoOutput>(iam, nameOf, PermissionKeys.RequestTags)
    where TInput : TagRequest, IOperationInput<TInput, NoOutput>
    where T : class, ITagged<T>
{
    protected sealed override IamRequestKeys KeysOf(TInput input) => new() { Tags = input.Tags };

    protected sealed override ValueTask<Result<NoOutput>> Handle(TInput input, T entity, OperationContext context) =>
        Iam.Store.Change(entity, (_, current) => new(EntityTags.Put(current, input.Tags, Iam.Quotas)), context.Cancelled).WithoutOutput();
}

/// <summary>Takes tags from an entity that the request names.</summary>
internal abstract class UntagEntity<TInput, T>(IamServices iam, Func<TInput, string> nameOf)
    : EntityOperation<TInput, T, NoOutput>(iam, nameOf, PermissionKeys.TagKeys)
    where TInput : UntagRequest, IOperationInput<TInput, NoOutput>
    where T : class, ITagged<T>
{
    protected sealed override IamRequestKeys KeysOf(TInput input) => new() { TagKeys = input.TagKeys };

    protected sealed override ValueTask<Result<NoOutput>> Handle(TInput input, T entity, OperationContext context) =>
        Iam.Store.Change(entity, (_, current) => new(EntityTags.Remove(current, input.TagKeys)), context.Cancelled).WithoutOutput();
}

/// <summary>Lists the tags of an entity that the request names.</summary>
internal abstract class ListEntityTags<TInput, T>(IamServices iam, Func<TInput, string> nameOf) : EntityOperation<TInput, T, ListTagsResponse>(iam, nameOf)
    where TInput : PagedRequest, IOperationInput<TInput, ListTagsResponse>
    where T : class, ITagged<T>
{
    protected sealed override ValueTask<Result<ListTagsResponse>> Handle(TInput input, T entity, OperationContext context) =>
        Iam.PageTags(PageRequest.From(input, context), entity.Tags.ToWire());
}

/// <summary>Adds tags to a resource that the request names by its ARN.</summary>
internal abstract class TagByArn<TInput, T>(IamServices iam, ArnResource<T> resource, Func<TInput, string> arnOf)
    : ArnOperation<TInput, T, NoOutput>(iam, resource, arnOf, PermissionKeys.RequestTags)
    where TInput : TagRequest, IOperationInput<TInput, NoOutput>
    where T : class, ITagged<T>
{
    protected sealed override IamRequestKeys KeysOf(TInput input) => new() { Tags = input.Tags };

    protected sealed override ValueTask<Result<NoOutput>> Handle(TInput input, T found, OperationContext context) =>
        Iam.Store.Change(found, (_, current) => new(EntityTags.Put(current, input.Tags, Iam.Quotas)), context.Cancelled).WithoutOutput();
}

/// <summary>Takes tags from a resource that the request names by its ARN.</summary>
internal abstract class UntagByArn<TInput, T>(IamServices iam, ArnResource<T> resource, Func<TInput, string> arnOf)
    : ArnOperation<TInput, T, NoOutput>(iam, resource, arnOf, PermissionKeys.TagKeys)
    where TInput : UntagRequest, IOperationInput<TInput, NoOutput>
    where T : class, ITagged<T>
{
    protected sealed override IamRequestKeys KeysOf(TInput input) => new() { TagKeys = input.TagKeys };

    protected sealed override ValueTask<Result<NoOutput>> Handle(TInput input, T found, OperationContext context) =>
        Iam.Store.Change(found, (_, current) => new(EntityTags.Remove(current, input.TagKeys)), context.Cancelled).WithoutOutput();
}

/// <summary>Lists the tags of a resource that the request names by its ARN.</summary>
internal abstract class ListTagsByArn<TInput, T>(IamServices iam, ArnResource<T> resource, Func<TInput, string> arnOf)
    : ArnOperation<TInput, T, ListTagsResponse>(iam, resource, arnOf)
    where TInput : PagedRequest, IOperationInput<TInput, ListTagsResponse>
    where T : class, ITagged<T>
{
    /// <summary>The tags in the order in which they are listed.</summary>
    protected virtual List<Tag> Shown(T found) => found.Tags.ToWire();

    protected sealed override ValueTask<Result<ListTagsResponse>> Handle(TInput input, T found, OperationContext context) =>
        Iam.PageTags(PageRequest.From(input, context), Shown(found));
}

/// <summary>Pages of tags.</summary>
internal static class TagPages
{
    /// <summary>A page of tags.</summary>
    public static ValueTask<Result<ListTagsResponse>> PageTags(this IamServices iam, PageRequest request, List<Tag> tags) =>
        iam.Page(request, tags, static tag => tag.Key).Then(static page => page.In(new ListTagsResponse { Tags = page.Items }));
}
