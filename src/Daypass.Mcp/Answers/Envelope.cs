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

    /// <summary>A success.</summary>
    public static Envelope Success(string command, MapValue answer) => new(command, $"{command} executed successfully") { Answer = answer };

    /// <summary>A failure.</summary>
    public static Envelope Failure(string command, Refusal error) => new(command, $"Failed to execute {command}") { Error = error };

    /// <summary>The same with the calls that led to it.</summary>
    public Envelope WithCalls(IReadOnlyList<string> calls) => this with { Calls = calls };

    /// <summary>The result of the tool: structured content, and the same as text for clients that know no other.</summary>
    public CallToolResult ToResult()
    {
        var text = JsonText.Write(ToValue(), JsonStyle.Line);
        using var document = JsonDocument.Parse(text);
        return new CallToolResult
        {
            IsError = Error is not null,
            StructuredContent = document.RootElement.Clone(),
            Content = [new TextContentBlock { Text = text }],
        };
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

        var metadata = new MapValue();
        if (RequestId is not null)
        {
            metadata.Set("requestId", RequestId);
        }

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
