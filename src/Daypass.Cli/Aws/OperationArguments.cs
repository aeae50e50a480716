using Daypass.Cli.Arguments;
using Daypass.Client;
using Daypass.Client.Errors;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Aws;

/// <summary>The options of one operation, made from the catalogue, and the parameters they stand for.</summary>
internal static class OperationArguments
{
    /// <summary>The option that shows samples instead of calling.</summary>
    public const string GenerateSkeleton = "--generate-cli-skeleton";

    private const string InputJson = "--cli-input-json";
    private const string InputYaml = "--cli-input-yaml";

    /// <summary>The options of an operation; nothing is required when the arguments bring a whole input or ask for a sample.</summary>
    public static List<OptionRule> Rules(OperationDescription operation, IReadOnlyList<string> arguments)
    {
        var sample = FindValue(arguments, GenerateSkeleton);
        var optional = FindValue(arguments, InputJson) is not null || FindValue(arguments, InputYaml) is not null || sample is not (null or "output");
        List<OptionRule> rules = [];
        foreach (var member in operation.Input)
        {
            var name = "--" + OperationNames.ForCommandLine(member.Name);
            var arity = member.Kind switch { MemberKind.List => OptionArity.Many, MemberKind.Boolean => OptionArity.Flag, _ => OptionArity.One };
            rules.Add(new OptionRule(name, arity) { Required = member.Required && !optional, Summary = member.Summary });
            if (member.Kind == MemberKind.Boolean)
            {
                rules.Add(new OptionRule("--no-" + name[2..], OptionArity.Flag) { Summary = member.Summary });
            }
        }

        rules.Add(new OptionRule(InputJson) { Summary = "All parameters in one JSON document; options on the command line win." });
        rules.Add(new OptionRule(InputYaml) { Summary = "All parameters in one YAML document; options on the command line win." });
        rules.Add(new OptionRule(GenerateSkeleton, OptionArity.Optional) { Standing = "input", Choices = ["input", "output", "yaml-input"], Summary = "Print a sample of the input or output instead of calling." });
        return rules;
    }

    /// <summary>The parameters that the options stand for.</summary>
    public static ClientResult<MapValue> ReadParameters(OperationDescription operation, ParsedArguments parsed, ClientEnvironment environment)
    {
        var parameters = new MapValue();
        foreach (var member in operation.Input)
        {
            var option = "--" + OperationNames.ForCommandLine(member.Name);
            if (member.Kind == MemberKind.Boolean)
            {
                var negative = parsed.Has("--no-" + option[2..]);
                if (negative || parsed.Has(option))
                {
                    parameters.Set(member.Name, Value.From(!negative));
                }
            }
            else if (parsed.GetValues(option) is { } values)
            {
                var value = new ParameterReading(member, environment).Read(values);
                if (!value.Succeeded)
                {
                    return value.Error;
                }

                parameters.Set(member.Name, value.Value);
            }
        }

        return ReadInput(parsed, parameters, environment) is { } error ? error : parameters;
    }

    private static ClientError? ReadInput(ParsedArguments parsed, MapValue parameters, ClientEnvironment environment)
    {
        var json = parsed.GetValue(InputJson);
        var yaml = parsed.GetValue(InputYaml);
        if (json is null && yaml is null)
        {
            return null;
        }

        if (json is not null && yaml is not null)
        {
            return ClientError.Usage("Only one --cli-input- parameter may be specified.");
        }

        var option = json is null ? InputYaml : InputJson;
        var (content, unreadable) = ParameterFile.Read(json ?? yaml!, environment);
        if (unreadable is not null)
        {
            return ClientError.General(unreadable);
        }

        var text = content ?? json ?? yaml!;
        var input = json is null ? YamlReading.Parse(text) : JsonText.Parse(text, out _);
        if (input is null)
        {
            return ClientError.Usage($"Error parsing parameter '{option[2..]}': Invalid {(json is null ? "YAML" : "JSON")} received.");
        }

        if (input is not MapValue map)
        {
            return ClientError.Usage($"Error parsing parameter '{option}': Invalid type: expecting map, received <class '{PythonText.TypeName(input)}'>");
        }

        foreach (var member in map.Members)
        {
            if (!parameters.TryGet(member.Name, out _))
            {
                parameters.Set(member.Name, member.Value);
            }
        }

        return null;
    }

    // What stands behind an option, an empty text at the end of the line, null when the option is not there.
    private static string? FindValue(IReadOnlyList<string> arguments, string option)
    {
        for (var index = 0; index < arguments.Count; index++)
        {
            if (arguments[index] == option)
            {
                return index + 1 < arguments.Count ? arguments[index + 1] : string.Empty;
            }
        }

        return null;
    }
}
