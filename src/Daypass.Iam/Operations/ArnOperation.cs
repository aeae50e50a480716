using Daypass.Core.Directory;
using Daypass.Protocol;

namespace Daypass.Iam.Operations;

/// <summary>A kind of resource that requests name by its ARN, and how IAM speaks of it.</summary>
/// <typeparam name="T">What the ARN names.</typeparam>
internal abstract class ArnResource<T>(IamResource kind) where T : class
{
    /// <summary>The kind of resource.</summary>
    public IamResource Kind { get; } = kind;

    /// <summary>What has exactly this ARN, in whatever account, or null.</summary>
    public abstract ValueTask<T?> Find(IDirectoryReader reader, EntityArns arns, Arn arn, CancellationToken cancelled);

    /// <summary>The tags it has.</summary>
    public abstract IReadOnlyList<EntityTag> TagsOf(T found);

    /// <summary>The ARN that permission is asked for; not always the one that was written.</summary>
    public virtual string ArnOf(T? found, Arn asked) => asked.Text;

    /// <summary>Whether the caller may hear of what is there. What is not looked up is not found, and its tags are not asked about.</summary>
    public virtual bool IsLookedUp(Arn asked, string callerAccount) => true;

    /// <summary>The account that permission is asked in.</summary>
    public virtual string AccountOf(Arn asked, string callerAccount) => asked.Account.ToString();

    /// <summary>The refusal of text that is no ARN.</summary>
    public virtual AwsError Unreadable(string text) => IamErrors.UnreadableArn;

    /// <summary>Why the caller's account may not use what was found, or that there is nothing; null when it may.</summary>
    public abstract AwsError? Validate(T? found, Arn arn, string account);
}

/// <summary>What was found by an ARN.</summary>
/// <param name="Arn">The ARN.</param>
/// <param name="Item">What has it, or null.</param>
internal readonly record struct FoundByArn<T>(Arn Arn, T? Item) where T : class;

/// <summary>An operation on a resource that the request names by its ARN.</summary>
/// <typeparam name="TInput">The request record.</typeparam>
/// <typeparam name="T">What the ARN names.</typeparam>
/// <typeparam name="TOutput">The answer record.</typeparam>
/// <param name="iam">What IAM's operations share.</param>
/// <param name="resource">The kind of resource.</param>
/// <param name="arnOf">The ARN the request gives.</param>
/// <param name="keys">The condition keys of the permission.</param>
internal abstract class ArnOperation<TInput, T, TOutput>(
    IamServices iam, ArnResource<T> resource, Func<TInput, string> arnOf, PermissionKeys keys = PermissionKeys.None)
    : IamOperation<TInput, FoundByArn<T>, TOutput>(iam, new IamPermission(TInput.Operation.Name, resource.Kind, IamScope.ByArn, keys))
    where TInput : IOperationInput<TInput, TOutput>
    where T : class
    where TOutput : IOperationOutput<TOutput>
{
    /// <inheritdoc/>
    protected sealed override async ValueTask<Result<Demand<FoundByArn<T>>>> Resolve(TInput request, OperationContext context)
    {
        var text = arnOf(request);
        if (!Arn.TryParse(text, out var arn))
        {
            return resource.Unreadable(text);
        }

        var found = resource.IsLookedUp(arn, context.Caller.Account) ? await resource.Find(Iam.Store, Iam.Arns, arn, context.Cancelled) : null;

        // The shared policies are everybody's to read and nobody's to change.
        var owner = resource.AccountOf(arn, context.Caller.Account);
        var account = owner == EntityArns.SharedAccount && ((IamPermission)Permission).OnlyReads ? context.Caller.Account : owner;
        var subject = new PermissionSubject(resource.ArnOf(found, arn), account) { Tags = found is null ? [] : resource.TagsOf(found) };
        return Require(subject, new FoundByArn<T>(arn, found), request, context);
    }

    /// <summary>What is wrong with the request whatever it names; asked before anything is said of what is not there.</summary>
    protected virtual AwsError? Validate(TInput input, OperationContext context) => null;

    /// <summary>Does the work on what was authorized.</summary>
    protected abstract ValueTask<Result<TOutput>> Handle(TInput input, T found, OperationContext context);

    /// <summary>Why the caller's account may not use what was found, or that there is nothing; null when it may.</summary>
    protected virtual AwsError? Validate(T? found, Arn arn, string account) => resource.Validate(found, arn, account);

    /// <inheritdoc/>
    protected sealed override ValueTask<Result<TOutput>> Handle(TInput request, FoundByArn<T> target, OperationContext context) =>
        (Validate(request, context) ?? Validate(target.Item, target.Arn, context.Caller.Account)) is { } refusal
            ? new(refusal)
            : Handle(request, target.Item!, context);
}
