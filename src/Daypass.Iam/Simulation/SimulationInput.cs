using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Protocol;

namespace Daypass.Iam.Simulation;

/// <summary>The parts that the requests of both simulations have, as they were written.</summary>
/// <param name="Policies">Identity policies.</param>
/// <param name="Boundaries">Documents of a permissions boundary.</param>
/// <param name="Sessions">Session policies.</param>
/// <param name="Actions">The actions.</param>
/// <param name="Resources">The resources; none stands for <c>*</c>.</param>
/// <param name="ResourcePolicy">The policy of the resource.</param>
/// <param name="TrustPolicy">The policy of the resource when it is a role.</param>
/// <param name="ResourceOwner">The account that owns the resources: an id or an ARN.</param>
/// <param name="CallerArn">Who would ask.</param>
/// <param name="Context">The condition keys.</param>
internal sealed record SimulationInput(
    IReadOnlyList<string> Policies,
    IReadOnlyList<string> Boundaries,
    IReadOnlyList<string> Sessions,
    IReadOnlyList<string> Actions,
    IReadOnlyList<string> Resources,
    string? ResourcePolicy,
    string? TrustPolicy,
    string? ResourceOwner,
    string? CallerArn,
    IReadOnlyList<ContextEntry> Context)
{
    /// <summary>What is to be simulated, or the first part that cannot be.</summary>
    /// <param name="otherwise">Who asks when the request names nobody.</param>
    public Result<SimulationRequest> Compile(Principal otherwise)
    {
        var caller = ParseCaller(otherwise);
        var identity = Compile(Policies, PolicyKind.Identity, "PolicyInputList");
        var boundary = Compile(Boundaries, PolicyKind.Boundary, "PermissionsBoundaryPolicyInputList");
        var session = Compile(Sessions, PolicyKind.Session, "SessionPolicyInputList");
        var resource = CompileResource();
        var owner = ParseOwner();
        if ((ValidateActions() ?? caller.Error ?? identity.Error ?? boundary.Error ?? session.Error ?? resource.Error ?? owner.Error) is { } refusal)
        {
            return refusal;
        }

        return new SimulationRequest
        {
            Actions = Actions,
            Resources = Resources.Count == 0 ? ["*"] : Resources,
            Caller = caller.Value!,
            Identity = identity.Value!,
            Boundary = boundary.Value!.Count == 0 ? null : boundary.Value,
            Session = session.Value!.Count == 0 ? null : session.Value,
            Resource = resource.Value,
            ResourceAccount = owner.Value,
            Context = Context,
        };
    }

    /// <summary>Compiles documents, called by the parameter they came in.</summary>
    public static Result<List<NamedPolicy>> Compile(IReadOnlyList<string> documents, PolicyKind kind, string parameter)
    {
        var compiled = new List<NamedPolicy>(documents.Count);
        for (var index = 0; index < documents.Count; index++)
        {
            var label = $"{parameter}.{index + 1}";
            if (!CompiledPolicy.TryCompile(documents[index], kind, out var policy, out var fault))
            {
                return IamErrors.InvalidInput($"{label}: {fault.Message}");
            }

            compiled.Add(new NamedPolicy(label, policy));
        }

        return compiled;
    }

    // The one policy a resource has, if any.
    private Result<NamedPolicy?> CompileResource()
    {
        if (ResourcePolicy is not null && TrustPolicy is not null)
        {
            return IamErrors.InvalidInput("A resource has a ResourcePolicy or, as a role, a TrustPolicy; not both.");
        }

        var (document, kind, label) =
            TrustPolicy is null ? (ResourcePolicy, PolicyKind.Resource, "ResourcePolicy") : (TrustPolicy, PolicyKind.Trust, "TrustPolicy");
        if (document is null)
        {
            return (NamedPolicy?)null;
        }

        return CompiledPolicy.TryCompile(document, kind, out var policy, out var fault)
            ? new NamedPolicy(label, policy)
            : IamErrors.InvalidInput($"{label}: {fault.Message}");
    }

    // The first action that cannot be simulated.
    private AwsError? ValidateActions()
    {
        foreach (var action in Actions)
        {
            var colon = action.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || colon == action.Length - 1 || action.AsSpan().ContainsAny('*', '?'))
            {
                return IamErrors.InvalidInput($"Invalid Action: {action}");
            }
        }

        return null;
    }

    // Any kind of ARN a caller can have is taken, not only a user's.
    private Result<Principal> ParseCaller(Principal otherwise) =>
        CallerArn is null ? otherwise
        : Principal.Parse(CallerArn) is { } named ? named
        : IamErrors.InvalidInput($"CallerArn {CallerArn} names no caller.");

    private Result<string?> ParseOwner()
    {
        if (ResourceOwner is null || AccountId.TryParse(ResourceOwner, out _))
        {
            return ResourceOwner;
        }

        return Arn.TryParse(ResourceOwner, out var arn) && arn.TryGetAccountId(out var account)
            ? account.ToString()
            : IamErrors.InvalidInput($"ResourceOwner {ResourceOwner} is no account.");
    }
}
