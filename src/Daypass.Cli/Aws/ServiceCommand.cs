using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;
using Daypass.Cli.Output;
using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Aws;

/// <summary><c>daypass sts …</c> and <c>daypass iam …</c>: the command line of the AWS tools, made from the catalogue.</summary>
internal sealed class ServiceCommand
{
    private readonly Terminal _terminal;
    private readonly GlobalOptions _options;

    private ServiceCommand(Terminal terminal, GlobalOptions options) => (_terminal, _options) = (terminal, options);

    /// <summary>Runs a whole command line.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="arguments">Everything behind the program's name.</param>
    /// <returns>The exit code.</returns>
    public static int Run(Terminal terminal, IReadOnlyList<string> arguments)
    {
        var parsed = ArgumentParser.Parse(GlobalOptions.Rules, new PositionalRule("command", CommandNames.All), arguments);
        if (!parsed.Succeeded)
        {
            return ErrorPrinter.Print(terminal, null, parsed.Error);
        }

        var options = GlobalOptions.Parse(parsed.Value);
        if (!options.Succeeded)
        {
            return ErrorPrinter.Print(terminal, GlobalOptions.ParseForErrors(parsed.Value), options.Error);
        }

        var traced = options.Value.Debug ? terminal.WithTrace() : terminal;
        return new ServiceCommand(traced, options.Value).Run(parsed.Value.Word == "iam" ? Service.Iam : Service.Sts, parsed.Value.Rest);
    }

    private int Run(Service service, IReadOnlyList<string> arguments)
    {
        var operations = OperationCatalogue.Of(service);
        List<string> names = [];
        foreach (var operation in operations)
        {
            names.Add(OperationNames.ForCommandLine(operation.Name));
        }

        var parsed = ArgumentParser.Parse([], new PositionalRule("operation", [.. names, "help"]), arguments);
        if (!parsed.Succeeded)
        {
            return IsHelp(arguments) ? ServiceHelp.PrintService(_terminal, service) : Fail(parsed.Error);
        }

        return parsed.Value.Word == "help" ? ServiceHelp.PrintService(_terminal, service) : Run(operations[names.IndexOf(parsed.Value.Word!)], parsed.Value.Rest);
    }

    private int Run(OperationDescription operation, IReadOnlyList<string> arguments)
    {
        if (IsHelp(arguments))
        {
            return ServiceHelp.PrintOperation(_terminal, operation);
        }

        var rules = Rules(operation, arguments);
        var pagination = Pagination.Find(operation);
        var parsed = ArgumentParser.Parse(rules, new PositionalRule("help", null, Required: false), arguments);
        if (!parsed.Succeeded)
        {
            return Fail(parsed.Error);
        }

        if (parsed.Value.Word is { } word)
        {
            parsed.Value.Rest.Add(word);
        }

        if (parsed.Value.Rest.Count > 0)
        {
            _terminal.Error.Write($"\n{UsageText.Usage}\n");
            ErrorPrinter.PrintPlain(_terminal, "Unknown options: " + string.Join(", ", parsed.Value.Rest));
            return 252;
        }

        var parameters = OperationArguments.ReadParameters(operation, parsed.Value, _terminal.Environment);
        if (!parameters.Succeeded)
        {
            return Fail(parameters.Error);
        }

        return parsed.Value.GetValue(OperationArguments.GenerateSkeleton) switch
        {
            "input" => Print(JsonText.Write(Skeleton.Create(operation.Input)) + "\n"),
            "yaml-input" => Print(Skeleton.CreateYaml(operation.Input)),
            "output" => PrintSample(operation, parameters.Value),
            _ => Call(operation, parsed.Value, parameters.Value, pagination),
        };
    }

    /// <summary>The options of an operation: its members, and what the command line adds to them.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="arguments">The command line, which decides what is still required.</param>
    internal static List<OptionRule> Rules(OperationDescription operation, IReadOnlyList<string> arguments)
    {
        var rules = OperationArguments.Rules(operation, arguments);
        if (Pagination.Find(operation) is not null)
        {
            Pagination.Adjust(rules);
        }

        if (MfaBootstrap.AppliesTo(operation))
        {
            MfaBootstrap.Adjust(rules);
        }

        if (OfflineKeyLookup.AppliesTo(operation))
        {
            rules.Add(OfflineKeyLookup.Rule);
        }

        return rules;
    }

    private static bool IsHelp(IReadOnlyList<string> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument is "--help" or "-h")
            {
                return true;
            }
        }

        return arguments is ["help"];
    }

    private int PrintSample(OperationDescription operation, MapValue parameters)
    {
        if (ParameterValidation.Check(operation, parameters) is { } error)
        {
            return Fail(error);
        }

        var settings = ClientSettings.Load(_terminal.Environment, _options.Explicit);
        return settings.Succeeded ? Show(settings.Value, operation, Skeleton.Create(operation.Output, named: true)) : Fail(settings.Error);
    }

    private int Call(OperationDescription operation, ParsedArguments parsed, MapValue parameters, Pagination? pagination)
    {
        var settings = ClientSettings.Load(_terminal.Environment, _options.Explicit);
        if (!settings.Succeeded)
        {
            return Fail(settings.Error);
        }

        if (parsed.Has(OfflineKeyLookup.Rule.Name))
        {
            var offline = OfflineKeyLookup.Answer(parameters);
            return offline.Succeeded ? Show(settings.Value, operation, offline.Value) : Fail(offline.Error);
        }

        var paged = pagination is not null && Pagination.Applies(parsed, _options);
        if (paged)
        {
            Pagination.Withhold(parsed, parameters);
        }

        var caller = ServiceCaller.Create(_terminal, settings.Value, _options, operation, parameters);
        if (!caller.Succeeded)
        {
            return Fail(caller.Error);
        }

        if (paged)
        {
            var pages = pagination!.Fetch(parsed, parameters, caller.Value.Send);
            return pages.Succeeded ? Show(settings.Value, operation, pages.Value) : Fail(pages.Error);
        }

        var answer = caller.Value.Send(parameters);
        if (!answer.Succeeded)
        {
            return Fail(answer.Error);
        }

        if (MfaBootstrap.AppliesTo(operation) && MfaBootstrap.Save(parsed, answer.Value.Result, _terminal.Environment) is { } unsaved)
        {
            return Fail(unsaved);
        }

        return Show(settings.Value, operation, answer.Value.Result);
    }

    private int Show(ClientSettings settings, OperationDescription operation, PagedResult pages)
    {
        switch (Format(settings))
        {
            case "text":
                return ShowEach(settings, operation, pages.ForText());
            case "yaml-stream":
                return ShowEach(settings, operation, pages.All);
            default:
                return Show(settings, operation, pages.Join());
        }
    }

    private int ShowEach(ClientSettings settings, OperationDescription operation, IEnumerable<MapValue> pages)
    {
        foreach (var page in pages)
        {
            if (Show(settings, operation, page) is not 0 and var code)
            {
                return code;
            }
        }

        return 0;
    }

    private int Show(ClientSettings settings, OperationDescription operation, Value result)
    {
        if (_options.Query is { } query)
        {
            if (!query.TrySearch(result, out var found, out var unsuited))
            {
                return Fail(ClientError.General(unsuited.Message));
            }

            result = found;
        }

        var colour = _options.Color == "on" || (_options.Color == "auto" && _terminal.OutputIsTerminal);
        var text = OutputFormat.Write(Format(settings), operation.Name, result, _terminal.Width, colour);
        return text.Error is { } error ? Fail(error) : OutputPager.Print(_terminal, settings, _options.UsePager, text.Value!) is { } unpaged ? Fail(unpaged) : 0;
    }

    private string Format(ClientSettings settings) => _options.Output ?? settings.Find("AWS_DEFAULT_OUTPUT", "output") ?? "json";

    private int Print(string text)
    {
        _terminal.Out.Write(text);
        return 0;
    }

    private int Fail(ClientError error) => ErrorPrinter.Print(_terminal, _options, error);
}
