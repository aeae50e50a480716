using Daypass.JmesPath.Values;
using Daypass.Mcp.Calls;
using Daypass.Mcp.Safety;
using Daypass.Protocol.Catalogue;
using ModelContextProtocol.Protocol;

namespace Daypass.Mcp.Prompts;

/// <summary>What an argument of a prompt or of a resource's address could be: roles, profiles and commands.</summary>
internal sealed class Completions(AgentSession agent)
{
    private const int Most = 100;

    /// <summary>The completions of an argument.</summary>
    public async Task<CompleteResult> Complete(CompleteRequestParams request)
    {
        IReadOnlyList<string> all = request switch
        {
            { Ref: PromptReference { Name: "assume_role" }, Argument.Name: "role_arn" } => await FindRoles().ConfigureAwait(false),
            { Ref: ResourceTemplateReference, Argument.Name: "service" } => ["iam", "sts"],
            { Ref: ResourceTemplateReference, Argument.Name: "command" } =>
                FindCommands(request.Context?.Arguments is { } given && given.TryGetValue("service", out var service) ? service : null),
            { Ref: ResourceTemplateReference, Argument.Name: "profile" } => FindProfiles(),
            _ => [],
        };
        List<string> fitting = [.. all.Where(value => IsAbout(value, request.Argument.Value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new CompleteResult
        {
            Completion = new Completion { Values = [.. fitting.Take(Most)], Total = fitting.Count, HasMore = fitting.Count > Most },
        };
    }

    // Of an ARN people know the name, so it may begin there as well.
    private static bool IsAbout(string value, string typed) => value.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
        || value[(value.LastIndexOf('/') + 1)..].StartsWith(typed, StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<string> FindCommands(string? service) =>
    [
        .. (service == "iam" ? [] : OperationCatalogue.List(Service.Sts)).Concat(service == "sts" ? [] : OperationCatalogue.List(Service.Iam))
            .Select(static operation => operation.Name),
    ];

    private IReadOnlyList<string> FindProfiles() => agent.LoadSettings() is { Succeeded: true, Value: var settings } ? [.. settings.Store.Names] : [];

    // The roles of the configuration, and those of the account where they may be listed without asking anybody.
    private async Task<IReadOnlyList<string>> FindRoles()
    {
        List<string> roles = agent.LoadSettings() is { Succeeded: true, Value: var settings }
            ? [.. settings.Store.Names.Select(name => settings.Store.Find(name)?.Get("role_arn")).OfType<string>()] : [];
        if (CallSigner.Find(agent, null) is not { Succeeded: true, Value: var caller }
            || caller.FindEndpoint(Service.Iam, signed: true) is not { Succeeded: true, Value: var endpoint }
            || await caller.LoadCredentials(static _ => new Client.Errors.ClientError(
                Client.Errors.ClientErrorKind.Configuration, "MfaCodeRequired", "Nobody is asked for a code by a completion.")).ConfigureAwait(
                    false) is not null)
        {
            return roles;
        }

        var call = new PlannedCall(OperationCatalogue.Find("ListRoles", Service.Iam)!, new MapValue().Set("MaxItems", Value.From(1000L))) { Resolved = [] };
        List<string> made = [];
        if (agent.Policy.NeedsCallerIdentity && await caller.Identify(agent.Policy.NeedsCallerUser, made).ConfigureAwait(false) is not null)
        {
            return roles;
        }

        if (agent.Policy.Decide(call.ToPolicyQuestion(caller, endpoint.Url.AbsoluteUri)).Verdict == AgentVerdict.Allow
            && await caller.Send(call.Operation, call.Parameters, made).ConfigureAwait(false) is { Succeeded: true, Value: var answer })
        {
            roles.AddRange(((answer.Result.Find("Roles") as ListValue)?.Items ?? []).Select(static role => role.FindText("Arn")).OfType<string>());
        }

        return roles;
    }
}
