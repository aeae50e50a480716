using System.Text.Json;
using System.Text.Json.Nodes;
using Daypass.Client;
using Daypass.Client.Endpoints;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;
using Daypass.Mcp.Answers;
using Daypass.Mcp.Calls;
using Daypass.Mcp.Safety;
using Daypass.Protocol.Catalogue;
using ModelContextProtocol.Protocol;

namespace Daypass.Mcp.Tools;

/// <summary>
/// SessionTool: which profile, region and address are in use. Another profile is another caller and another address another reader of
/// tokens, so both are asked for.
/// </summary>
internal sealed class SessionTool(AgentSession agent) : IAgentTool
{
    private const string Name = "SessionTool";
    private const int MostSessions = 10;
    private static readonly string[] Known = ["GetSession", "SetSession", "ListProfiles", "RefreshCredentials"];
    private static readonly string[] Shown = ["region", "role_arn", "source_profile", "endpoint_url", "sso_session", "mfa_serial"];
    private static readonly MemberDescription[] Settings =
    [
        new("AwsProfile", MemberKind.Text) { Minimum = 1, Summary = "The profile to use from now on." },
        new("AwsRegion", MemberKind.Text) { Minimum = 1, Summary = "The region to use from now on." },
        new("AwsEndPoint", MemberKind.Text)
        {
            Minimum = 1,
            Summary = "The address of STS and IAM to use from now on; an empty text goes back to the configured one.",
        },
    ];

    /// <inheritdoc/>
    public Tool Description { get; } = new()
    {
        Name = Name,
        Title = "AWS session",
        Description = "GetSession: the profile, region, address and kept sessions in use. SetSession: use another profile, region or address. "
            + "ListProfiles: the configured profiles. RefreshCredentials: forget cached credentials, so that the next call gets fresh ones.",
        InputSchema = MemberSchema.Input(Known, Parameters(), withSession: false),
        OutputSchema = MemberSchema.Envelope,
        Annotations = new ToolAnnotations
        {
            Title = "AWS session",
            ReadOnlyHint = false,
            DestructiveHint = false,
            IdempotentHint = true,
            OpenWorldHint = false,
        },
    };

    /// <summary>What is in use now; no call is made for it.</summary>
    public static MapValue DescribeCurrent(AgentSession agent, ClientSettings settings)
    {
        var current = new MapValue().Set("AwsProfile", settings.ProfileName).Set("AwsRegion", settings.Region is { } region ? Value.From(region) : Value.Null);
        var endpoint = EndpointResolver.Resolve(settings, Service.Sts, signed: false);
        if (endpoint.Succeeded)
        {
            current.Set("AwsEndPoint", endpoint.Value.Url.AbsoluteUri).Set("AwsEndPointFrom", endpoint.Value.Origin);
        }

        return current
            .Set("roles", ListValue.From(RoleChain.FromProfile(settings).Select(static role => Value.From(role))))
            .Set("readOnly", Value.From(agent.Options.ReadOnly))
            .Set("sessions", ListSessions(agent, MostSessions))
            .Set("sessionCount", Value.From((long)agent.Sessions.ListActive().Count));
    }

    /// <summary>The live sessions, without their secrets.</summary>
    /// <param name="agent">Whose.</param>
    /// <param name="most">How many; the newest ones.</param>
    public static ListValue ListSessions(AgentSession agent, int most = int.MaxValue) =>
        ListValue.From(agent.Sessions.ListActive().TakeLast(most).Select(static stored =>
    {
        var entry = new MapValue()
            .Set("session", stored.Handle).Set("from", stored.Session.Operation).Set("accessKeyId", stored.Session.Credentials.AccessKeyId)
            .Set("endpoint", stored.Session.Endpoint);
        entry.SetIfPresent("arn", stored.Session.Arn);
        entry.SetIfPresent("expiration", stored.Session.Credentials.Expiration is { } end ? Timestamps.Format(end) : null);
        return entry;
    }));

    /// <summary>The profiles, without their secrets.</summary>
    public static ListValue ListProfiles(ClientSettings settings) => ListValue.From(settings.Store.Names.Select(name =>
    {
        var profile = settings.Store.Find(name)!;
        var entry = new MapValue().Set("name", name);
        foreach (var key in Shown)
        {
            if (profile.Get(key) is { Length: > 0 } value)
            {
                entry.Set(key, value);
            }
        }

        return (Value)entry;
    }));

    /// <inheritdoc/>
    public async Task<Envelope> Call(IDictionary<string, JsonElement>? arguments, ConsentPrompt prompt, CancellationToken cancellation)
    {
        var call = new ToolCall(Name, prompt, cancellation).Parse(arguments, out var refusal);
        var run = new CommandRun(agent, call);
        if (refusal is null && Array.IndexOf(Known, call.Command) < 0)
        {
            refusal = UnknownCommand.Refuse(call.Command, Known);
        }

        var taken = new OperationDescription(call.Command, Service.Sts, static _ => null) { Input = call.Command == "SetSession" ? Settings : [] };
        var parameters = ParameterCheck.Check(taken, call.Parameters, out var wrong);
        refusal ??= wrong;
        if (refusal is not null)
        {
            return run.Finish(Envelope.Failure(call.Command, refusal));
        }

        if (call.Command == "SetSession")
        {
            return await SetSession(run, call, parameters).ConfigureAwait(false);
        }

        if (call.Command == "RefreshCredentials")
        {
            var count = agent.Cache.Clear();
            return run.Finish(Envelope.Success(call.Command, new MapValue().Set("forgotten", Value.From((long)count))));
        }

        var settings = agent.LoadSettings();
        return run.Finish(!settings.Succeeded
            ? Envelope.Failure(call.Command, Advice.For(settings.Error))
            : Envelope.Success(
                call.Command,
                call.Command == "GetSession" ? DescribeCurrent(agent, settings.Value) : new MapValue().Set("profiles", ListProfiles(settings.Value))));
    }

    private async Task<Envelope> SetSession(CommandRun run, ToolCall call, MapValue parameters)
    {
        var asked = agent.Explicit with
        {
            Profile = parameters.FindText("AwsProfile") ?? agent.Explicit.Profile,
            Region = parameters.FindText("AwsRegion") ?? agent.Explicit.Region,
            EndpointUrl = parameters.FindText("AwsEndPoint") is { } given ? given.Length == 0 ? agent.Options.Endpoint : given : agent.Explicit.EndpointUrl,
        };
        var settings = ClientSettings.Load(agent.Environment, asked);
        if (!settings.Succeeded)
        {
            var next = agent.LoadSettings() is { Succeeded: true, Value: { } now }
                ? $"The profiles are: {string.Join(", ", now.Store.Names)}.{NameSuggestion.Suggest(asked.Profile ?? string.Empty, now.Store.Names)}"
                : "Tell the user which file has to be mended.";
            return run.Finish(Envelope.Failure(call.Command, Advice.For(settings.Error) with { Next = next }));
        }

        var endpoint = EndpointResolver.Resolve(settings.Value, Service.Sts, signed: false);
        if (!endpoint.Succeeded)
        {
            return run.Finish(Envelope.Failure(call.Command, Advice.For(endpoint.Error) with { Next = "Correct AwsRegion or AwsEndPoint and call again." }));
        }

        var sensitive = asked.Profile != agent.Explicit.Profile || asked.EndpointUrl != agent.Explicit.EndpointUrl;
        var roles = RoleChain.FromProfile(settings.Value);
        var question = new PolicyQuestion("session:SetSession", sensitive ? CommandEffect.Choose : CommandEffect.Read)
        {
            Targets = roles,
            Accounts = [.. roles.Select(RoleChain.ParseAccount).OfType<string>()],
            Endpoint = endpoint.Value.Url.AbsoluteUri,
        };
        var text = $"An agent asks to use from now on:\nprofile: {UntrustedText.Quote(settings.Value.ProfileName)}\naddress: {endpoint.Value.Url.AbsoluteUri}"
            + (roles.Count > 0 ? $"\nroles: {string.Join(", ", roles.Select(UntrustedText.Quote))}" : string.Empty);
        if (await run.AuthorizeSetting(question, text).ConfigureAwait(false) is { } refused)
        {
            return run.Finish(Envelope.Failure(call.Command, refused));
        }

        agent.Explicit = asked;
        return run.Finish(Envelope.Success(call.Command, DescribeCurrent(agent, settings.Value)));
    }

    private static JsonObject Parameters() => MemberSchema.Create("SetSession", "What SetSession takes; the other commands take nothing.", Settings);
}
