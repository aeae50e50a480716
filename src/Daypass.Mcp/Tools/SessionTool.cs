using System.Text.Json;
using System.Text.Json.Nodes;
using Daypass.Client.Endpoints;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;
using Daypass.Mcp.Calls;
using Daypass.Mcp.Safety;
using Daypass.Protocol.Catalogue;
using ModelContextProtocol.Protocol;

namespace Daypass.Mcp.Tools;

/// <summary>SessionTool: which profile, region and address are in use. Another profile is another caller and another address another reader of tokens, so both are asked for.</summary>
internal sealed class SessionTool(Workplace place) : IAgentTool
{
    private const string Name = "SessionTool";
    private static readonly string[] Known = ["GetSession", "SetSession", "ListProfiles", "RefreshCredentials"];
    private static readonly string[] Shown = ["region", "role_arn", "source_profile", "endpoint_url", "sso_session", "mfa_serial"];
    private static readonly MemberDescription[] Settings =
    [
        new("AwsProfile", MemberKind.Text) { Minimum = 1, Summary = "The profile to use from now on." },
        new("AwsRegion", MemberKind.Text) { Minimum = 1, Summary = "The region to use from now on." },
        new("AwsEndPoint", MemberKind.Text) { Minimum = 1, Summary = "The address of STS and IAM to use from now on; an empty text goes back to the configured one." },
    ];

    /// <inheritdoc/>
    public Tool Description { get; } = new()
    {
        Name = Name,
        Title = "AWS session",
        Description = "GetSession: the profile, region, address and kept sessions in use. SetSession: use another profile, region or address. ListProfiles: the configured profiles. RefreshCredentials: forget cached credentials, so that the next call gets fresh ones.",
        InputSchema = MemberSchema.Input(Known, Parameters(), withSession: false),
        OutputSchema = MemberSchema.Envelope,
        Annotations = new ToolAnnotations { Title = "AWS session", ReadOnlyHint = false, DestructiveHint = false, IdempotentHint = true, OpenWorldHint = false },
    };

    /// <summary>What is in use now; no call is made for it.</summary>
    public static MapValue Current(Workplace place, ClientSettings settings)
    {
        var current = new MapValue().Set("AwsProfile", settings.ProfileName).Set("AwsRegion", settings.Region is { } region ? Value.Of(region) : Value.Null);
        var endpoint = EndpointResolver.Resolve(settings, Service.Sts, signed: false);
        if (endpoint.Succeeded)
        {
            current.Set("AwsEndPoint", endpoint.Value.Url.AbsoluteUri).Set("AwsEndPointFrom", endpoint.Value.Origin);
        }

        return current
            .Set("roles", ListValue.Of(RoleChain.OfProfile(settings).Select(static role => Value.Of(role))))
            .Set("readOnly", Value.Of(place.Options.ReadOnly))
            .Set("sessions", Sessions(place));
    }

    /// <summary>The live sessions, without their secrets.</summary>
    public static ListValue Sessions(Workplace place) => ListValue.Of(place.Sessions.Live().Select(static kept =>
    {
        var entry = new MapValue().Set("session", kept.Handle).Set("from", kept.Session.Operation).Set("accessKeyId", kept.Session.Credentials.AccessKeyId).Set("endpoint", kept.Session.Endpoint);
        if (kept.Session.Arn is { } arn)
        {
            entry.Set("arn", arn);
        }

        return kept.Session.Credentials.Expiration is { } end ? entry.Set("expiration", end.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture)) : entry;
    }));

    /// <summary>The profiles, without their secrets.</summary>
    public static ListValue Profiles(ClientSettings settings) => ListValue.Of(settings.Store.Names.Select(name =>
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
    public async Task<Envelope> Call(IDictionary<string, JsonElement>? arguments, Person person, CancellationToken cancellation)
    {
        var call = new ToolCall(Name, person, cancellation).Read(arguments, out var refusal);
        var run = new CommandRun(place, call);
        if (refusal is null && Array.IndexOf(Known, call.Command) < 0)
        {
            refusal = Commands.Unknown(call.Command, Known);
        }

        var taken = new OperationDescription(call.Command, Service.Sts, static _ => null) { Input = call.Command == "SetSession" ? Settings : [] };
        var parameters = ParameterCheck.Read(taken, call.Parameters, out var wrong);
        refusal ??= wrong;
        if (refusal is not null)
        {
            return run.Finish(Envelope.Failed(call.Command, refusal));
        }

        if (call.Command == "SetSession")
        {
            return await Set(run, call, parameters).ConfigureAwait(false);
        }

        if (call.Command == "RefreshCredentials")
        {
            var count = place.Cache.Clear();
            return run.Finish(Envelope.Done(call.Command, new MapValue().Set("forgotten", Value.Of((long)count))));
        }

        var settings = place.Settings();
        return run.Finish(!settings.Succeeded
            ? Envelope.Failed(call.Command, Advice.For(settings.Fault))
            : Envelope.Done(call.Command, call.Command == "GetSession" ? Current(place, settings.Value) : new MapValue().Set("profiles", Profiles(settings.Value))));
    }

    private async Task<Envelope> Set(CommandRun run, ToolCall call, MapValue parameters)
    {
        var asked = place.Asked with
        {
            Profile = parameters.FindText("AwsProfile") ?? place.Asked.Profile,
            Region = parameters.FindText("AwsRegion") ?? place.Asked.Region,
            EndpointUrl = parameters.FindText("AwsEndPoint") is { } given ? given.Length == 0 ? place.Options.Endpoint : given : place.Asked.EndpointUrl,
        };
        var settings = ClientSettings.Load(place.Surroundings, asked);
        if (!settings.Succeeded)
        {
            var next = place.Settings() is { Succeeded: true, Value: { } now }
                ? $"The profiles are: {string.Join(", ", now.Store.Names)}.{Names.Suggest(asked.Profile ?? string.Empty, now.Store.Names)}"
                : "Tell the user which file has to be mended.";
            return run.Finish(Envelope.Failed(call.Command, Advice.For(settings.Fault) with { Next = next }));
        }

        var endpoint = EndpointResolver.Resolve(settings.Value, Service.Sts, signed: false);
        if (!endpoint.Succeeded)
        {
            return run.Finish(Envelope.Failed(call.Command, Advice.For(endpoint.Fault) with { Next = "Correct AwsRegion or AwsEndPoint and call again." }));
        }

        var sensitive = asked.Profile != place.Asked.Profile || asked.EndpointUrl != place.Asked.EndpointUrl;
        var roles = RoleChain.OfProfile(settings.Value);
        var question = new CallQuestion("session:SetSession", sensitive ? Effect.Choose : Effect.Read)
        {
            Targets = roles,
            Accounts = [.. roles.Select(RoleChain.Account).OfType<string>()],
            Endpoint = endpoint.Value.Url.AbsoluteUri,
        };
        var story = $"An agent asks to use from now on:\nprofile: {Person.Shown(settings.Value.ProfileName)}\naddress: {endpoint.Value.Url.AbsoluteUri}"
            + (roles.Count > 0 ? $"\nroles: {string.Join(", ", roles.Select(Person.Shown))}" : string.Empty);
        if (await run.Ask(question, story).ConfigureAwait(false) is { } refused)
        {
            return run.Finish(Envelope.Failed(call.Command, refused));
        }

        place.Asked = asked;
        return run.Finish(Envelope.Done(call.Command, Current(place, settings.Value)));
    }

    private static JsonObject Parameters() => MemberSchema.Of("SetSession", "What SetSession takes; the other commands take nothing.", Settings);
}
