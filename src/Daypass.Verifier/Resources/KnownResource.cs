using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Protocol.Verification;
using Daypass.Verifier.Changes;
using Daypass.Verifier.Documents;

namespace Daypass.Verifier.Resources;

/// <summary>What the service's account says of a resource, or of all that is in one, as the server described it. Immutable.</summary>
public sealed class KnownResource
{
    private readonly NamedPolicy? _own;
    private readonly NamedPolicy? _outer;
    private readonly IReadOnlyList<IReadOnlyList<NamedPolicy>>? _controlLevels;
    private readonly string? _organizationId;
    private readonly IReadOnlyList<string> _organizationPaths;

    private KnownResource() => (Arn, MadeOf, _organizationPaths) = ("*", [], []);

    private KnownResource(string arn, GetResourceDocumentsResponse answer)
    {
        var outer = ResourceText.OuterOf(arn);
        Arn = answer.OthersHavePolicies ? arn : outer.ToString();
        HoldsForAll = !answer.OthersHavePolicies;
        foreach (var told in answer.Policies)
        {
            var policy = ToldPolicies.Compile(told.ResourceArn, told.Document, PolicyKind.Resource, IdsOf(told));
            if (outer.SequenceEqual(told.ResourceArn))
            {
                _outer = policy;
            }
            else if (told.ResourceArn == arn && answer.OthersHavePolicies)
            {
                _own = policy;
            }
            else
            {
                throw new InvalidDataException($"The server answered a policy of {told.ResourceArn} for {arn}.");
            }
        }

        _controlLevels = ToldPolicies.CompileLevels(answer.ResourceControlPolicies, PolicyKind.ResourceControl, answer.ResourceControlLevels);
        (_organizationId, _organizationPaths) = (answer.ResourceOrgId, answer.ResourceOrgPaths);
        MadeOf = answer.MadeOf;
        Position = ServerMark.PositionOf(answer.Mark);
    }

    /// <summary>What bears on requests that are about no resource.</summary>
    internal static KnownResource Nothing { get; } = new();

    /// <summary>The resource, or what it is in when that is all there is to know.</summary>
    public string Arn { get; }

    /// <summary>Whether this holds for all that is in it.</summary>
    public bool HoldsForAll { get; }

    /// <summary>The policy of what the resource is in, as a bucket's is for its objects; null when it has none.</summary>
    public CompiledPolicy? OuterPolicy => _outer?.Policy;

    internal IReadOnlyList<string> MadeOf { get; }

    internal long Position { get; }

    /// <summary>Takes an answer of the server.</summary>
    /// <exception cref="InvalidDataException">A document does not compile, or is none of this resource.</exception>
    internal static KnownResource Create(string arn, GetResourceDocumentsResponse answer) =>
        answer is { Policies: not null, MadeOf: not null, ResourceControlPolicies: not null, ResourceOrgPaths: not null }
        && answer.Policies.All(static policy => policy.PrincipalIds is not null)
            ? new KnownResource(arn, answer)
            : throw new InvalidDataException("The server answered documents without the lists that go with them.");

    /// <summary>Puts the policies of the resource into a question to the policy engine.</summary>
    internal void Fill(PolicySet policies)
    {
        policies.ResourcePolicy = _own;
        policies.OuterResourcePolicy = _outer;
    }

    /// <summary>Likewise, with what otherwise the description of the caller says.</summary>
    internal void FillForAnonymous(PolicySet policies, RequestContext keys)
    {
        Fill(policies);
        policies.ResourceControlLevels = _controlLevels;
        if (_organizationId is not null)
        {
            keys.Add("aws:ResourceOrgID", _organizationId);
            keys.Add("aws:ResourceOrgPaths", _organizationPaths);
        }
    }

    private static Dictionary<string, string>? IdsOf(ResourceDocument told) => told.PrincipalIds.Count == 0
        ? null
        : told.PrincipalIds.ToDictionary(static each => each.Principal, static each => each.UniqueId, StringComparer.Ordinal);
}
