using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Protocol;

namespace Daypass.Iam.Simulation;

/// <summary>The request of a simulation, as it was written.</summary>
/// <param name="request">What both simulations ask.</param>
/// <param name="policies">Identity policies.</param>
internal sealed class SimulationInput(SimulatePolicyRequest request, IReadOnlyList<string> policies)
{
    /// <summary>What is to be simulated, or the first part that cannot be.</summary>
    /// <param name="otherwise">Who asks when the request names no caller.</param>
    public Result<SimulationRequest> Compile(Principal otherwise)
    {
        var caller = ParseCaller(otherwise);
        var identity = Compile(policies, PolicyKind.Identity, "PolicyInputList");
        var boundary = Compile(request.PermissionsBoundaryPolicyInputList, PolicyKind.Boundary, "PermissionsBoundaryPolicyInputList");
        var session = Compile(request.SessionPolicyInputList, PolicyKind.Session, "SessionPolicyInputList");
        var resource = CompileResource();
        var owner = ParseOwner();
        if ((ValidateActions() ?? caller.Error ?? identity.Error ?? boundary.Error ?? session.Error ?? resource.Error ?? owner.Error) is { } refusal)
        {
            return refusal;
        }

        return new SimulationRequest
        {
            Actions = request.ActionNames,
            Resources = request.ResourceArns.Count == 0 ? ["*"] : request.ResourceArns,
            Caller = caller.Value!,
            Identity = identity.Value!,
            Boundary = boundary.Value!.Count == 0 ? null : boundary.Value,
            Session = session.Value!.Count == 0 ? null : session.Value,
            Resource = resource.Value,
            ResourceAccount = owner.Value,
            Context = request.ContextEntries,
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
        if (request.ResourcePolicy is not null && request.TrustPolicy is not null)
        {
            return IamErrors.InvalidInput("A resource has a ResourcePolicy or, as a role, a TrustPolicy; not both.");
        }

        var (document, kind, label) = request.TrustPolicy is null
            ? (request.ResourcePolicy, PolicyKind.Resource, "ResourcePolicy")
            : (request.TrustPolicy, PolicyKind.Trust, "TrustPolicy");
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
        foreach (var action in request.ActionNames)
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
        request.CallerArn is null ? otherwise
        : Principal.Parse(request.CallerArn) is { } named ? named
        : IamErrors.InvalidInput($"CallerArn {request.CallerArn} names no caller.");

    private Result<string?> ParseOwner()
    {
        if (request.ResourceOwner is null || AccountId.TryParse(request.ResourceOwner, out _))
        {
            return request.ResourceOwner;
        }

        return Arn.TryParse(request.ResourceOwner, out var arn) && arn.TryGetAccountId(out var account)
            ? account.ToString()
            : IamErrors.InvalidInput($"ResourceOwner {request.ResourceOwner} is no account.");
    }
}
