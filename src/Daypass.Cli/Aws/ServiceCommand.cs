using Daypass.Cli.Output;
using Daypass.Client.Faults;
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
            return FaultPrinting.Print(terminal, null, parsed.Fault);
        }

        var options = GlobalOptions.Of(parsed.Value);
        if (!options.Succeeded)
        {
            return FaultPrinting.Print(terminal, GlobalOptions.Unexamined(parsed.Value), options.Fault);
        }

        var traced = options.Value.Debug ? terminal.Traced() : terminal;
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
            return IsHelp(arguments) ? HelpText.PrintService(_terminal, service) : Fail(parsed.Fault);
        }

        return parsed.Value.Word == "help" ? HelpText.PrintService(_terminal, service) : Run(operations[names.IndexOf(parsed.Value.Word!)], parsed.Value.Rest);
    }

    private int Run(OperationDescription operation, IReadOnlyList<string> arguments)
    {
        if (IsHelp(arguments))
        {
            return HelpText.PrintOperation(_terminal, operation);
        }

        var rules = Rules(operation, arguments);
        var pagination = Pagination.Of(operation);
        var parsed = ArgumentParser.Parse(rules, new PositionalRule("help", null, Required: false), arguments);
        if (!parsed.Succeeded)
        {
            return Fail(parsed.Fault);
        }

        if (parsed.Value.Word is { } word)
        {
            parsed.Value.Rest.Add(word);
        }

        if (parsed.Value.Rest.Count > 0)
        {
            _terminal.Error.Write($"\n{UsageText.Usage}\n");
            FaultPrinting.PrintPlain(_terminal, "Unknown options: " + string.Join(", ", parsed.Value.Rest));
            return 252;
        }

        var parameters = OperationArguments.Read(operation, parsed.Value, _terminal.Surroundings);
        if (!parameters.Succeeded)
        {
            return Fail(parameters.Fault);
        }

        return parsed.Value.One(OperationArguments.GenerateSkeleton) switch
        {
            "input" => Print(JsonText.Write(Skeleton.Of(operation.Input)) + "\n"),
            "yaml-input" => Print(Skeleton.Yaml(operation.Input)),
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
        if (Pagination.Of(operation) is not null)
        {
            Pagination.Adjust(rules);
        }

        if (MfaBootstrap.AppliesTo(operation))
        {
            MfaBootstrap.Adjust(rules);
        }

        if (OfflineKeys.AppliesTo(operation))
        {
            rules.Add(OfflineKeys.Rule);
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
        if (ParameterValidation.Check(operation, parameters) is { } fault)
        {
            return Fail(fault);
        }

        var settings = ClientSettings.Load(_terminal.Surroundings, _options.Explicit);
        return settings.Succeeded ? Show(settings.Value, operation, Skeleton.Of(operation.Output, named: true)) : Fail(settings.Fault);
    }

    private int Call(OperationDescription operation, ParsedArguments parsed, MapValue parameters, Pagination? pagination)
    {
        var settings = ClientSettings.Load(_terminal.Surroundings, _options.Explicit);
        if (!settings.Succeeded)
        {
            return Fail(settings.Fault);
        }

        if (parsed.Has(OfflineKeys.Rule.Name))
        {
            var offline = OfflineKeys.Answer(parameters);
            return offline.Succeeded ? Show(settings.Value, operation, offline.Value) : Fail(offline.Fault);
        }

        var paged = pagination is not null && Pagination.Applies(parsed, _options);
        if (paged)
        {
            Pagination.Withhold(parsed, parameters);
        }

        var caller = ServiceCaller.Of(_terminal, settings.Value, _options, operation, parameters);
        if (!caller.Succeeded)
        {
            return Fail(caller.Fault);
        }

        if (paged)
        {
            var pages = pagination!.Fetch(parsed, parameters, caller.Value.Send);
            return pages.Succeeded ? Show(settings.Value, operation, pages.Value) : Fail(pages.Fault);
        }

        var answer = caller.Value.Send(parameters);
        if (!answer.Succeeded)
        {
            return Fail(answer.Fault);
        }

        if (MfaBootstrap.AppliesTo(operation) && MfaBootstrap.Save(parsed, answer.Value.Result, _terminal.Surroundings) is { } unsaved)
        {
            return Fail(unsaved);
        }

        return Show(settings.Value, operation, answer.Value.Result);
    }

    private int Show(ClientSettings settings, OperationDescription operation, Pages pages)
    {
        switch (Format(settings))
        {
            case "text":
                return ShowEach(settings, operation, pages.ForText());
            case "yaml-stream":
                return ShowEach(settings, operation, pages.All);
            default:
                return Show(settings, operation, pages.Whole());
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
                return Fail(ClientFault.General(unsuited.Message));
            }

            result = found;
        }

        var colour = _options.Color == "on" || (_options.Color == "auto" && _terminal.OutputIsTerminal);
        var text = OutputFormat.Write(Format(settings), operation.Name, result, _terminal.Width, colour);
        return text.Fault is { } fault ? Fail(fault) : Pager.Print(_terminal, settings, _options.UsePager, text.Value!) is { } unpaged ? Fail(unpaged) : 0;
    }

    private string Format(ClientSettings settings) => _options.Output ?? settings.Find("AWS_DEFAULT_OUTPUT", "output") ?? "json";

    private int Print(string text)
    {
        _terminal.Out.Write(text);
        return 0;
    }

    private int Fail(ClientFault fault) => FaultPrinting.Print(_terminal, _options, fault);
}
