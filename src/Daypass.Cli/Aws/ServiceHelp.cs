using System.Text;
using Daypass.Cli.Arguments;
using Daypass.Cli.Interaction;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Aws;

/// <summary>Help for the commands that are made from the catalogue.</summary>
internal static class ServiceHelp
{
    private const int Column = 34;

    /// <summary>Prints the operations of a service.</summary>
    public static int PrintService(Terminal terminal, Service service)
    {
        var name = service == Service.Iam ? "iam" : "sts";
        var text = new StringBuilder($"daypass {name} <operation> [options]\n\n");
        text.Append(service == Service.Iam ? "Manage users, roles, policies and identity providers." : "Issue temporary credentials and say whose credentials are whose.").Append("\n\nOperations:\n");
        foreach (var operation in OperationCatalogue.Of(service))
        {
            Append(text, OperationNames.ForCommandLine(operation.Name), operation.Summary);
        }

        text.Append("\nExample:\n  ").Append(name == "iam" ? "daypass iam list-roles --query 'Roles[].RoleName' --output text" : "daypass sts get-caller-identity").Append('\n');
        terminal.Out.Write(text.ToString());
        return 0;
    }

    /// <summary>Prints the options of an operation.</summary>
    public static int PrintOperation(Terminal terminal, OperationDescription operation)
    {
        var command = $"daypass {operation.Service.SigningName} {OperationNames.ForCommandLine(operation.Name)}";
        var text = new StringBuilder($"{command} [options]\n\n{operation.Summary}\n\nOptions:\n");
        foreach (var rule in ServiceCommand.Rules(operation, []))
        {
            Append(text, rule.Name + (rule.Arity == OptionArity.Flag ? string.Empty : " <value>"), (rule.Required ? "(required) " : string.Empty) + rule.Summary);
        }

        text.Append("\nOptions of every command:\n");
        foreach (var rule in GlobalOptions.Rules)
        {
            Append(text, rule.Name + (rule.Choices.Length > 0 ? $" {string.Join('|', rule.Choices)}" : rule.Arity == OptionArity.Flag ? string.Empty : " <value>"), rule.Summary);
        }

        text.Append("\nExample:\n  ").Append(command).Append(Example(operation)).Append('\n');
        terminal.Out.Write(text.ToString());
        return 0;
    }

    private static string Example(OperationDescription operation)
    {
        var text = new StringBuilder();
        foreach (var member in operation.Input)
        {
            if (member.Required)
            {
                text.Append(" --").Append(OperationNames.ForCommandLine(member.Name)).Append(' ').Append(Sample(member));
            }
        }

        return text.Append(MfaBootstrap.AppliesTo(operation) ? MfaBootstrap.Example : string.Empty).ToString();
    }

    private static string Sample(MemberDescription member) => member.Kind switch
    {
        _ when member.Values.Count > 0 => member.Values[0],
        MemberKind.Structure when member.Members.Count > 0 => member.Members[0].Name + "=...",
        MemberKind.List when member.Element!.Kind == MemberKind.Structure => member.Element.Members[0].Name + "=...",
        MemberKind.Integer => (member.Minimum ?? 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => member.Name switch
        {
            "RoleArn" => "arn:aws:iam::111122223333:role/dev",
            "RoleSessionName" => "me",
            "AccessKeyId" => "AKIAIOSFODNN7EXAMPLE",
            _ when member.Name.EndsWith("Document", StringComparison.Ordinal) => "file://policy.json",
            _ when member.Name.EndsWith("Token", StringComparison.Ordinal) || member.Name.EndsWith("Assertion", StringComparison.Ordinal) => "file://token.txt",
            _ => "...",
        },
    };

    internal static void Append(StringBuilder text, string left, string right)
    {
        text.Append("  ").Append(left);
        if (right.Length > 0)
        {
            text.Append(' ', Math.Max(2, Column - left.Length)).Append(right);
        }

        text.Append('\n');
    }
}
