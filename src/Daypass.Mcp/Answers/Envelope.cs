using System.Text.Json;
using Daypass.JmesPath.Values;
using ModelContextProtocol.Protocol;

namespace Daypass.Mcp.Answers;

/// <summary>What every tool answers: the two envelopes of the STSTool skill, and beside them which API calls were made and what to do next.</summary>
/// <param name="Command">The command as it was requested.</param>
/// <param name="Message">One sentence.</param>
internal sealed record Envelope(string Command, string Message)
{
    /// <summary>What is wrong; null on success.</summary>
    public Refusal? Error { get; init; }

    /// <summary>What the command answered.</summary>
    public MapValue? Answer { get; init; }

    /// <summary>The id the service gave the last request.</summary>
    public string? RequestId { get; init; }

    /// <summary>The API calls that were really made, for example <c>sts:AssumeRole</c>.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>How to go on after a success; null when there is nothing to say.</summary>
    public string? Hint { get; init; }

    /// <summary>The documents that did not fit into the answer.</summary>
    public IReadOnlyList<AnswerLink> Links { get; init; } = [];

    /// <summary>A success.</summary>
    public static Envelope Success(string command, MapValue answer) => new(command, $"{command} executed successfully") { Answer = answer };

    /// <summary>A failure.</summary>
    public static Envelope Failure(string command, Refusal error) => new(command, $"Failed to execute {command}") { Error = error };

    /// <summary>The same with the calls that led to it.</summary>
    public Envelope WithCalls(IReadOnlyList<string> calls) => this with { Calls = calls };

    /// <summary>The result of the tool: structured content, one line of text about it, and links to what did not fit.</summary>
    /// <param name="fullText">True for a client that knows no structured content, or whose model is not shown it: the text is then all.</param>
    public CallToolResult ToResult(bool fullText)
    {
        var json = JsonText.Write(ToValue(), JsonStyle.Line);
        using var document = JsonDocument.Parse(json);
        List<ContentBlock> content = [new TextContentBlock { Text = fullText ? json : Describe() }];
        content.AddRange(Links.Select(static link =>
            new ResourceLinkBlock { Uri = link.Address, Name = link.Name, MimeType = "text/plain", Size = link.Bytes }));
        return new CallToolResult { IsError = Error is not null, StructuredContent = fullText ? null : document.RootElement.Clone(), Content = content };
    }

    private string Describe()
    {
        if (Error is { } error)
        {
            return $"{error.Name}: {error.Message}\nNext: {error.Next}";
        }

        string?[] parts =
        [
            Message,
            Answer?.FindText("session") is { } session ? $"session {session}" : null,
            (Answer?.FindText("Arn") ?? Answer?.Find("AssumedRoleUser")?.FindText("Arn")) is { } arn ? UntrustedText.Quote(arn) : null,
            .. Answer?.Members.Where(static member => member.Value is ListValue)
                .Select(static member => $"{((ListValue)member.Value).Items.Count} {member.Name}") ?? [],
            Hint,
        ];
        return string.Join("; ", parts.OfType<string>());
    }

    /// <summary>The envelope as a value.</summary>
    public MapValue ToValue()
    {
        var envelope = new MapValue().Set("success", Value.From(Error is null)).Set("command", Command).Set("message", Message);
        if (Error is { } error)
        {
            envelope.Set("error", new MapValue().Set("name", error.Name).Set("message", error.Message).Set("code", error.Name)).Set("next", error.Next);
        }

        if (Answer is not null)
        {
            envelope.Set("data", Answer);
        }

        if (Hint is not null && Error is null)
        {
            envelope.Set("next", Hint);
        }

        var metadata = new MapValue();
        metadata.SetIfPresent("requestId", RequestId);
        if ((Error is null && Calls.Count > 0 ? 200 : Error?.Status) is { } status)
        {
            metadata.Set("httpStatusCode", Value.From((long)status));
        }

        if (Calls.Count > 0)
        {
            var calls = new ListValue();
            foreach (var call in Calls)
            {
                calls.Items.Add(Value.From(call));
            }

            metadata.Set("apiCalls", calls);
        }

        return metadata.Members.Count > 0 ? envelope.Set("metadata", metadata) : envelope;
    }
}

/// <summary>Why a command failed.</summary>
/// <param name="Name">The API's name of the error where there is one.</param>
/// <param name="Message">What is wrong; holds no secret.</param>
/// <param name="Next">What the agent had better do now.</param>
internal sealed record Refusal(string Name, string Message, string Next)
{
    /// <summary>The HTTP status the service answered with; null when it was not the service that refused.</summary>
    public int? Status { get; init; }
}
