using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Protocol;

namespace Daypass.Iam.Simulation;

/// <summary>The request of a simulation, as it was written.</summary>
/// <param name="request">What both simulations ask.</param>
/// <param name="policies">Identity policies.</param>
internal sealed class SimulationInput(SimulatePolicyRequest request, IReadOnlyList<string> policies)
{
    private const string RunInstances = "ec2:RunInstances";

    private static readonly string[] InstanceScenarios =
    [
        "EC2-Classic-InstanceStore", "EC2-Classic-EBS", "EC2-VPC-InstanceStore", "EC2-VPC-InstanceStore-Subnet", "EC2-VPC-EBS", "EC2-VPC-EBS-Subnet",
    ];

    /// <summary>What is to be simulated, or the first part that cannot be.</summary>
    /// <param name="otherwise">Who asks when the request names no caller.</param>
    public Result<SimulationRequest> Compile(SimulatedCaller otherwise)
    {
        var caller = ParseCaller(otherwise);
        var identity = SimulationDocuments.Policies(policies);
        var boundary = SimulationDocuments.Boundary(request.PermissionsBoundaryPolicyInputList);
        var session = SimulationDocuments.Session(request.SessionPolicyInputList);
        var scopes = SimulationDocuments.Scopes(request.ScopePolicyInputList);
        var resource = SimulationDocuments.Resource(request.ResourcePolicy, request.TrustPolicy);
        var owner = ParseOwner();
        var context = SimulationContext.Read(request.ContextEntries);
        var refusal = ValidateActions() ?? caller.Error ?? identity.Error ?? boundary.Error ?? session.Error ?? scopes.Error ?? resource.Error
            ?? owner.Error ?? ValidateResources() ?? ValidateResourcePolicy(caller.Value!, resource.Value?.Policy.Statements)
            ?? context.Error ?? ValidateTogether();
        if (refusal is not null)
        {
            return refusal;
        }

        return new SimulationRequest
        {
            Actions = request.ActionNames,
            Resources = request.ResourceArns,
            Caller = caller.Value!,
            Identity = identity.Value!,
            Boundary = boundary.Value!.Count == 0 ? null : boundary.Value,
            Session = session.Value!.Count == 0 ? null : session.Value,
            Scopes = scopes.Value!.Count == 0 ? null : scopes.Value,
            Resource = resource.Value,
            ResourceAccount = owner.Value,
            Context = context.Value!,
        };
    }

    // An action only has to have a colon: what there is no action of that name for is decided all the same.
    private AwsError? ValidateActions()
    {
        foreach (var action in request.ActionNames)
        {
            if (!action.Contains(':', StringComparison.Ordinal))
            {
                return IamErrors.InvalidInput("The action is invalid since it is missing names");
            }
        }

        return null;
    }

    private AwsError? ValidateResources()
    {
        foreach (var resource in request.ResourceArns)
        {
            if (!IsResource(resource))
            {
                return NoArn(resource);
            }
        }

        return null;
    }

    // What a resource policy says is about one resource and one caller, both of which have to be clear.
    private AwsError? ValidateResourcePolicy(SimulatedCaller caller, IReadOnlyList<Statement>? statements)
    {
        if (request.ResourcePolicy is null)
        {
            return null;
        }

        if (caller.Arn is null)
        {
            return IamErrors.InvalidInput("Invalid caller - Caller cannot be null or empty.");
        }

        if (!caller.IsEntity)
        {
            return IamErrors.InvalidInput("Invalid caller - Caller must be an IAM user, role or group in this context.");
        }

        if (request.ResourceArns.Count == 0 || request.ResourceArns.Contains(Simulator.Everything))
        {
            return IamErrors.InvalidInput("Invalid Entity Arn: * does not clearly define entity type and name.");
        }

        foreach (var statement in statements ?? [])
        {
            foreach (var resource in statement.Resources ?? [])
            {
                if (!Arn.TryParse(resource, out _))
                {
                    return NoArn(resource);
                }
            }
        }

        return null;
    }

    private AwsError? ValidateTogether()
    {
        if (request.ResourceArns.Count > 0 && MixedActions() is { } mixed)
        {
            return mixed;
        }

        if (InstanceScenarios.Contains(request.ResourceHandlingOption))
        {
            foreach (var action in request.ActionNames)
            {
                if (!string.Equals(action, RunInstances, StringComparison.OrdinalIgnoreCase))
                {
                    return IamErrors.InvalidInput($"Invalid input resource handling options. Action does not support resource handling options: {action}. "
                        + "Please refer to the documentation for more details: "
                        + "https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html");
                }
            }
        }

        return null;
    }

    // On named resources, actions that there are and actions that there are not cannot be asked together.
    private AwsError? MixedActions()
    {
        List<string> known = [], unknown = [];
        foreach (var action in request.ActionNames)
        {
            var standing = ServiceActions.Instance.StandingOf(action);
            if (standing != ActionStanding.Untold)
            {
                (standing == ActionStanding.Listed ? known : unknown).Add(action);
            }
        }

        return known.Count == 0 || unknown.Count == 0
            ? null
            : IamErrors.InvalidInput(
                $"Invalid Input Actions: [{string.Join(',', known)}] and [{string.Join(',', unknown)}] require different authorization information. ");
    }

    // Any kind of ARN a caller can have is taken, not only a user's; a group is asked as a member whom no policy names.
    private Result<SimulatedCaller> ParseCaller(SimulatedCaller otherwise)
    {
        if (request.CallerArn is not { } text)
        {
            return otherwise;
        }

        return Principal.Parse(text) is { } named ? new SimulatedCaller(named, text)
            : Arn.TryParse(text, out var arn) && arn.Service.SequenceEqual("iam") && arn.ResourceType is "group" ? SimulatedCaller.Group(text)
            : IamErrors.InvalidInput($"CallerArn {text} names no caller.");
    }

    private Result<string?> ParseOwner()
    {
        if (request.ResourceOwner is not { } text)
        {
            return (string?)null;
        }

        return Arn.TryParse(text, out var arn) && arn.Service.SequenceEqual("iam") && arn.TryGetAccountId(out var account)
            ? account.ToString()
            : IamErrors.InvalidInput($"'{text}' is not a valid as a Resource Owner.");
    }

    private static bool IsResource(string text) => text == Simulator.Everything || Arn.TryParse(text, out _);

    private static AwsError NoArn(string text) => IamErrors.InvalidInput($"ResourceNames are not in a valid ARN format: {text}.");
}
