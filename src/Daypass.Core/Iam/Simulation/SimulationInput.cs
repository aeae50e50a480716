using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Iam.Simulation;

/// <summary>Reads the parts of a simulation request, refusing what cannot be simulated.</summary>
internal static class SimulationInput
{
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

    /// <summary>Compiles the one policy a resource has, if any.</summary>
    public static Result<NamedPolicy?> CompileResource(string? resourcePolicy, string? trustPolicy)
    {
        if (resourcePolicy is not null && trustPolicy is not null)
        {
            return IamErrors.InvalidInput("A resource has a ResourcePolicy or, as a role, a TrustPolicy; not both.");
        }

        var (document, kind, label) = trustPolicy is null ? (resourcePolicy, PolicyKind.Resource, "ResourcePolicy") : (trustPolicy, PolicyKind.Trust, "TrustPolicy");
        if (document is null)
        {
            return (NamedPolicy?)null;
        }

        return CompiledPolicy.TryCompile(document, kind, out var policy, out var fault) ? new NamedPolicy(label, policy) : IamErrors.InvalidInput($"{label}: {fault.Message}");
    }

    /// <summary>The first action that cannot be simulated, or null.</summary>
    public static AwsError? RefuseActions(IReadOnlyList<string> actions)
    {
        foreach (var action in actions)
        {
            var colon = action.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || colon == action.Length - 1 || action.AsSpan().ContainsAny('*', '?'))
            {
                return IamErrors.InvalidInput($"Invalid Action: {action}");
            }
        }

        return null;
    }

    /// <summary>Who would ask; any kind of ARN a caller can have is taken, not only a user's.</summary>
    public static Result<Principal> Caller(string? arn, Principal otherwise) =>
        arn is null ? otherwise
        : Principal.Parse(arn) is { } named ? named
        : IamErrors.InvalidInput($"CallerArn {arn} names no caller.");

    /// <summary>The account of a resource owner given as account id or ARN.</summary>
    public static Result<string?> Owner(string? owner)
    {
        if (owner is null || AccountId.TryParse(owner, out _))
        {
            return owner;
        }

        return Arn.TryParse(owner, out var arn) && arn.TryGetAccountId(out var account) ? account.ToString() : IamErrors.InvalidInput($"ResourceOwner {owner} is no account.");
    }
}
