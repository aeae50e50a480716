using Daypass.Cli.Arguments;
using Daypass.Client;
using Daypass.Client.Errors;
using Daypass.JmesPath.Values;

namespace Daypass.Cli.Commands;

/// <summary>The options that say what a program may do at most: a policy in a file, or actions and resources.</summary>
internal static class ScopeOptions
{
    // The service takes 2,048 characters; what is far beyond is some other file.
    private const int LargestFile = 64 * 1024;

    private static readonly OptionRule File = new("--scope") { Summary = "A file with the policy that narrows what the program may do." };

    private static readonly OptionRule Action = new("--scope-action", OptionArity.Repeated)
    {
        Summary = "An action that the program may do, and nothing but those that are named; may be repeated.",
    };

    private static readonly OptionRule Resource = new("--scope-resource", OptionArity.Repeated)
    {
        Summary = "A resource it may do them on; may be repeated, all by default.",
    };

    /// <summary>All of them.</summary>
    public static OptionRule[] All { get; } = [File, Action, Resource];

    /// <summary>The policy they make; null when none of them was given.</summary>
    public static ClientResult<string?> Read(ParsedArguments arguments, ClientEnvironment environment)
    {
        var (file, actions, resources) = (arguments.GetValue(File.Name), arguments.GetValues(Action.Name), arguments.GetValues(Resource.Name));
        if (file is not null)
        {
            return actions is null && resources is null
                ? ReadFile(environment.ExpandPath(file))
                : ClientError.Usage($"{File.Name} is a whole policy; {Action.Name} and {Resource.Name} make another one. Give one or the other.");
        }

        if (actions is null)
        {
            return resources is null ? (string?)null : ClientError.Usage($"{Resource.Name} needs {Action.Name}.");
        }

        var statement = new MapValue().Set("Effect", "Allow").Set("Action", ListOf(actions)).Set("Resource", ListOf(resources ?? ["*"]));
        var statements = new ListValue();
        statements.Items.Add(statement);
        return JsonText.Write(new MapValue().Set("Version", "2012-10-17").Set("Statement", statements), JsonStyle.Compact);
    }

    private static ListValue ListOf(IReadOnlyList<string> texts)
    {
        var list = new ListValue();
        foreach (var text in texts)
        {
            list.Items.Add(Value.From(text));
        }

        return list;
    }

    private static ClientResult<string?> ReadFile(string path)
    {
        try
        {
            return new FileInfo(path).Length > LargestFile
                ? ClientError.General($"{path} is too large for a policy.")
                : System.IO.File.ReadAllText(path).Trim();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return ClientError.General($"The policy cannot be read: {refused.Message}");
        }
    }
}
