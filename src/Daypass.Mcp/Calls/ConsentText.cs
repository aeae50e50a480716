using System.Globalization;
using System.Text;
using Daypass.JmesPath.Values;
using Daypass.Mcp.Answers;
using Daypass.Mcp.Naming;
using Daypass.Mcp.Outlines;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Calls;

/// <summary>
/// What a user is asked to agree to: what will be called, with what, as whom and where. Nothing is shortened: documents come as a list of what
/// they allow to whom, and whole behind it. Values of the agent stand in quotes, with everything that could be taken for something else escaped.
/// </summary>
internal static class ConsentText
{
    private static readonly string[] FreeTexts = ["Description", "Value", "Message", "Reason"];

    /// <summary>The question.</summary>
    public static string Create(IReadOnlyList<PlannedCall> steps, CallSigner caller, Uri endpoint)
    {
        var (text, documents) = (new StringBuilder("An agent asks to call ").AppendJoin(" and then ", steps.Select(static step => step.Operation.Name))
            .Append(".\n"), new StringBuilder());
        foreach (var step in steps)
        {
            foreach (var parameter in step.Parameters.Members)
            {
                Append(text, documents, step, parameter, caller.Account);
            }

            foreach (var attached in step.Attached)
            {
                text.Append(attached.Title).Append('\n').Append(attached.Document is { } document
                    ? PolicyOutline.Create(document, Policy.Language.PolicyKind.Identity, caller.Account) : string.Empty);
                AppendWhole(documents, attached.Title, attached.Document);
            }
        }

        return text.Append("As: ").Append(UntrustedText.QuoteWhole(caller.Label)[1..^1])
            .Append(caller.Account is { } account ? $" (account {account})" : string.Empty)
            .Append("\nAt: ").Append(endpoint.GetLeftPart(UriPartial.Path)).Append(documents).ToString();
    }

    private static void Append(StringBuilder text, StringBuilder documents, PlannedCall step, Member parameter, string? account)
    {
        var member = step.Operation.Input.First(member => member.Name == parameter.Name);
        text.Append(parameter.Name).Append(": ");
        if (step.Files.TryGetValue(parameter.Name, out var file))
        {
            text.Append("the content of the file ").Append(UntrustedText.QuoteWhole(file, asciiOnly: true)).Append(" is read and sent\n");
        }
        else if (parameter.Value is TextValue { Text: var written }
            && WrittenDocument.Find(step.Operation, new MapValue().Set(parameter.Name, parameter.Value)) is [var document])
        {
            text.Append(document.Gives ? "a policy that\n" : "no more than what this policy\n").Append(PolicyOutline.Create(written, document.Kind, account));
            AppendWhole(documents, parameter.Name, written);
        }
        else if (parameter is { Name: "SAMLMetadataDocument", Value: TextValue { Text: var metadata } })
        {
            text.Append("metadata that\n").Append(MetadataOutline.Create(metadata));
            AppendWhole(documents, parameter.Name, metadata);
        }
        else
        {
            AppendValue(text, member, parameter.Value, string.Empty);
        }
    }

    private static void AppendWhole(StringBuilder documents, string title, string? document)
    {
        if (document is not null)
        {
            documents.Append(CultureInfo.InvariantCulture, $"\n\n{title.TrimEnd(':')}, the whole text ({document.Length} characters):\n")
                .Append(PolicyOutline.WholeText(document).TrimEnd('\n'));
        }
    }

    private static void AppendValue(StringBuilder text, MemberDescription? member, Value value, string indent)
    {
        switch (value)
        {
            case var _ when member is { IsSecret: true } || member?.Name == "TokenCode":
                text.Append(CultureInfo.InvariantCulture, $"(secret, {(value as TextValue)?.Text.Length ?? 0} characters)\n");
                break;
            case TextValue { Text: var own }:
                text.Append(UntrustedText.QuoteWhole(own, asciiOnly: member is null || Array.IndexOf(FreeTexts, member.Name) < 0)).Append('\n');
                break;
            case ListValue { Items: var items }:
                text.Append(CultureInfo.InvariantCulture, $"{items.Count} in all\n");
                foreach (var item in items)
                {
                    text.Append(indent).Append("  - ");
                    AppendValue(text, item is TextValue ? member : member?.Element, item, indent + "    ");
                }

                break;
            case MapValue { Members: var members }:
                text.Append('\n');
                foreach (var inner in members)
                {
                    text.Append(indent).Append("  ").Append(UntrustedText.QuoteWhole(inner.Name, asciiOnly: true)[1..^1]).Append(": ");
                    AppendValue(text, member?.Members.FirstOrDefault(known => known.Name == inner.Name) ?? member?.Element, inner.Value, indent + "  ");
                }

                break;
            default:
                text.Append(JsonText.Write(value, JsonStyle.Compact)).Append('\n');
                break;
        }
    }
}
