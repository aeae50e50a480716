using Daypass.JmesPath.Values;
using Daypass.Mcp.Naming;
using Daypass.Mcp.Safety;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Calls;

/// <summary>One API call that is going to be made.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Parameters">Its parameters, in the API's form.</param>
internal sealed record PlannedCall(OperationDescription Operation, MapValue Parameters)
{
    /// <summary>Roles it reaches by another way than its own parameters.</summary>
    public IReadOnlyList<string> IndirectTargets { get; init; } = [];

    /// <summary>The file of each secret parameter that was read from one.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the policies and roles that it names give.</summary>
    public IReadOnlyList<AttachedDocument> Attached { get; init; } = [];

    /// <summary>What it names, where that was looked up; null to take it from the parameters alone.</summary>
    public IReadOnlyList<NamedEntity>? Resolved { get; init; }

    /// <summary>What it does.</summary>
    public CommandEffect Effect => CommandEffects.Classify(Operation);

    /// <summary>The roles it asks for.</summary>
    public IReadOnlyList<string> Targets =>
        Operation.Service.Service == Service.Sts && Parameters.FindText("RoleArn") is { } role ? [.. IndirectTargets, role] : IndirectTargets;

    /// <summary>The call as the policy sees it.</summary>
    public PolicyQuestion ToPolicyQuestion(CallSigner caller, string endpoint)
    {
        List<string> accounts = [];
        var principal = Parameters.FindText("TargetPrincipal");
        var named = Resolved ?? EntityNames.Find(Operation, Parameters, caller.Arn, caller.Account);
        string?[] touched =
        [
            caller.Account, RoleChain.ParseAccount(principal), ParseAccount(principal), .. Targets.Concat(caller.Roles).Select(RoleChain.ParseAccount),
            .. named.Where(static entity => !entity.IsInDocument).Select(static entity => ParseAccount(RoleChain.ParseAccount(entity.Arn))),
        ];
        foreach (var account in touched)
        {
            if (account is not null && !accounts.Contains(account))
            {
                accounts.Add(account);
            }
        }

        return new PolicyQuestion(Operation.Permission, Effect)
        {
            Targets = Targets,
            Named = named,
            CallerRoles = caller.Roles,
            CallerUser = EntityArn.Classify(caller.Arn) == NamedKind.User ? caller.Arn : null,
            Accounts = accounts,
            Endpoint = endpoint,
        };
    }

    // AssumeRoot names its account either by an ARN or by the bare number.
    private static string? ParseAccount(string? principal) => principal is { Length: 12 } && principal.All(char.IsAsciiDigit) ? principal : null;
}
