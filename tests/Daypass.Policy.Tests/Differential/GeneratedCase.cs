using System.Text.Json;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Policy.Tests.Reference;

namespace Daypass.Policy.Tests.Differential;

/// <summary>One random case put together from a pool, in the two forms the evaluators take.</summary>
internal sealed class GeneratedCase
{
    public required AuthorizationRequest Request { get; init; }

    public required PolicySet Policies { get; init; }

    public required ReferenceCase Reference { get; init; }

    public static GeneratedCase Draw(Dice dice, Pool pool, AuthorizationRequest request)
    {
        var caller = dice.Pick(Words.Callers);
        for (var again = 0; again < 2 && caller.Principal?.Contains(Words.A, StringComparison.Ordinal) != true; again++)
        {
            // Most of what there is to decide happens inside an account.
            caller = dice.Pick(Words.Callers);
        }

        var action = dice.Pick(Words.Actions);
        var resource = dice.Pick(Words.Resources);
        if (action.StartsWith("sts:Assume", StringComparison.Ordinal) && dice.Chance(75))
        {
            resource = "arn:aws:iam::111111111111:role/target";
        }

        var owner = dice.Chance(85) ? Words.A : dice.Chance(70) ? Words.B : "";
        var context = Context(dice);
        var simulated = dice.Chance(10);
        var onRole = action.StartsWith("sts:", StringComparison.OrdinalIgnoreCase) && resource.Contains(":role/", StringComparison.Ordinal);
        var withIds = onRole && dice.Chance(40);

        var identity = Some(dice, pool, PolicyKind.Identity, 0, 3);
        var boundaries = dice.Chance(25) ? Some(dice, pool, PolicyKind.Boundary, 1, 2) : [];
        var session = dice.Chance(30) ? Some(dice, pool, PolicyKind.Session, 1, 2) : [];
        var scope = dice.Chance(20) ? Some(dice, pool, PolicyKind.Session, 1, 3) : [];
        var endpoint = dice.Chance(10) ? Some(dice, pool, PolicyKind.Endpoint, 1, 2) : [];
        var scp = dice.Chance(20) ? Levels(dice, pool, PolicyKind.ServiceControl) : [];
        var rcp = dice.Chance(10) ? Levels(dice, pool, PolicyKind.ResourceControl) : [];
        var policy = !dice.Chance(65) ? null : onRole ? pool.PickTrust(dice, withIds) : pool.Pick(PolicyKind.Resource, dice);

        request.Clear();
        request.Principal = Principal.Parse(caller.Principal, caller.Issuer, caller.UniqueId, caller.IssuerId)!;
        request.Action = action;
        request.Resource = resource;
        request.ResourceAccount = owner;
        request.IsSimulated = simulated;
        foreach (var (key, value) in context)
        {
            if (value is string[] many)
            {
                request.Context.Add(key, many);
            }
            else
            {
                request.Context.Add(key, (string)value);
            }
        }

        return new GeneratedCase
        {
            Request = request,
            Policies = new PolicySet
            {
                IdentityPolicies = Compiled(identity),
                Boundaries = Compiled(boundaries),
                SessionPolicies = Compiled(session),
                ScopePolicies = Compiled(scope),
                EndpointPolicies = Compiled(endpoint),
                ServiceControlLevels = [.. scp.Select(Compiled)],
                ResourceControlLevels = [.. rcp.Select(Compiled)],
                ResourcePolicy = policy?.Compiled,
            },
            Reference = new ReferenceCase
            {
                Principal = caller.Principal,
                Issuer = caller.Issuer,
                UniqueId = caller.UniqueId,
                IssuerUniqueId = caller.IssuerId,
                Action = action,
                Resource = resource,
                ResourceAccount = owner,
                Simulated = simulated,
                Context = context,
                Identity = Parsed(identity),
                Boundaries = Parsed(boundaries),
                Session = Parsed(session),
                Scope = Parsed(scope),
                Endpoint = Parsed(endpoint),
                ServiceControl = [.. scp.Select(Parsed)],
                ResourceControl = [.. rcp.Select(Parsed)],
                ResourcePolicy = policy?.Parsed,
                PrincipalIds = withIds ? Pool.StoredIds : null,
            },
        };
    }

    /// <summary>The case in full, for the report of a difference.</summary>
    public override string ToString() => JsonSerializer.Serialize(Reference);

    private static Dictionary<string, object> Context(Dice dice)
    {
        var context = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in Words.Keys)
        {
            if (dice.Chance(65))
            {
                context[key] = key == "test:List" || dice.Chance(8) ? dice.Some(Words.Values, 0, 3) : dice.Pick(Words.Values);
            }
        }

        foreach (var words in FamilyWords.All.Values)
        {
            if (dice.Chance(80))
            {
                context[words.Key] = dice.Chance(20) ? dice.Some(words.Values, 0, 3) : dice.Pick(words.Values);
            }
        }

        foreach (var (key, values) in FamilyWords.Filled)
        {
            if (dice.Chance(90))
            {
                context[key] = dice.Pick(values);
            }
        }

        return context;
    }

    private static PooledDocument[] Some(Dice dice, Pool pool, PolicyKind kind, int least, int most) =>
        [.. Enumerable.Range(0, least + dice.Roll(most - least + 1)).Select(_ => pool.Pick(kind, dice))];

    private static PooledDocument[][] Levels(Dice dice, Pool pool, PolicyKind kind) =>
        [.. Enumerable.Range(0, 1 + dice.Roll(3)).Select(_ => Some(dice, pool, kind, dice.Chance(5) ? 0 : 1, 2))];

    private static NamedPolicy[] Compiled(PooledDocument[] documents) => [.. documents.Select(document => document.Compiled)];

    private static JsonElement[] Parsed(PooledDocument[] documents) => [.. documents.Select(document => document.Parsed)];
}
