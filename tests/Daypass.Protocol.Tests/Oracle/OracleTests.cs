using System.Text.Json;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Tests.Oracle;

public sealed class OracleTests
{
    [BotocoreTheory]
    [InlineData(Service.Sts)]
    [InlineData(Service.Iam)]
    [InlineData(Service.Organizations)]
    public void Requests_and_answers_are_those_of_the_model(Service service)
    {
        var model = BotocoreModel.Of(service);
        var differences = Compared(service).SelectMany(operation => Differences(operation, model)).ToList();
        KnownDifferences.Check(differences);
    }

    [BotocoreTheory]
    [InlineData(Service.Sts)]
    [InlineData(Service.Iam)]
    [InlineData(Service.Organizations)]
    public void Declared_errors_and_their_statuses_are_those_of_the_model(Service service)
    {
        var model = BotocoreModel.Of(service);
        var differences = new List<string>();
        foreach (var operation in Compared(service))
        {
            var theirs = Errors(model.Operations.GetProperty(operation.Name), model).Where(static error => error.Code != "ServiceFailure").ToList();
            var ours = operation.Errors.Where(code => !KnownDifferences.LaterErrors.Contains((operation.Name, code))
                || theirs.Exists(error => error.Code == code));
            if (!ours.Order(StringComparer.Ordinal).SequenceEqual(theirs.Select(static error => error.Code).Order(StringComparer.Ordinal)))
            {
                differences.Add($"{operation}: errors are {string.Join(' ', operation.Errors)}, not "
                    + $"{string.Join(' ', theirs.Select(static error => error.Code))}");
            }

            differences.AddRange(theirs.Where(static error => error.Status is { } status && status != ErrorCode.StatusOf(error.Code))
                .Select(error => $"{error.Code}: {ErrorCode.StatusOf(error.Code)}, not {error.Status}"));
        }

        KnownDifferences.Check(differences.Distinct());
    }

    [BotocoreTheory]
    [InlineData(Service.Sts)]
    [InlineData(Service.Iam)]
    [InlineData(Service.Organizations)]
    public void The_protocol_of_the_service_is_that_of_the_model(Service service)
    {
        var model = BotocoreModel.Of(service);
        var ours = ServiceDescription.Get(service);
        Assert.Equal(model.Metadata.GetProperty("apiVersion").GetString(), ours.Version);
        if (model.Metadata.TryGetProperty("xmlNamespace", out var spoken))
        {
            Assert.Equal(spoken.GetString(), ours.XmlNamespace);
        }
        else
        {
            Assert.Equal(model.Metadata.GetProperty("targetPrefix").GetString(), ours.TargetPrefix);
        }

        Assert.Equal(model.Metadata.GetProperty("endpointPrefix").GetString(), ours.SigningName);
        foreach (var operation in Compared(service))
        {
            Assert.Equal(IsUnsigned(model.Operations.GetProperty(operation.Name)), operation.Unsigned);
        }
    }

    [BotocoreTheory]
    [InlineData(Service.Sts)]
    [InlineData(Service.Iam)]
    public void No_operation_is_missing(Service service) => Assert.DoesNotContain(
        BotocoreModel.Of(service).Operations.EnumerateObject().Select(static operation => operation.Name),
        operation => OperationCatalogue.Find(operation, service) is null);

    private static IEnumerable<OperationDescription> Compared(Service service) =>
        OperationCatalogue.List(service).Where(static operation => !KnownDifferences.LaterOperations.Contains(operation.Name));

    private static List<string> Differences(OperationDescription operation, BotocoreModel model)
    {
        if (!model.Operations.TryGetProperty(operation.Name, out var theirs))
        {
            return [$"{operation}: unknown"];
        }

        var input = new ShapeComparison(isInput: true);
        var output = new ShapeComparison(isInput: false);
        if (theirs.TryGetProperty("input", out var request))
        {
            input.Structure(operation.Name, operation.Input, model.ShapeOf(request));
        }
        else if (operation.Input.Count > 0)
        {
            input.Differences.Add($"{operation.Name}: has no parameters");
        }

        var hasOutput = theirs.TryGetProperty("output", out var response);
        if (hasOutput)
        {
            output.Structure(operation.Name + " answer", operation.Output, model.ShapeOf(response));
        }

        if (hasOutput != operation.HasOutput)
        {
            output.Differences.Add($"{operation.Name} answer: {(hasOutput ? "has" : "has no")} result");
        }

        return [.. input.Differences, .. output.Differences];
    }

    private static IEnumerable<(string Code, int? Status)> Errors(JsonElement operation, BotocoreModel model)
    {
        foreach (var reference in operation.TryGetProperty("errors", out var errors) ? errors.EnumerateArray() : default)
        {
            var shape = model.ShapeOf(reference);
            var error = shape.Json.TryGetProperty("error", out var details) ? details : default;
            var code = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("code", out var text) ? text.GetString()! : shape.Name;
            yield return (code, error.ValueKind == JsonValueKind.Object && error.TryGetProperty("httpStatusCode", out var status) ? status.GetInt32() : null);
        }
    }

    private static bool IsUnsigned(JsonElement operation) =>
        operation.TryGetProperty("authtype", out var type) && type.GetString() == "none";
}
