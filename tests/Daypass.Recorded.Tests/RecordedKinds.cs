using Daypass.Recorded.Tests.Kinds;

namespace Daypass.Recorded.Tests;

/// <summary>What runs the vectors of each file.</summary>
internal static class RecordedKinds
{
    private static readonly Dictionary<string, IRecordedKind> ByGroup = new(StringComparer.Ordinal)
    {
        ["account-properties"] = new CallsKind(),
        ["account-reporting"] = new CallsKind(),
        ["account-reports"] = new CallsKind(),
        ["certificates"] = new CallsKind(),
        ["condition-addresses"] = new DecideKind(),
        ["condition-no-tags"] = new CallsKind(),
        ["condition-sets"] = new DecideKind(),
        ["condition-strings"] = new DecideKind(),
        ["condition-values"] = new DecideKind(),
        ["credential-inputs"] = new CallsKind(),
        ["credential-report"] = new CallsKind(),
        ["identity-inputs"] = new CallsKind(),
        ["instance-profiles"] = new CallsKind(),
        ["localstack-credentials"] = new CallsKind(),
        ["localstack-iam"] = new CallsKind(),
        ["localstack-simulation"] = new SimulateKind(),
        ["localstack-sts"] = new CallsKind(),
        ["login-profile"] = new CallsKind(),
        ["managed-session-policy"] = new CallsKind(),
        ["mfa"] = new MfaKind(),
        ["oidc"] = new OidcKind(),
        ["oidc-providers"] = new CallsKind(),
        ["outbound-identity"] = new CallsKind(),
        ["outbound-issuance"] = new CallsKind(),
        ["outbound-lifecycle"] = new CallsKind(),
        ["pagination-inputs"] = new CallsKind(),
        ["context-keys"] = new SimulateKind(),
        ["policy-management"] = new CallsKind(),
        ["query-collections"] = new CallsKind(),
        ["query-inputs"] = new CallsKind(),
        ["resource-authorization"] = new CallsKind(),
        ["resource-controls"] = new CaseKind(),
        ["resource-inputs"] = new CallsKind(),
        ["role-acquisition"] = new CallsKind(),
        ["role-templates"] = new CallsKind(),
        ["role-wire"] = new CallsKind(),
        ["root-access"] = new CallsKind(),
        ["saml"] = new SamlKind(),
        ["saml-providers"] = new CallsKind(),
        ["saving-identity"] = new SaveKind(),
        ["saving-rcp"] = new SaveKind(),
        ["saving-session"] = new SaveKind(),
        ["saving-trust"] = new SaveKind(),
        ["service-access"] = new CallsKind(),
        ["service-credentials"] = new CallsKind(),
        ["service-linked-roles"] = new CallsKind(),
        ["simulate-addresses"] = new CallsKind(),
        ["simulate-strings"] = new CallsKind(),
        ["simulate-values"] = new CallsKind(),
        ["tags"] = new CallsKind(),
        ["simulation"] = new SimulateKind(),
        ["simulation-conditions"] = new SimulateKind(),
        ["simulation-defaults"] = new SimulateKind(),
        ["simulation-inputs"] = new SimulateKind(),
    };

    public static IEnumerable<string> Groups => ByGroup.Keys;

    public static IRecordedKind Of(string group) =>
        ByGroup.TryGetValue(group, out var kind) ? kind : throw new InvalidOperationException($"{group} has no row in {nameof(RecordedKinds)}.");
}
