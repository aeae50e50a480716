using Daypass.Core.Authorization;
using Daypass.Core.Operations;

namespace Daypass.Organizations.Operations;

/// <summary>An operation of Organizations. It is asked about what the request names, and then only the management account may do it, unless
/// <see cref="IsForMembers"/> says otherwise: nothing a member's policies say changes that.</summary>
/// <typeparam name="TInput">The request record.</typeparam>
/// <typeparam name="TOutput">The answer record.</typeparam>
/// <param name="services">What the operations share.</param>
/// <param name="resource">What it is asked about, as the documentation writes it.</param>
/// <param name="keys">The condition keys of its permission.</param>
internal abstract class OrganizationOperation<TInput, TOutput>(OrganizationServices services, string resource, params string[] keys)
    : Operation<TInput, OrganizationTarget, TOutput>
    where TInput : IOperationInput<TInput, TOutput>
    where TOutput : IOperationOutput<TOutput>
{
    /// <inheritdoc/>
    public sealed override Permission Permission { get; } = new OrganizationPermission(TInput.Operation.Permission, resource, keys)
    {
        TagAction = keys.Contains(KeyNames.ShownRequestTag) && TInput.Operation.Permission != OrganizationPermission.Tagging
            ? OrganizationPermission.Tagging
            : null,
    };

    /// <summary>What the operations share.</summary>
    protected OrganizationServices Services { get; } = services;

    /// <summary>Whether every account of the organisation may do it.</summary>
    protected virtual bool IsForMembers => false;

    /// <summary>The roots, units, accounts and policies the request names; nothing where it acts on the organisation as a whole.</summary>
    protected virtual IReadOnlyList<string> Named(TInput input) => [];

    /// <summary>The type of policies the request names by itself, or null.</summary>
    protected virtual string? PolicyTypeOf(TInput input) => null;

    /// <summary>The service the request names, or null.</summary>
    protected virtual string? ServiceOf(TInput input) => null;

    /// <summary>The tags the request passes.</summary>
    protected virtual IReadOnlyList<OrganizationTag> TagsOf(TInput input) => [];

    /// <summary>The keys of the tags the request is about.</summary>
    protected virtual IReadOnlyList<string> TagKeysOf(TInput input) => [.. TagsOf(input).Select(static tag => tag.Key)];

    /// <inheritdoc/>
    protected sealed override async ValueTask<Result<Demand<OrganizationTarget>>> Resolve(TInput request, OperationContext context)
    {
        var organization = await OrganizationServices.FindOrganization(Services.Store, context.Caller.Account, context.Cancelled);
        var manages = organization?.ManagementAccount == context.Caller.Account;
        var resources = new List<OrganizationResource>();
        foreach (var id in manages ? Named(request) : [])
        {
            resources.Add(await Services.Parts.Find(Services.Store, organization!, id, context.Cancelled));
        }

        AddKeys(request, resources, context);
        List<Access> accesses = resources.Count == 0 ? [new(Permission.Action, "*")] : resources.ConvertAll(found => On(Permission.Action, found));
        if (Permission.TagAction is { } tagging && TagsOf(request).Count > 0)
        {
            accesses.AddRange(resources.Count == 0 ? [new Access(tagging, "*")] : resources.Select(found => On(tagging, found)));
        }

        return new Demand<OrganizationTarget>(accesses, new OrganizationTarget(organization, manages, resources));
    }

    /// <summary>Does the work for an account that may ask.</summary>
    protected abstract ValueTask<Result<TOutput>> Handle(TInput input, OrganizationTarget target, Organization organization, OperationContext context);

    /// <inheritdoc/>
    protected sealed override ValueTask<Result<TOutput>> Handle(TInput request, OrganizationTarget target, OperationContext context) =>
        target.Organization is not { } organization ? new(OrganizationsErrors.NotInUse)
        : !target.Manages && !IsForMembers ? new(OrganizationsErrors.NotManagement)
        : Handle(request, target, organization, context);

    private static Access On(string action, OrganizationResource found) => new(action, found.Arn)
    {
        Keys = [.. found.Tags.Select(static tag => new KeyValuePair<string, string>(KeyNames.ResourceTag + tag.Key, tag.Value))],
    };

    private void AddKeys(TInput input, List<OrganizationResource> resources, OperationContext context)
    {
        if ((PolicyTypeOf(input) ?? resources.Find(static found => found.Policy is not null)?.Policy!.Type) is { } type)
        {
            context.Keys.Add(KeyNames.PolicyType, type);
        }

        if (ServiceOf(input) is { } service)
        {
            context.Keys.Add(KeyNames.ServicePrincipal, service);
        }

        foreach (var tag in TagsOf(input))
        {
            context.Keys.Add(KeyNames.RequestTag, tag.Key, tag.Value);
        }

        if (TagKeysOf(input) is { Count: > 0 } tagKeys)
        {
            context.Keys.Add(KeyNames.TagKeys, tagKeys);
        }
    }
}
