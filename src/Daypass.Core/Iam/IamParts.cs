using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Iam.Documents;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Operations;
using Daypass.Core.Pipeline;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam;

/// <summary>What IAM's operations share.</summary>
internal sealed class IamParts
{
    /// <summary>Over the service's parts.</summary>
    public IamParts(ServiceParts service)
    {
        Service = service;
        Demands = new IamDemands(service);
        Pager = new Pager(new PageMarkers(service.Sealer, service.Clock));
        Trust = new TrustPolicies(service.Arns, service.Quotas);
    }

    /// <summary>The service's parts.</summary>
    public ServiceParts Service { get; }

    /// <summary>Where entities are written, and read without a cache: what a Get shows is what is stored.</summary>
    public IDirectoryStore Store => Service.Store;

    /// <summary>Writes ARNs.</summary>
    public EntityArns Arns => Service.Arns;

    /// <summary>How much an account may have.</summary>
    public IamQuotas Quotas => Service.Quotas;

    /// <summary>Asks for permissions.</summary>
    public IamDemands Demands { get; }

    /// <summary>Reads lists page by page.</summary>
    public Pager Pager { get; }

    /// <summary>Stores and shows trust policies.</summary>
    public TrustPolicies Trust { get; }

    /// <summary>The present second: IAM's dates have no fractions.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(Service.Clock.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>A page of an account's entities of a kind in the order of their names.</summary>
    public ValueTask<Result<Page<T>>> List<T>(PageRequest request, string? pathPrefix, CancellationToken cancelled) where T : class, IEntity<T> =>
        Pager.Read(request, Listing<T>(request.Account, pathPrefix, cancelled));

    /// <summary>A page of the entities that point at a target, in the order of their names.</summary>
    public ValueTask<Result<Page<T>>> Referrers<T>(PageRequest request, string account, Relation relation, string targetId, CancellationToken cancelled) where T : class, IEntity<T> =>
        Pager.Read<T>(request, async (after, limit) => Named(await Store.Referrers<T>(account, relation, targetId, "/", after, limit, cancelled)));

    /// <summary>An account's entities of a kind.</summary>
    public PageSource<T> Listing<T>(string account, string? pathPrefix, CancellationToken cancelled) where T : class, IEntity<T> =>
        async (after, limit) => Named(await Store.List<T>(account, pathPrefix ?? "/", after, limit, cancelled));

    /// <summary>An operation that is one call.</summary>
    /// <param name="target">What the request names.</param>
    /// <param name="handle">Does the work.</param>
    public OperationRoute Route<TInput, TOutput>(Func<TInput, IamTarget> target, Func<TInput, OperationContext, ValueTask<Result<TOutput>>> handle)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput> => OperationRoute.Of(new OneCall<TInput, TOutput>(this, target, handle));

    private static List<Listed<T>> Named<T>(IReadOnlyList<T> entities) where T : class, IEntity<T>
    {
        var rows = new List<Listed<T>>(entities.Count);
        foreach (var entity in entities)
        {
            rows.Add(new Listed<T>(EntityKey.Fold(entity.Name), entity));
        }

        return rows;
    }

    private sealed class OneCall<TInput, TOutput>(IamParts iam, Func<TInput, IamTarget> target, Func<TInput, OperationContext, ValueTask<Result<TOutput>>> handle) : IamOperation<TInput, TOutput>(iam)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput>
    {
        public override ValueTask<Result<TOutput>> Handle(TInput input, OperationContext context) => handle(input, context);

        protected override IamTarget Target(TInput input) => target(input);
    }
}
