using Daypass.JmesPath.Values;
using Daypass.Mcp.Safety;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Calls;

/// <summary>One API call that is going to be made.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Parameters">Its parameters, in the API's form.</param>
internal sealed record Step(OperationDescription Operation, MapValue Parameters)
{
    /// <summary>Roles it reaches by another way than its own parameters.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>What it does.</summary>
    public Effect Effect => Effects.Of(Operation);

    /// <summary>The roles it asks for.</summary>
    public IReadOnlyList<string> Targets => Operation.Service.Service == Service.Sts && Parameters.FindText("RoleArn") is { } role ? [.. Beside, role] : Beside;

    /// <summary>The call as the policy sees it.</summary>
    public CallQuestion Question(Caller caller, string endpoint)
    {
        List<string> accounts = [];
        var principal = Parameters.FindText("TargetPrincipal");
        string?[] touched = [caller.Account, RoleChain.Account(principal), Number(principal), .. Targets.Concat(caller.Roles).Select(RoleChain.Account)];
        foreach (var account in touched)
        {
            if (account is not null && !accounts.Contains(account))
            {
                accounts.Add(account);
            }
        }

        return new CallQuestion(Operation.Permission, Effect) { Targets = Targets, Standing = caller.Roles, Accounts = accounts, Endpoint = endpoint };
    }

    // AssumeRoot names its account either by an ARN or by the bare number.
    private static string? Number(string? principal) => principal is { Length: 12 } && principal.All(char.IsAsciiDigit) ? principal : null;
}
