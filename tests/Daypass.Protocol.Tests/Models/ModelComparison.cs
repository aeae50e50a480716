using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Tests.Models;

/// <summary>Names everything in which the catalogue and AWS's newest model of a service are not the same.</summary>
internal sealed class ModelComparison(NewestModel model)
{
    private readonly SortedSet<string> _differences = new(StringComparer.Ordinal);
    private readonly HashSet<(string, string)> _compared = [];

    public static IReadOnlyCollection<string> Compare(Service service, NewestModel model)
    {
        var comparison = new ModelComparison(model);
        var ours = OperationCatalogue.List(service);
        foreach (var theirs in model.Operations.Where(theirs => !ours.Any(own => own.Name == theirs.Name)))
        {
            comparison._differences.Add($"{theirs.Name} is missing");
        }

        foreach (var operation in ours)
        {
            comparison.Operation(operation);
        }

        return comparison._differences;
    }

    private void Operation(OperationDescription ours)
    {
        if (model.Operation(ours.Name) is not { } theirs)
        {
            _differences.Add($"{ours.Name} is not in the model");
            return;
        }

        Structure(theirs.GetProperty("input").GetString(), ours.Input, isInput: true);
        var output = theirs.GetProperty("output").GetString();
        if (output is not null != ours.HasOutput)
        {
            _differences.Add($"{ours.Name} {(ours.HasOutput ? "has an answer" : "has no answer")}");
        }

        Structure(output, ours.Output, isInput: false);
        var errors = theirs.GetProperty("errors").EnumerateArray().Select(static error => error.GetString()!).ToList();
        foreach (var error in errors.Where(error => !ours.Errors.Contains(error)))
        {
            _differences.Add(error == "ServiceFailure" ? "ServiceFailure is declared by no operation" : $"{ours.Name} does not declare {error}");
        }

        foreach (var error in ours.Errors)
        {
            if (!errors.Contains(error))
            {
                _differences.Add($"{ours.Name} declares {error}");
            }
            else if (ErrorCode.StatusOf(error) is var status && model.StatusOf(error) is var theirStatus && status != theirStatus)
            {
                _differences.Add($"{error} has the status {status}, not {theirStatus}");
            }
        }
    }

    private void Structure(string? name, IReadOnlyList<MemberDescription> ours, bool isInput)
    {
        if (name is null || !_compared.Add((name, string.Join(' ', ours.Select(static member => member.Name)))))
        {
            return;
        }

        var theirs = model.Members(name);
        foreach (var member in theirs.Where(member => !ours.Any(own => own.Name == member.Name)))
        {
            _differences.Add($"{name}.{member.Name} is missing");
        }

        foreach (var own in ours)
        {
            if (theirs.FirstOrDefault(member => member.Name == own.Name) is { } member)
            {
                Member($"{name}.{own.Name}", own, member, isInput);
            }
            else
            {
                _differences.Add($"{name}.{own.Name} is not in the model");
            }
        }
    }

    private void Member(string path, MemberDescription ours, NewestMember theirs, bool isInput)
    {
        var (kind, element) = (ours.Kind.ToString(), ours.Element?.Kind.ToString());
        var (theirKind, theirElement) = (Kind(theirs.Kind), theirs.Element is null ? null : Kind(theirs.Element));
        if (kind != theirKind || element != theirElement)
        {
            _differences.Add($"{path} is {kind} {element}, not {theirKind} {theirElement}".Replace(" ,", ",", StringComparison.Ordinal).TrimEnd());
            return;
        }

        if (isInput && ours.Required != theirs.Required)
        {
            _differences.Add($"{path} is {(ours.Required ? "required" : "not required")}");
        }

        if (ours.Sensitive != theirs.Sensitive)
        {
            _differences.Add($"{path} is {(ours.Sensitive ? "sensitive" : "not sensitive")}");
        }

        // An answer need not list what it may say; where it does, it lists all.
        var values = ours.Element?.Values is { Count: > 0 } ofElements ? ofElements : ours.Values;
        var theirValues = theirs.Enumeration is null ? [] : model.Values(theirs.Enumeration);
        if ((isInput || values.Count > 0) && !values.Order(StringComparer.Ordinal).SequenceEqual(theirValues, StringComparer.Ordinal))
        {
            _differences.Add($"{path} may be {Say(values)}, not {Say(theirValues)}");
        }

        if (ours.Kind == MemberKind.Structure)
        {
            Structure(theirs.Kind, ours.Members, isInput);
        }
        else if (ours.Element?.Kind == MemberKind.Structure)
        {
            Structure(theirs.Element, ours.Element.Members, isInput);
        }
    }

    private string Kind(string kind) => model.IsStructure(kind) ? nameof(MemberKind.Structure) : kind;

    private static string Say(IEnumerable<string> values) => string.Join(' ', values.Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : "anything";
}
