using Daypass.JmesPath.Values;
using Daypass.Mcp.Naming;
using Daypass.Mcp.Safety;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Calls;

/// <summary>
/// Finds out what a call does not say by itself: the path of what it names by name, where the rules depend on it, and what the policies and
/// roles that it hands over allow. It only reads, as the caller, and only what the operator's rules allow to be read.
/// </summary>
internal sealed class EntityLookup(AgentSession agent, CallSigner caller, bool asks, List<string> calls)
{
    private const int MostPages = 10;

    /// <summary>The steps with what was found.</summary>
    public async Task<IReadOnlyList<PlannedCall>> Resolve(IReadOnlyList<PlannedCall> steps)
    {
        List<PlannedCall> resolved = [];
        foreach (var step in steps)
        {
            List<NamedEntity> named = [];
            foreach (var entity in EntityNames.Find(step.Operation, step.Parameters, caller.Arn, caller.Account))
            {
                named.Add(agent.Policy.DependsOnPath(entity) ? await FindPath(entity).ConfigureAwait(false) : entity);
            }

            var attached = step.Effect == CommandEffect.Read ? [] : await FindAttached(step, named).ConfigureAwait(false);
            resolved.Add(step with { Resolved = named, Attached = attached });
        }

        return resolved;
    }

    // What is not there has no path, and nothing can be done to it; what cannot be read may be anything.
    private async Task<NamedEntity> FindPath(NamedEntity entity)
    {
        var word = entity.Kind!.Value.ToString();
        var (answer, code) = await Read($"Get{word}", new MapValue().Set(word + "Name", entity.Name)).ConfigureAwait(false);
        return answer?.Find(word)?.FindText("Arn") is { } arn ? entity with { Arn = arn, LacksPath = false }
            : code == "NoSuchEntity" ? entity with { LacksPath = false }
            : entity with { Arn = entity.ArnWithAnyPath };
    }

    private async Task<List<AttachedDocument>> FindAttached(PlannedCall step, List<NamedEntity> named)
    {
        List<AttachedDocument> found = [];
        if (step.Operation.Name == "AddRoleToInstanceProfile" && step.Parameters.FindText("RoleName") is { } role)
        {
            await AddPassedRole(role, named, found).ConfigureAwait(false);
        }

        var gives = step.Operation.Service.Service == Service.Sts || step.Parameters.TryGet("PermissionsBoundary", out _)
            || step.Operation.Name.StartsWith("Attach", StringComparison.Ordinal) || step.Operation.Name == "SetDefaultPolicyVersion";
        if (asks && gives)
        {
            foreach (var policy in named.Where(static entity => entity is { Kind: NamedKind.Policy, IsInline: false, IsInDocument: false }).ToList())
            {
                await AddPolicy(policy.Arn, step.Parameters.FindText("VersionId"), found).ConfigureAwait(false);
            }
        }

        return found;
    }

    private async Task AddPassedRole(string role, List<NamedEntity> named, List<AttachedDocument> found)
    {
        if (!asks && !agent.Policy.NeedsPolicies)
        {
            return;
        }

        var attached = await List("ListAttachedRolePolicies", role, "AttachedPolicies").ConfigureAwait(false);
        var inline = await List("ListRolePolicies", role, "PolicyNames").ConfigureAwait(false);
        if (attached is null || inline is null)
        {
            named.Add(new NamedEntity(NamedKind.Policy, "*"));
            found.Add(new AttachedDocument("[!] The machines of the instance profile get this role; which policies it has could not be read.", null));
            return;
        }

        named.AddRange(attached.Select(static policy => new NamedEntity(NamedKind.Policy, policy.FindText("PolicyArn") ?? "*")));
        named.AddRange(inline.OfType<TextValue>().Select(name =>
            new NamedEntity(NamedKind.Policy, $"arn:aws:iam::{caller.Account ?? "*"}:policy/{name.Text}") { IsInline = true }));
        found.Add(new AttachedDocument("The machines of the instance profile get this role, which has:", null));
        foreach (var policy in asks ? attached : [])
        {
            await AddPolicy(policy.FindText("PolicyArn") ?? string.Empty, null, found).ConfigureAwait(false);
        }

        foreach (var name in asks ? inline.OfType<TextValue>() : [])
        {
            var (answer, _) = await Read("GetRolePolicy", new MapValue().Set("RoleName", role).Set("PolicyName", name.Text)).ConfigureAwait(false);
            found.Add(Describe($"its policy {Answers.UntrustedText.QuoteWhole(name.Text, asciiOnly: true)}", answer?.Find("PolicyDocument")));
        }
    }

    private async Task AddPolicy(string arn, string? version, List<AttachedDocument> found)
    {
        var parameters = new MapValue().Set("PolicyArn", arn);
        if (version is null)
        {
            var (policy, _) = await Read("GetPolicy", parameters).ConfigureAwait(false);
            version = policy?.Find("Policy")?.FindText("DefaultVersionId");
        }

        var (answer, _) = version is null ? (null, null) : await Read("GetPolicyVersion", parameters.Set("VersionId", version)).ConfigureAwait(false);
        found.Add(Describe($"the policy {Answers.UntrustedText.QuoteWhole(arn, asciiOnly: true)}", answer?.Find("PolicyVersion")?.Find("Document")));
    }

    private static AttachedDocument Describe(string what, Value? document) => document switch
    {
        null => new AttachedDocument($"[!] What {what} allows could not be read.", null),
        TextValue { Text: var text } => new AttachedDocument($"What {what} says:", text),
        _ => new AttachedDocument($"What {what} says:", JsonText.Write(document, JsonStyle.Compact)),
    };

    private async Task<List<Value>?> List(string operation, string role, string member)
    {
        List<Value> all = [];
        var parameters = new MapValue().Set("RoleName", role);
        for (var page = 0; page < MostPages; page++)
        {
            var (answer, code) = await Read(operation, parameters).ConfigureAwait(false);
            if (answer is null)
            {
                return code == "NoSuchEntity" ? [] : null;
            }

            all.AddRange((answer.Find(member) as ListValue)?.Items ?? []);
            if (answer.FindText("Marker") is not { } marker)
            {
                return all;
            }

            parameters.Set("Marker", marker);
        }

        return null;
    }

    private async Task<(MapValue? Answer, string? Code)> Read(string operation, MapValue parameters)
    {
        var call = new PlannedCall(OperationCatalogue.Find(operation, Service.Iam)!, parameters) { Resolved = [] };
        var endpoint = caller.FindEndpoint(Service.Iam, signed: true);
        if (!endpoint.Succeeded || agent.Policy.Decide(call.ToPolicyQuestion(caller, endpoint.Value.Url.AbsoluteUri)).Verdict != AgentVerdict.Allow)
        {
            return (null, null);
        }

        var answer = await caller.Send(call.Operation, parameters, calls).ConfigureAwait(false);
        return answer.Succeeded ? (answer.Value.Result, null) : (null, answer.Error.Code);
    }
}
