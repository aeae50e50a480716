using Daypass.Core.Accounts;
using Daypass.Core.Delegation;
using Daypass.Core.Directory;
using Daypass.Core.Identity;
using Daypass.Core.Mfa;
using Daypass.Core.Outbound;
using Daypass.Core.Sealing;
using Daypass.Core.Usage;
using Daypass.Iam.Documents;
using Daypass.Iam.Quotas;
using Daypass.Policy.Validation;

namespace Daypass.Iam.Operations;

/// <summary>What the operations of IAM are made of.</summary>
public sealed class IamServices
{
    private readonly Pager _pager;

    /// <summary>Puts them together.</summary>
    /// <param name="store">Where entities are written, and read without a cache: what a Get shows is what is stored.</param>
    /// <param name="arns">Writes ARNs.</param>
    /// <param name="quotas">How much an account may have.</param>
    /// <param name="trust">What is changed of AWS's rules for trust policies.</param>
    /// <param name="sealer">Seals markers of pages.</param>
    /// <param name="clock">The time.</param>
    public IamServices(IDirectoryStore store, EntityArns arns, IamQuotas quotas, TrustRules trust, TokenSealer sealer, TimeProvider clock)
    {
        (Store, Arns, Quotas, Clock) = (store, arns, quotas, clock);
        Markers = new PageMarkers(sealer, clock);
        _pager = new Pager(Markers);
        Trust = new TrustPolicies(arns, quotas, trust);
    }

    /// <summary>Makes accounts and access keys.</summary>
    public required AccountCreation Accounts { get; init; }

    /// <summary>Which accounts belong together.</summary>
    public required OrganizationMembers Organizations { get; init; }

    /// <summary>Takes delegation requests from step to step.</summary>
    public required Delegations Delegations { get; init; }

    /// <summary>Encrypts stored secrets.</summary>
    public required SecretEnvelope Envelope { get; init; }

    /// <summary>What nodes remember together for a while.</summary>
    public required IEphemeralStore Ephemeral { get; init; }

    /// <summary>Verifies MFA codes.</summary>
    public required MfaVerifier Mfa { get; init; }

    /// <summary>Switches outbound web identity federation.</summary>
    public required OutboundFederation Outbound { get; init; }

    /// <summary>The URL under which the world reaches the service.</summary>
    public required PublicAddress Address { get; init; }

    /// <summary>When credentials were used last.</summary>
    public required UseRecorder Uses { get; init; }

    /// <summary>What proves tokens and assertions; without it nothing could be done with a provider.</summary>
    public FederationVerifiers? Federation { get; init; }

    /// <summary>The present second: IAM's dates have no fractions.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(Clock.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>Where entities are written and read without a cache.</summary>
    internal IDirectoryStore Store { get; }

    /// <summary>Writes ARNs.</summary>
    internal EntityArns Arns { get; }

    /// <summary>How much an account may have.</summary>
    internal IamQuotas Quotas { get; }

    /// <summary>The time.</summary>
    internal TimeProvider Clock { get; }

    /// <summary>Seals where a list continues.</summary>
    internal PageMarkers Markers { get; }

    /// <summary>Stores and shows trust policies.</summary>
    internal TrustPolicies Trust { get; }

    /// <summary>A page of one source or of several, each read to its end before the next begins.</summary>
    internal ValueTask<Result<Page<T>>> Page<T>(PageRequest request, params IReadOnlyList<PageSource<T>> sources)
        where T : class => _pager.Read(request, sources);

    /// <summary>A page of a list that is in memory, in its own order.</summary>
    internal ValueTask<Result<Page<T>>> Page<T>(PageRequest request, IReadOnlyList<T> list, Func<T, string> nameOf) where T : class =>
        _pager.Read(request, list, nameOf);

    /// <summary>An account's entities of a kind, in the order of their names.</summary>
    internal PageSource<T> Listing<T>(string account, string? pathPrefix, CancellationToken cancelled) where T : class, IEntity<T> =>
        async (after, limit) => Named(await Store.List<T>(account, pathPrefix ?? "/", after, limit, cancelled));

    /// <summary>The entities that point at a target, in the order of their names.</summary>
    internal PageSource<T> Referrers<T>(string account, Relation relation, string targetId, CancellationToken cancelled) where T : class, IEntity<T> =>
        async (after, limit) => Named(await Store.Referrers<T>(account, relation, targetId, "/", after, limit, cancelled));

    private static List<Listed<T>> Named<T>(IReadOnlyList<T> entities) where T : class, IEntity<T>
    {
        var rows = new List<Listed<T>>(entities.Count);
        foreach (var entity in entities)
        {
            rows.Add(new Listed<T>(EntityKey.Fold(entity.Name), entity));
        }

        return rows;
    }
}
