using Daypass.JmesPath.Values;
using Daypass.Mcp.Answers;
using Daypass.Mcp.Calls;
using Daypass.Mcp.Tools;
using Daypass.Protocol.Catalogue;
using ModelContextProtocol.Protocol;

namespace Daypass.Mcp.Resources;

/// <summary>The resources: profiles, live sessions and what is in use, all without secrets, and the parameters of each command.</summary>
internal static class AgentResources
{
    private const string Current = "daypass://session/current";
    private const string Sessions = "daypass://sessions";
    private const string Profiles = "daypass://profiles";
    private const string Commands = "daypass://commands/";
    private const string Plain = "text/plain";
    private const string Json = "application/json";

    /// <summary>What there is.</summary>
    public static IList<Resource> All { get; } =
    [
        new() { Uri = Current, Name = "current session", Description = "The profile, region and address in use.", MimeType = Json },
        new() { Uri = Sessions, Name = "live sessions", Description = "The kept sessions that have not ended: handle, ARN, end. No secrets.", MimeType = Json },
        new() { Uri = Profiles, Name = "profiles", Description = "The configured profiles. No secrets.", MimeType = Json },
    ];

    /// <summary>What there is for each command.</summary>
    public static IList<ResourceTemplate> Templates { get; } =
    [
        new()
        {
            UriTemplate = Commands + "{service}/{command}",
            Name = "command parameters",
            Description = "The parameters of a command of sts or iam as a JSON schema.",
            MimeType = Json,
        },
        new()
        {
            UriTemplate = DocumentShelf.Address + "{id}{?from,length}",
            Name = "part of a long document",
            Description = $"At most {DocumentShelf.LongestPart} characters of a text that did not fit into an answer.",
            MimeType = Plain,
        },
        new() { UriTemplate = Profiles + "/{profile}", Name = "one profile", Description = "One configured profile. No secrets.", MimeType = Json },
    ];

    /// <summary>A resource's text and its type; null when there is no such resource.</summary>
    public static (string Text, string Type)? Read(AgentSession agent, string uri) => agent.Shelf.Read(uri) is { } part ? (part, Plain)
        : ReadJson(agent, uri) is { } text ? (text, Json) : null;

    private static string? ReadJson(AgentSession agent, string uri)
    {
        if (uri.StartsWith(Commands, StringComparison.Ordinal))
        {
            return uri[Commands.Length..].Split('/') is [var service, var command]
                && service is ("sts" or "iam") && OperationCatalogue.Find(command, service == "iam" ? Service.Iam : Service.Sts) is { } operation
                ? MemberSchema.Create(operation).ToJsonString()
                : null;
        }

        if (uri == Sessions)
        {
            return Text(new MapValue().Set("sessions", SessionTool.ListSessions(agent)));
        }

        if (uri.StartsWith(Profiles + "/", StringComparison.Ordinal))
        {
            var loaded = agent.LoadSettings();
            var name = Uri.UnescapeDataString(uri[(Profiles.Length + 1)..]);
            return loaded.Succeeded && loaded.Value.Store.Find(name) is not null
                ? Text(SessionTool.ListProfiles(loaded.Value).Items.First(entry => entry.FindText("name") == name)) : null;
        }

        if (uri is not (Current or Profiles))
        {
            return null;
        }

        var settings = agent.LoadSettings();
        return Text(!settings.Succeeded
            ? Envelope.Failure(uri, Advice.For(settings.Error)).ToValue()
            : uri == Current ? SessionTool.DescribeCurrent(agent, settings.Value) : new MapValue().Set("profiles", SessionTool.ListProfiles(settings.Value)));
    }

    private static string Text(Value value) => JsonText.Write(value, JsonStyle.Narrow);
}
