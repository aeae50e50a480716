using System.Security.Cryptography;
using Daypass.Client.Endpoints;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Signing;

namespace Daypass.Client.Calls;

/// <summary>Calls the operations of one service at one address. Safe for any number of threads.</summary>
/// <param name="endpoint">Where the service is.</param>
/// <param name="http">Sends the requests.</param>
/// <param name="clock">Dates the signatures.</param>
public sealed class ServiceClient(ServiceEndpoint endpoint, IHttpSender http, TimeProvider clock)
{
    /// <summary>How the connection is made.</summary>
    public HttpSettings Connection { get; init; } = new();

    /// <summary>How often a call is tried while the service fails or cannot be reached.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>How instants in answers are shown.</summary>
    public TimestampFormat Timestamps { get; init; }

    /// <summary>What the client calls itself.</summary>
    public string UserAgent { get; init; } = "daypass/" + ClientVersion.Text;

    /// <summary>Receives a line about each request; never a secret.</summary>
    public Action<string>? Trace { get; init; }

    /// <summary>Waits between two attempts; tests replace it.</summary>
    public Action<TimeSpan> Pause { get; init; } = Thread.Sleep;

    /// <summary>Calls an operation and waits for its answer.</summary>
    /// <param name="call">The call.</param>
    /// <param name="credentials">Who signs; null sends the request unsigned, as do operations that are never signed.</param>
    /// <returns>The result, the service's refusal, or why there is neither.</returns>
    public ClientResult<ServiceAnswer> Send(ServiceCall call, AwsCredentials? credentials)
    {
        var request = call.Operation.Route is null
            ? CreateRequest(call.Operation, QueryBody.Write(call.Operation, call.Parameters), call.Operation.Unsigned ? null : credentials)
            : CreateRestRequest(call, credentials);
        if (!request.Succeeded)
        {
            return request.Error;
        }

        for (var attempt = 1; ; attempt++)
        {
            Trace?.Invoke($"Sending {call.Operation.Name} to {endpoint.Url} (from {endpoint.Origin}), attempt {attempt}, "
                + $"{(credentials is null || call.Operation.Unsigned ? "unsigned" : "signed by " + credentials.AccessKeyId)}");
            var outcome = http.Send(request.Value, Connection);
            Trace?.Invoke(
                outcome.Answer is { } answer ? $"Answered with HTTP status {answer.Status}, {answer.Body.Length} bytes" : $"No answer: {outcome.Detail}");
            if (attempt >= Attempts || !IsTransient(outcome))
            {
                return outcome.Answer is null
                    ? NoAnswer.Describe(outcome, endpoint, Connection.Proxy)
                    : AnswerReading.Read(call.Operation, outcome.Answer, endpoint, Timestamps, attempt - 1);
            }

            Pause(RetryDelay(attempt));
        }
    }

    private ClientResult<HttpRequest> CreateRequest(OperationDescription operation, byte[] body, AwsCredentials? credentials)
    {
        const string Form = "application/x-www-form-urlencoded; charset=utf-8";
        var unsigned = new HttpRequest("POST", endpoint.Url) { Body = body };
        List<HttpHeader> headers = [new("Content-Type", Form), new("User-Agent", UserAgent), new("Accept-Encoding", "identity")];
        if (credentials is null)
        {
            return unsigned with { Headers = headers };
        }

        if (credentials.Validate() is { } flaw)
        {
            return flaw;
        }

        HeaderField[] signed = [new("Host", unsigned.Host), new("Content-Type", Form)];
        var rules = SigV4Rules.For(operation.Service.SigningName);
        var signer = new SigV4Signer(rules, endpoint.SigningRegion);
        var target = new SignedRequest("POST", endpoint.Url.PathAndQuery, signed);
        foreach (var header in signer.Sign(target, SHA256.HashData(body), credentials.ToSigningCredentials(), clock.GetUtcNow()))
        {
            headers.Add(new HttpHeader(header.Name, header.Value));
        }

        return unsigned with { Headers = headers };
    }

    private ClientResult<HttpRequest> CreateRestRequest(ServiceCall call, AwsCredentials? credentials)
    {
        var unsigned = new HttpRequest(call.Operation.Route!.Method, RestCall.Address(endpoint.Url, call.Operation, call.Parameters));
        List<HttpHeader> headers = [new("User-Agent", UserAgent), new("Accept-Encoding", "identity")];
        if (credentials is null)
        {
            return unsigned with { Headers = headers };
        }

        if (credentials.Validate() is { } flaw)
        {
            return flaw;
        }

        HeaderField[] signed = [new("Host", unsigned.Host)];
        var signer = new SigV4Signer(SigV4Rules.For(call.Operation.Service.SigningName), endpoint.SigningRegion);
        var target = new SignedRequest(unsigned.Method, unsigned.Url.PathAndQuery, signed);
        foreach (var header in signer.Sign(target, SHA256.HashData([]), credentials.ToSigningCredentials(), clock.GetUtcNow()))
        {
            headers.Add(new HttpHeader(header.Name, header.Value));
        }

        return unsigned with { Headers = headers };
    }

    private static bool IsTransient(HttpResult outcome) => outcome.Answer is { } answer
        ? answer.Status is 500 or 502 or 503 or 504 || (answer.Status >= 400 && AnswerReading.IsThrottling(answer.Body))
        : outcome.Failure is HttpFailure.Unreachable or HttpFailure.ConnectTimeout or HttpFailure.ReadTimeout or HttpFailure.Closed
            or HttpFailure.Proxy;

    // Up to 2^n times 100 ms, at random, so that many clients do not come back together.
    private static TimeSpan RetryDelay(int attempt) =>
        TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, 100 << Math.Min(attempt, 8)));
}
