using System.Text;
using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;
using Daypass.Client;
using Daypass.Client.Errors;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Toolbox;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass decode</c>: the encoded part of a denial, its authorization id, or a whole error text with one of them in it, explained for a
/// user.</summary>
internal static class DecodeCommand
{
    private const string Marker = "Encoded authorization failure message:";
    private const int ShortestMessage = 64;

    /// <summary>Runs the command.</summary>
    public static int Run(Terminal terminal, ParsedArguments arguments)
    {
        var text = arguments.Word is null or "-" ? terminal.In().ReadToEnd() : arguments.Word;
        var id = text.Contains(Marker, StringComparison.OrdinalIgnoreCase) ? null : DenialDetails.FindId(text);
        var message = id is null ? Find(text) : null;
        if (id is null && message is null)
        {
            return ErrorPrinter.Print(
                terminal, null, ClientError.Usage("There is no encoded authorization message and no authorization id in this text."));
        }

        var context = CommandContext.Create(terminal, arguments);
        if (!context.Succeeded)
        {
            return ErrorPrinter.Print(terminal, null, context.Error);
        }

        var credentials = context.Value.GetCredentials();
        if (!credentials.Succeeded)
        {
            return context.Value.Fail(credentials.Error);
        }

        if (id is not null)
        {
            return ShowDetails(terminal, arguments, context.Value, id, credentials.Value);
        }

        var answer = context.Value.Call(DecodeAuthorizationMessageRequest.Operation, new MapValue().Set("EncodedMessage", message!), credentials.Value);
        if (!answer.Succeeded)
        {
            return context.Value.Fail(answer.Error);
        }

        var decoded = answer.Value.Result.FindText("DecodedMessage") ?? string.Empty;
        var document = JsonText.Parse(decoded, out _);
        terminal.Out.Write(
            arguments.GetValue("--output") == "json" || document is null ? (document is null ? decoded : JsonText.Write(document)) + "\n" : Explain(document));
        return 0;
    }

    private static int ShowDetails(Terminal terminal, ParsedArguments arguments, CommandContext context, string id, AwsCredentials credentials)
    {
        var answer = context.Call(GetRequestAuthorizationDetailsRequest.Operation, new MapValue().Set("authorizationId", id), credentials);
        if (!answer.Succeeded)
        {
            return context.Fail(answer.Error);
        }

        var result = answer.Value.Result;
        terminal.Out.Write(arguments.GetValue("--output") == "json" ? JsonText.Write(result) + "\n" : DenialDetails.Explain(result));
        return 0;
    }

    /// <summary>The encoded message in a text: what follows the words that announce it, or else the longest run of its characters.</summary>
    internal static string? Find(string text)
    {
        var marked = text.IndexOf(Marker, StringComparison.OrdinalIgnoreCase);
        var best = string.Empty;
        for (var index = marked < 0 ? 0 : marked + Marker.Length; index < text.Length;)
        {
            var start = index;
            while (index < text.Length && (char.IsAsciiLetterOrDigit(text[index]) || text[index] is '-' or '_' or '+' or '/' or '=' or '.'))
            {
                index++;
            }

            var run = text[start..index].TrimEnd('.');
            best = run.Length > best.Length ? run : best;
            if (marked >= 0 && best.Length > 0)
            {
                return best;
            }

            index++;
        }

        return best.Length >= ShortestMessage || (best.Length > 0 && best.Length == text.Trim().Length) ? best : null;
    }

    private static string Explain(Value document)
    {
        var context = document.Find("context");
        var text = new StringBuilder();
        var allowed = document.Find("allowed") is BooleanValue { IsTrue: true };
        var explicitly = document.Find("explicitDeny") is BooleanValue { IsTrue: true };
        var who = context?.Find("principal")?.FindText("arn") ?? context?.Find("principal")?.FindText("id") ?? "The caller";
        text.Append($"{who}\n  {(allowed ? "may" : "may not")} {context?.FindText("action") ?? "do this"}\n");
        if (context?.FindText("resource") is { } resource)
        {
            text.Append($"  on {resource}\n");
        }

        text.Append(allowed ? string.Empty : explicitly ? "because a statement denies it.\n" : "because no policy allows it.\n");
        Items(text, "Statements that matched", document.Find("matchedStatements"));
        Items(text, "What failed", document.Find("failures"));
        Conditions(text, context?.Find("conditions"));
        return text.ToString();
    }

    private static void Items(StringBuilder text, string title, Value? container)
    {
        if (container?.Find("items") is not ListValue { Items: { Count: > 0 } items })
        {
            return;
        }

        text.Append($"\n{title}:\n");
        foreach (var item in items)
        {
            text.Append("  ").Append(JsonText.Write(item, JsonStyle.Line)).Append('\n');
        }
    }

    private static void Conditions(StringBuilder text, Value? conditions)
    {
        if (conditions?.Find("items") is not ListValue { Items: { Count: > 0 } items })
        {
            return;
        }

        text.Append("\nThe request:\n");
        foreach (var item in items)
        {
            List<string> values = [];
            foreach (var value in (item.Find("values")?.Find("items") as ListValue)?.Items ?? [])
            {
                values.Add(value.FindText("value") ?? string.Empty);
            }

            text.Append("  ").Append((item.FindText("key") ?? string.Empty).PadRight(32)).Append(' ').AppendJoin(", ", values).Append('\n');
        }
    }
}
