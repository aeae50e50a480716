using System.Globalization;
using Daypass.Client.Calls;
using Daypass.JmesPath.Values;
using Daypass.Mcp.Answers;
using Daypass.Mcp.Naming;
using Daypass.Policy.Evaluation;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Calls;

/// <summary>What is known to be wrong without asking the service: lengths, ranges and patterns of the API, and documents that are no policies.</summary>
internal static class LocalRules
{
    /// <summary>The refusal, in the words of the service; null when the call may be made.</summary>
    public static Refusal? Check(OperationDescription operation, MapValue parameters)
    {
        if (operation.Input.Any(member => member.Name == "TokenCode" && parameters.FindText("SerialNumber") is not null))
        {
            // The code is asked for later; the rest can be looked at now.
            var complete = new MapValue();
            parameters.Members.ToList().ForEach(member => complete.Set(member.Name, member.Value));
            if (!complete.TryGet("TokenCode", out _))
            {
                parameters = complete.Set("TokenCode", "000000");
            }
        }

        if (new ServiceCall(operation, parameters).Check() is { } error)
        {
            return new Refusal(
                error.Code,
                error.Message ?? "The parameters are not those of the API.",
                $"Correct the parameters the message names and call again; nobody was asked. {operation.Name} takes: "
                + ParameterCheck.ListNames(operation.Input) + ".");
        }

        foreach (var document in WrittenDocument.Find(operation, parameters))
        {
            if (!CompiledPolicy.TryCompile(document.Text, document.Kind, out _, out var fault))
            {
                return new Refusal(
                    fault.Code,
                    string.Create(CultureInfo.InvariantCulture,
                        $"{document.Member}, line {fault.Position.Line}, column {fault.Position.Column}: {fault.Message} {fault.Detail}").TrimEnd(),
                    "Correct the document at that place and call again; nobody was asked.");
            }
        }

        return null;
    }
}
