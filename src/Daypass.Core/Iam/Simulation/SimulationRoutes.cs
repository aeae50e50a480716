using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Policies;
using Daypass.Core.Operations;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Simulation;

/// <summary>The operations that explain policies.</summary>
internal static class SimulationRoutes
{
    /// <summary>The operations.</summary>
    public static IEnumerable<OperationRoute> All(IamParts iam) =>
    [
        OperationRoute.Of(new SimulateCustomPolicy(iam)),
        OperationRoute.Of(new SimulatePrincipalPolicy(iam)),
        iam.Route<GetContextKeysForCustomPolicyRequest, GetContextKeysForCustomPolicyResponse>(static _ => IamTarget.None, static (input, _) =>
            new ValueTask<Result<List<NamedPolicy>>>(SimulationInput.Compile(input.PolicyInputList, PolicyKind.Identity, "PolicyInputList"))
                .Then(static policies => new GetContextKeysForCustomPolicyResponse { ContextKeyNames = KeysOf(policies) })),
        iam.Route<GetContextKeysForPrincipalPolicyRequest, GetContextKeysForPrincipalPolicyResponse>(static input => IamTarget.By(input.PolicySourceArn), (input, context) =>
            PolicyHolders.Find(iam, input.PolicySourceArn, context).Then(async holder =>
            {
                var added = SimulationInput.Compile(input.PolicyInputList, PolicyKind.Identity, "PolicyInputList");
                if (!added.Succeeded)
                {
                    return (Result<GetContextKeysForPrincipalPolicyResponse>)added.Error;
                }

                var held = await PolicyHolders.PoliciesOf(iam, holder, context);
                return new GetContextKeysForPrincipalPolicyResponse
                {
                    ContextKeyNames = KeysOf([.. held.Select(static policy => new NamedPolicy(policy.Name, policy.Compiled)), .. added.Value]),
                };
            })),
    ];

    private static List<string> KeysOf(List<NamedPolicy> policies) =>
        [.. policies.SelectMany(static policy => policy.Policy.ContextKeys).Distinct(StringComparer.OrdinalIgnoreCase)];
}
