using Daypass.Core.Directory;
using Daypass.Core.Sealing;
using Daypass.Policy.Validation;

namespace Daypass.Organizations.Operations;

/// <summary>What the operations of Organizations are made of.</summary>
public sealed class OrganizationServices
{
    private readonly Pager _pager;

    /// <summary>Puts them together.</summary>
    /// <param name="store">Where entities are written, and read without a cache: what is listed is what is stored.</param>
    /// <param name="arns">Writes ARNs.</param>
    /// <param name="sealer">Seals the tokens of pages.</param>
    /// <param name="clock">The time.</param>
    public OrganizationServices(IDirectoryStore store, EntityArns arns, TokenSealer sealer, TimeProvider clock)
    {
        (Store, Arns, Clock) = (store, arns, clock);
        Parts = new OrganizationParts(arns);
        Answers = new OrganizationAnswers(arns);
        _pager = new Pager(new PageMarkers(sealer, clock));
    }

    /// <summary>How much an organisation may have.</summary>
    public OrganizationQuotas Quotas { get; init; } = new();

    /// <summary>How large policies may be.</summary>
    public PolicyQuotas PolicyQuotas { get; init; } = PolicyQuotas.Default;

    /// <summary>Where entities are written and read without a cache.</summary>
    internal IDirectoryStore Store { get; }

    /// <summary>Writes ARNs.</summary>
    internal EntityArns Arns { get; }

    /// <summary>The time.</summary>
    internal TimeProvider Clock { get; }

    /// <summary>Finds what requests name.</summary>
    internal OrganizationParts Parts { get; }

    /// <summary>Writes what is answered.</summary>
    internal OrganizationAnswers Answers { get; }

    /// <summary>The present second.</summary>
    internal DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(Clock.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>The organisation an account is in, or null.</summary>
    internal static async ValueTask<Organization?> FindOrganization(IDirectoryReader reader, string account, CancellationToken cancelled) =>
        await reader.Find<Account>("", account, cancelled) is { OrganizationId: { } id } ? await reader.Find<Organization>("", id, cancelled) : null;

    /// <summary>Writes to the organisation that was authorized; when it, or what the request names, is no longer what it was, the request is authorized
    /// anew.</summary>
    internal ValueTask<Result<T>> Write<T>(
        OrganizationTarget target, Func<IDirectoryTransaction, Organization, ValueTask<Result<T>>> work, CancellationToken cancelled) => Store.Write<T>(
        async transaction =>
        {
            if (await transaction.Find<Organization>("", target.Organization!.Id, cancelled) is not { } organization)
            {
                return IamErrors.ConcurrentModification;
            }

            foreach (var resource in target.Resources)
            {
                if (resource.Key is { } key && (await transaction.Find(key, cancelled))?.Version != resource.Version)
                {
                    return IamErrors.ConcurrentModification;
                }
            }

            return await work(transaction, organization);
        },
        cancelled);

    /// <summary>A page of one source or of several, each read to its end before the next begins.</summary>
    internal async ValueTask<Result<Page<T>>> Page<TInput, T>(TInput input, OperationContext context, params IReadOnlyList<PageSource<T>> sources)
        where TInput : IOperationInput<TInput>, ITokenRequest
        where T : class
    {
        const int Most = 20;
        var page = await _pager.Read(
            new PageRequest(TInput.Operation.Name, context.Caller.Account, input.NextToken is "" ? null : input.NextToken, input.MaxResults ?? Most), sources);

        // The only refusal of a page is its token's.
        return page.Succeeded ? page : OrganizationsErrors.InvalidNextToken;
    }

    /// <summary>What is a bug when it is false: it was read in the same transaction.</summary>
    internal static void Expect(bool stored)
    {
        if (!stored)
        {
            throw new InvalidOperationException("What was read in a serializable transaction could not be written in it.");
        }
    }

    /// <summary>Entities of a kind, in the order of their ids.</summary>
    internal PageSource<T> Listing<T>(string account, Func<T, bool> filter, CancellationToken cancelled) where T : class, IEntity<T> =>
        async (after, limit) => Named(await Store.List<T>(account, "/", after, limit, cancelled), filter);

    /// <summary>Entities that point at a target, in the order of their ids.</summary>
    internal PageSource<T> Referrers<T>(string account, Relation relation, string target, Func<T, bool> filter, CancellationToken cancelled)
        where T : class, IEntity<T> =>
        async (after, limit) => Named(await Store.Referrers<T>(account, relation, target, "/", after, limit, cancelled), filter);

    /// <summary>The accounts directly below a root or unit, in the order of their ids.</summary>
    internal PageSource<Account> AccountsBelow(Organization organization, string parentId, CancellationToken cancelled) => parentId == organization.RootId
        ? Referrers<Account>("", Relation.MemberAccount, organization.Id, account => account.ParentIn(organization.Id) == parentId, cancelled)
        : Referrers<Account>("", Relation.Below, parentId, static _ => true, cancelled);

    /// <summary>The units directly below a root or unit, in the order of their ids.</summary>
    internal PageSource<OrganizationalUnit> UnitsBelow(Organization organization, string parentId, CancellationToken cancelled) =>
        Referrers<OrganizationalUnit>(organization.Id, Relation.Below, parentId, static _ => true, cancelled);

    /// <summary>The same source with something made of each entry.</summary>
    internal static PageSource<TOther> Select<T, TOther>(PageSource<T> source, Func<T, TOther> make) where T : class where TOther : class =>
        async (after, limit) =>
        {
            var rows = await source(after, limit);
            return rows.ConvertAll(row => new Listed<TOther>(row.Name, row.Item is null ? null : make(row.Item)));
        };

    private static List<Listed<T>> Named<T>(IReadOnlyList<T> entities, Func<T, bool> filter) where T : class, IEntity<T>
    {
        var rows = new List<Listed<T>>(entities.Count);
        foreach (var entity in entities)
        {
            rows.Add(new Listed<T>(EntityKey.Fold(entity.Name), filter(entity) ? entity : null));
        }

        return rows;
    }
}
