using System.Globalization;
using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;
using Daypass.Verifier.Changes;
using Daypass.Verifier.Documents;

namespace Daypass.Verifier.Callers;

/// <summary>A caller of the service's own account as the server described it: the key of its signatures and what it may do. Immutable.</summary>
public sealed class KnownCaller
{
    private readonly string? _sessionToken;
    private readonly IReadOnlyList<CallerKey> _keys;
    private readonly PolicySet _policies;

    private KnownCaller(GetSigningKeyResponse answer, VendedKey key, string? sessionToken, Principal principal, PolicySet policies)
    {
        Key = key;
        Described = answer.Caller!;
        ExpiresAt = answer.ExpiresAt ?? DateTimeOffset.MaxValue;
        MadeOf = answer.MadeOf;
        Position = ServerMark.PositionOf(answer.Mark);
        Principal = principal;
        _sessionToken = sessionToken;
        _keys = answer.Keys;
        _policies = policies;
    }

    /// <summary>The key of its signatures.</summary>
    public VendedKey Key { get; }

    /// <summary>Who it is.</summary>
    public SigningCaller Described { get; }

    /// <summary>When its session ends; the last instant there is for long-term keys.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>The condition keys of the caller and its session.</summary>
    public IReadOnlyList<CallerKey> Keys => _keys;

    /// <summary>What changed up to here in the server's history is in the description.</summary>
    internal long Position { get; }

    internal IReadOnlyList<string> MadeOf { get; }

    internal Principal Principal { get; }

    /// <summary>Takes an answer of the server.</summary>
    /// <exception cref="InvalidDataException">It is of a kind that this program does not know, or a document does not compile.</exception>
    internal static KnownCaller Create(GetSigningKeyRequest asked, GetSigningKeyResponse answer)
    {
        Span<byte> key = stackalloc byte[DerivedKey.Length];
        if (answer is not { DecideBy: "documents", SigningKey: not null, Caller: not null })
        {
            throw new InvalidDataException("The server answered no key, and did not say that it decides itself.");
        }

        // A list that is not in the answer is null, whatever the type says.
        if (answer is not { Policies: not null, Keys: not null, MadeOf: not null })
        {
            throw new InvalidDataException("The server answered a key without the lists that go with it.");
        }

        if (!Convert.TryFromBase64String(answer.SigningKey, key, out var length) || length != key.Length)
        {
            throw new InvalidDataException("The server answered a signing key that is none.");
        }

        var vended = new VendedKey(asked.AccessKeyId, asked.Date, asked.Region, asked.SigningName, key);
        key.Clear();
        return new KnownCaller(answer, vended, asked.SessionToken, CreatePrincipal(answer.Caller), CreatePolicies(answer));
    }

    /// <summary>True when this is the caller of a claim: the same scope, and the same token.</summary>
    internal bool IsFor(in SigV4Authorization authorization) =>
        Key.IsFor(authorization) && string.Equals(_sessionToken, authorization.SessionToken, StringComparison.Ordinal);

    /// <summary>Puts what is known of the caller into a question to the policy engine.</summary>
    internal void Fill(AuthorizationRequest request, PolicySet policies, DateTimeOffset now)
    {
        request.Principal = Principal;
        policies.IdentityPolicies = _policies.IdentityPolicies;
        policies.Boundaries = _policies.Boundaries;
        policies.SessionPolicies = _policies.SessionPolicies;
        policies.ScopePolicies = _policies.ScopePolicies;
        policies.EndpointPolicies = _policies.EndpointPolicies;
        policies.ServiceControlLevels = _policies.ServiceControlLevels;
        policies.ResourceControlLevels = _policies.ResourceControlLevels;
        request.Context.AddTold(_keys);
        if (Described.MfaAt is { } mfaAt)
        {
            request.Context.Add("aws:MultiFactorAuthAge", ((long)(now - mfaAt).TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The ARN and nothing secret.</summary>
    public override string ToString() => Described.Arn;

    private static Principal CreatePrincipal(SigningCaller caller) => caller.Kind switch
    {
        nameof(PrincipalKind.Root) => Principal.Root(caller.Account, caller.Arn.Split(':') is [_, var partition, ..] ? partition : "aws"),
        nameof(PrincipalKind.User) => Principal.User(caller.Arn, caller.UniqueId),
        nameof(PrincipalKind.RoleSession) => Principal.RoleSession(caller.Arn, caller.IssuerArn, caller.IssuerUniqueId),
        nameof(PrincipalKind.FederatedUser) => Principal.FederatedUser(caller.Arn, caller.IssuerArn, caller.IssuerUniqueId),
        _ => throw new InvalidDataException($"The server answered a caller of kind {caller.Kind}, which this program does not know."),
    };

    private static PolicySet CreatePolicies(GetSigningKeyResponse answer)
    {
        var layers = answer.Policies.GroupBy(static policy => policy.Layer, StringComparer.Ordinal)
            .ToDictionary(static layer => layer.Key, static layer => layer.ToList(), StringComparer.Ordinal);
        var set = new PolicySet
        {
            IdentityPolicies = Take(layers, DecisionLayer.Identity, PolicyKind.Identity) ?? [],
            Boundaries = Take(layers, DecisionLayer.Boundary, PolicyKind.Identity),
            SessionPolicies = Take(layers, DecisionLayer.Session, PolicyKind.Session),
            ScopePolicies = Take(layers, DecisionLayer.Scope, PolicyKind.Session),
            EndpointPolicies = Take(layers, DecisionLayer.Endpoint, PolicyKind.Session),
            ServiceControlLevels = TakeLevels(layers, DecisionLayer.ServiceControl, PolicyKind.ServiceControl, answer.ServiceControlLevels),
            ResourceControlLevels = TakeLevels(layers, DecisionLayer.ResourceControl, PolicyKind.ResourceControl, answer.ResourceControlLevels),
        };

        // A limit that is not understood is no limit that may be left out.
        return layers.Count == 0
            ? set
            : throw new InvalidDataException($"The server answered policies of layer {layers.Keys.First()}, which this program does not know.");
    }

    private static List<NamedPolicy>? Take(Dictionary<string, List<CallerPolicy>> layers, DecisionLayer layer, PolicyKind kind) =>
        layers.Remove(layer.ToString(), out var policies) ? policies.ConvertAll(policy => ToldPolicies.Compile(policy, kind)) : null;

    private static List<IReadOnlyList<NamedPolicy>>? TakeLevels(
        Dictionary<string, List<CallerPolicy>> layers, DecisionLayer layer, PolicyKind kind, int? said)
    {
        layers.Remove(layer.ToString(), out var policies);
        return ToldPolicies.CompileLevels(policies, kind, said);
    }
}
