using System.Text;
using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;
using Daypass.Client.Errors;
using Daypass.JmesPath.Values;
using Daypass.Policy.Advising;
using Daypass.Policy.Cases;
using Daypass.Policy.Language;
using Daypass.Policy.Validation;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass policy eval</c> and <c>daypass policy check</c>: the policy engine without a server.</summary>
internal static class PolicyCommand
{
    private static readonly (string Name, PolicyKind Kind)[] Kinds =
    [
        ("identity", PolicyKind.Identity), ("managed", PolicyKind.Managed), ("boundary", PolicyKind.Boundary), ("session", PolicyKind.Session),
        ("trust", PolicyKind.Trust), ("resource", PolicyKind.Resource), ("scp", PolicyKind.ServiceControl), ("rcp", PolicyKind.ResourceControl),
        ("endpoint", PolicyKind.Endpoint),
    ];

    /// <summary>Decides cases, one JSON object a line, and prints one decision a line.</summary>
    public static int Eval(Terminal terminal, ParsedArguments arguments)
    {
        var file = arguments.GetValue("--cases")!;
        TextReader cases;
        try
        {
            cases = file == "-" ? terminal.In() : new StreamReader(terminal.Environment.ExpandPath(file), Encoding.UTF8);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return ErrorPrinter.Print(terminal, null, ClientError.General($"The cases cannot be read: {missing.Message}"));
        }

        using (cases)
        {
            new PolicyCases().Evaluate(cases, terminal.Out);
        }

        return 0;
    }

    /// <summary>Says whether a document would be saved, and what had better be written otherwise.</summary>
    /// <returns>0 when it is fine, 1 when it may be saved but is unwise, 254 when it would be refused.</returns>
    public static int Check(Terminal terminal, ParsedArguments arguments)
    {
        var kind = Kinds[Array.FindIndex(Kinds, kind => kind.Name == (arguments.GetValue("--kind") ?? "identity"))].Kind;
        if (kind != PolicyKind.Trust && (arguments.Has("--strict-trust") || arguments.GetValues("--service-principal") is { Count: > 0 }))
        {
            return ErrorPrinter.Print(
                terminal, null, ClientError.General("--strict-trust and --service-principal are about trust policies, and need --kind trust."));
        }

        string document;
        try
        {
            document = arguments.Word == "-" ? terminal.In().ReadToEnd() : File.ReadAllText(terminal.Environment.ExpandPath(arguments.Word!));
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return ErrorPrinter.Print(terminal, null, ClientError.General($"The document cannot be read: {missing.Message}"));
        }

        var trust = new TrustRules { IsStrict = arguments.Has("--strict-trust"), Services = arguments.GetValues("--service-principal") ?? [] };
        var advice = PolicyAdvice.FindAll(document, kind, arguments.GetValue("--account"));
        var error = PolicyValidator.Validate(document, kind, trust) ?? TooLarge(document, kind);
        terminal.Out.Write(arguments.GetValue("--output") == "json" ? Json(error, advice) : Text(arguments.Word!, error, advice));
        return error is not null ? 254 : advice.Count > 0 ? 1 : 0;
    }

    /// <summary>The words of <c>--kind</c>.</summary>
    public static string[] KindNames => Array.ConvertAll(Kinds, static kind => kind.Name);

    private static PolicyFault? TooLarge(string document, PolicyKind kind) => kind switch
    {
        PolicyKind.Trust => PolicyQuotas.Default.ValidateTrust(document),
        PolicyKind.ServiceControl or PolicyKind.ResourceControl => PolicyQuotas.Default.ValidateControl(document, kind),
        PolicyKind.Managed or PolicyKind.Boundary => PolicyQuotas.Default.ValidateManaged(document),
        // The owner is not known, so the largest limit applies, a role's.
        PolicyKind.Identity => PolicyQuotas.Default.ValidateInlineOfRole(PolicyQuotas.CountCharacters(document), ""),
        _ => null,
    };

    private static string Text(string file, PolicyFault? error, IReadOnlyList<PolicyAdvice> advice)
    {
        var text = new StringBuilder();
        if (error is not null)
        {
            text.Append($"{file}:{error.Position.Line}:{error.Position.Column}: refused: {error.Code}: {error.Message}\n");
            text.Append(error.Detail is null ? string.Empty : $"  {error.Detail}\n");
        }

        foreach (var item in advice)
        {
            var weight = item.IsRefusedWhenStrict ? "dangerous" : "advice";
            text.Append($"{file}:{item.Position.Line}:{item.Position.Column}: {weight}: {item.Rule}: {item.Message}\n");
        }

        return text.Length == 0 ? $"{file}: fine\n" : text.ToString();
    }

    private static string Json(PolicyFault? error, IReadOnlyList<PolicyAdvice> advice)
    {
        var list = new ListValue();
        foreach (var item in advice)
        {
            list.Items.Add(new MapValue()
                .Set("Rule", item.Rule)
                .Set("RefusedWhenStrict", Value.From(item.IsRefusedWhenStrict))
                .Set("Message", item.Message)
                .Set("Line", Value.From((long)item.Position.Line))
                .Set("Column", Value.From((long)item.Position.Column)));
        }

        var answer = new MapValue().Set("Accepted", Value.From(error is null));
        if (error is not null)
        {
            answer.Set("Code", error.Code)
                .Set("Message", error.Message).Set("Line", Value.From((long)error.Position.Line))
                .Set("Column", Value.From((long)error.Position.Column));
        }

        return JsonText.Write(answer.Set("Advice", list)) + "\n";
    }
}
