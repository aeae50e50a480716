using System.Text;
using Daypass.Client.Endpoints;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Client.Calls;

/// <summary>Reads what came back from a service: a result, a refusal, or nothing of the kind.</summary>
internal static class AnswerReading
{
    private static readonly string[] Throttling =
    [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "TooManyRequestsException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled", "SlowDown", "PriorRequestNotComplete",
    ];

    public static ClientResult<ServiceAnswer> Read(
        OperationDescription operation,
        HttpAnswer answer,
        ServiceEndpoint endpoint,
        TimestampFormat timestamps,
        int retries)
    {
        if (operation.Route is not null)
        {
            return ReadRest(operation, answer, endpoint, retries);
        }

        if (XmlTree.Parse(answer.Body) is not { } document)
        {
            return answer.Status >= 300
                ? Refusal(operation, answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture), null, answer.Status, retries)
                : NoXml(endpoint, answer);
        }

        var root = document.Root;
        var requestId = (root.Find("RequestId"u8) ?? root.Find("RequestID"u8) ?? root.Find("ResponseMetadata"u8)?.Find("RequestId"u8))?.Content
            ?? answer.Header("x-amzn-RequestId");
        if (answer.Status >= 300)
        {
            var error = root.Find("Error"u8) ?? root.Find("Errors"u8)?.Find("Error"u8);
            return Refusal(operation, error?.Find("Code"u8)?.Content, error?.Find("Message"u8)?.Content, answer.Status, retries);
        }

        if (!operation.HasOutput)
        {
            return new ServiceAnswer(new MapValue(), requestId);
        }

        return root.Find(Encoding.UTF8.GetBytes(operation.Name + "Result")) is { } result
            ? new ServiceAnswer(new AnswerValues(timestamps).ReadStructure(result, operation.Output), requestId)
            : NoXml(endpoint, answer);
    }

    private static ClientResult<ServiceAnswer> ReadRest(OperationDescription operation, HttpAnswer answer, ServiceEndpoint endpoint, int retries)
    {
        if (answer.Status >= 300)
        {
            var (code, message) = RestCall.ReadError(answer);
            return Refusal(operation, code ?? answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture), message, answer.Status, retries);
        }

        return RestCall.Read(answer) is { } result
            ? new ServiceAnswer(result, answer.Header("x-amzn-RequestId"))
            : ClientError.General($"Unable to parse response, invalid JSON received from {endpoint.Url} (HTTP status {answer.Status}).") with
            {
                Advice = $"The address came from {endpoint.Origin}.",
            };
    }

    /// <summary>True when a refusal only asks for patience.</summary>
    public static bool IsThrottling(byte[] body) =>
        XmlTree.Parse(body)?.Root.Find("Error"u8)?.Find("Code"u8)?.Content is { } code && Array.IndexOf(Throttling, code) >= 0;

    private static ClientError Refusal(OperationDescription operation, string? code, string? message, int status, int retries)
    {
        var retried = retries > 0 ? $" (reached max retries: {retries})" : string.Empty;
        var text = $"An error occurred ({code ?? "Unknown"}) when calling the {operation.Name} operation{retried}: {message ?? "Unknown"}";
        return new ClientError(ClientErrorKind.Service, code ?? "Unknown", text) { ServiceError = new AwsError(code ?? "Unknown", status, message) };
    }

    private static ClientError NoXml(ServiceEndpoint endpoint, HttpAnswer answer) =>
        ClientError.General($"Unable to parse response, invalid XML received from {endpoint.Url} (HTTP status {answer.Status}).") with { Advice =
                $"The address came from {endpoint.Origin}." };
}
