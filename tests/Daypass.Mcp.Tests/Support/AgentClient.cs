using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Daypass.Mcp.Start;
using ModelContextProtocol.Server;

namespace Daypass.Mcp.Tests.Support;

/// <summary>Which revision of the protocol a client speaks.</summary>
public enum Era
{
    /// <summary>2025-11-25: a handshake, and requests of the server to the client.</summary>
    Handshake,

    /// <summary>2026-07-28: no handshake, and answers that input is required.</summary>
    InputRequired,
}

/// <summary>An MCP client that writes and reads the lines themselves, and keeps every one of them.</summary>
public sealed class AgentClient : IAsyncDisposable
{
    private readonly StringBuilder _transcript = new();
    private readonly Era _era;
    private readonly string _revision;
    private readonly bool _asks;
    private readonly CancellationTokenSource _end = new();
    private Stream _toServer = Stream.Null;
    private StreamReader _fromServer = StreamReader.Null;
    private Task _serving = Task.CompletedTask;
    private int _last;

    private AgentClient(Era era, bool asks, string revision) => (_era, _asks, _revision) = (era, asks, revision);

    /// <summary>Every line that went either way.</summary>
    public string Transcript => _transcript.ToString();

    /// <summary>The questions that were put to the person.</summary>
    public List<string> Questions { get; } = [];

    /// <summary>The whole result of the last call of a tool.</summary>
    public JsonObject LastResult { get; private set; } = [];

    /// <summary>What the person answers to a question; agrees unless a test says otherwise.</summary>
    public Func<string, JsonObject> Answer { get; set; } = static _ => Accepted("allow", true);

    public static JsonObject Accepted(string name, JsonNode value) => new() { ["action"] = "accept", ["content"] = new JsonObject { [name] = value } };

    public static JsonObject Declined => new() { ["action"] = "decline" };

    internal static async Task<AgentClient> Start(Desk desk, StartOptions? options = null, string? policy = null, Era era = Era.InputRequired,
        bool asks = true, string revision = "2025-11-25")
    {
        var client = new AgentClient(era, asks, revision);
        var (to, from) = (new Pipe(), new Pipe());
        var transport = new StreamServerTransport(to.Reader.AsStream(), from.Writer.AsStream(), "test");
        client._serving = desk.Server(options, policy).Run(transport, client._end.Token);
        await client.Connect(to.Writer.AsStream(), from.Reader.AsStream());
        return client;
    }

    /// <summary>A client of a program that is running already.</summary>
    public static async Task<AgentClient> Over(Stream toServer, Stream fromServer, Era era = Era.InputRequired)
    {
        var client = new AgentClient(era, asks: true, "2025-11-25");
        await client.Connect(toServer, fromServer);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _toServer.DisposeAsync();
        await _end.CancelAsync();
        try
        {
            await _serving;
        }
        catch (OperationCanceledException)
        {
            Assert.True(_end.IsCancellationRequested);
        }

        _end.Dispose();
    }

    /// <summary>Calls a tool; the structured content, which the text has to say as well.</summary>
    public async Task<JsonObject> Call(string tool, string command, object? parameters = null, string? session = null)
    {
        var arguments = new JsonObject { ["command"] = command };
        if (parameters is not null)
        {
            arguments["params"] = JsonSerializer.SerializeToNode(parameters);
        }

        if (session is not null)
        {
            arguments["session"] = session;
        }

        return await CallRaw(tool, arguments);
    }

    public async Task<JsonObject> CallRaw(string tool, JsonObject arguments)
    {
        var result = await Request("tools/call", new JsonObject { ["name"] = tool, ["arguments"] = arguments });
        LastResult = result;
        var envelope = (result["structuredContent"] ?? JsonNode.Parse((string)result["content"]![0]!["text"]!))!.AsObject();
        Assert.Equal((bool)envelope["success"]!, !((bool?)result["isError"] ?? false));
        return envelope;
    }

    /// <summary>STSTool.</summary>
    public Task<JsonObject> Sts(string command, object? parameters = null, string? session = null) => Call("STSTool", command, parameters, session);

    /// <summary>Sends a request and gives its result; an error answer throws with the error's text.</summary>
    public async Task<JsonObject> Request(string method, JsonObject? parameters = null)
    {
        var all = parameters ?? [];
        while (true)
        {
            var answer = await Exchange(method, all);
            var result = answer["result"]?.AsObject() ?? throw new InvalidOperationException(answer.ToJsonString());
            if ((string?)result["resultType"] != "input_required")
            {
                return result;
            }

            all = (JsonObject)all.DeepClone();
            all["requestState"] = result["requestState"]?.DeepClone();
            all["inputResponses"] = new JsonObject(
                result["inputRequests"]!.AsObject().Select(request => KeyValuePair.Create(request.Key, (JsonNode?)Ask(request.Value!["params"]!.AsObject()))));
        }
    }

    private async Task Connect(Stream to, Stream from)
    {
        (_toServer, _fromServer) = (to, new StreamReader(from));
        if (_era == Era.InputRequired)
        {
            return;
        }

        await Exchange("initialize", new JsonObject
        {
            ["protocolVersion"] = _revision,
            ["capabilities"] = Capabilities(),
            ["clientInfo"] = new JsonObject { ["name"] = "raw", ["version"] = "1" },
        });
        await Write(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/initialized" });
    }

    private JsonObject Capabilities() => _asks ? new JsonObject { ["elicitation"] = new JsonObject() } : [];

    private JsonObject Ask(JsonObject form)
    {
        Questions.Add((string)form["message"]!);
        return Answer((string)form["message"]!);
    }

    private async Task<JsonObject> Exchange(string method, JsonObject parameters)
    {
        var id = ++_last;
        var sent = (JsonObject)parameters.DeepClone();
        if (_era == Era.InputRequired)
        {
            sent["_meta"] = new JsonObject
            {
                ["io.modelcontextprotocol/protocolVersion"] = "2026-07-28",
                ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "raw", ["version"] = "1" },
                ["io.modelcontextprotocol/clientCapabilities"] = Capabilities(),
            };
        }

        await Write(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = sent });
        while (true)
        {
            var line = await _fromServer.ReadLineAsync() ?? throw new InvalidOperationException("The server closed the connection.");
            _transcript.AppendLine(line);
            var message = JsonNode.Parse(line)!.AsObject();
            if ((string?)message["method"] == "elicitation/create")
            {
                Assert.Equal(Era.Handshake, _era);
                await Write(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = message["id"]!.DeepClone(), ["result"] = Ask(message["params"]!.AsObject()) });
            }
            else if ((int?)message["id"] == id)
            {
                return message;
            }
        }
    }

    private async Task Write(JsonObject message)
    {
        var line = message.ToJsonString();
        _transcript.AppendLine(line);
        await _toServer.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));
        await _toServer.FlushAsync();
    }
}
